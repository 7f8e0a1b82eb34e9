/** Pixels that a term's text may take to the right of the word (terms.css, and a margin). */
const WIDEST = 340;

/** A term's text opens to where there is room, and Escape puts it away until the reader comes to it anew. */
export function openTerms(): void {
  const terms = document.querySelectorAll('.term');
  if (terms.length === 0) return;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.querySelector('.term:is(:hover, :focus-within)')?.classList.add('dismissed');
  });
  for (const term of terms) {
    for (const coming of ['pointerenter', 'focusin'])
      term.addEventListener(coming, () =>
        term.classList.toggle('leftward', term.getBoundingClientRect().left > innerWidth - WIDEST),
      );
    for (const leaving of ['pointerleave', 'focusout'])
      term.addEventListener(leaving, () => term.classList.remove('dismissed'));
  }
}
