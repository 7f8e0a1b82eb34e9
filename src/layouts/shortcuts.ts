/** Keys that work on every page: "/" goes to the search, "?" to the list of keys. Not while something is being typed. */
export function shortcuts(root: HTMLElement): void {
  const search = root.dataset['searchPage'];
  if (search === undefined) return;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (event.key === '/') go(event, search);
    if (event.key === '?') go(event, search.replace(/search\/$/, 'settings/#keyboard'));
  });
}

function go(event: KeyboardEvent, href: string): void {
  event.preventDefault();
  location.href = href;
}

/** Also in an editor that hides in a shadow root. */
const isTyping = (event: KeyboardEvent): boolean =>
  event
    .composedPath()
    .some(
      (node) =>
        node instanceof HTMLElement && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName)),
    );
