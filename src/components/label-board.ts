/** Turns a Pod's labels and readiness on the label board, and shows whether the Service finds it. The answers stand in the page. */
export function turnLabels(): void {
  for (const board of document.querySelectorAll<HTMLElement>('[data-label-board]')) {
    const found = JSON.parse(board.dataset['labelBoard'] ?? '{}') as Record<string, string>;
    board.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-place]');
      if (!button) return;
      for (const other of button.parentElement?.children ?? [])
        other.setAttribute('aria-pressed', String(other === button));
      show(board, found);
    });
  }
}

function show(board: HTMLElement, found: Readonly<Record<string, string>>): void {
  const selector = chosen(board.querySelector('[data-selector]'));
  const served: string[] = [];
  for (const row of board.querySelectorAll('[data-pod]')) {
    const is = found[[selector, ...[...row.querySelectorAll('[data-trait]')].map(chosen)].join(',')];
    for (const word of row.querySelectorAll<HTMLElement>('[data-found]')) word.hidden = word.dataset['found'] !== is;
    if (is === 'ready') served.push(row.querySelector('th')?.textContent?.trim() ?? '');
  }
  const sum = board.querySelector('[data-sum]');
  if (sum) sum.textContent = served.join(', ') || '–';
}

/** Place of the button that is pressed in a group. */
const chosen = (group: Element | null): string =>
  group?.querySelector<HTMLElement>('[aria-pressed=true]')?.dataset['place'] ?? '';
