/** Escape puts a term's text away until the reader comes to it anew. */
export function dismissTerms(): void {
  const terms = document.querySelectorAll('.term');
  if (terms.length === 0) return;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.querySelector('.term:is(:hover, :focus-within)')?.classList.add('dismissed');
  });
  for (const term of terms)
    for (const leaving of ['pointerleave', 'focusout'])
      term.addEventListener(leaving, () => term.classList.remove('dismissed'));
}
