/** Takes a packing board over in the page with its first press; until then nothing of it is loaded. */
export function offerPacking(): void {
  for (const board of document.querySelectorAll<HTMLElement>('[data-packing]')) {
    const take = (event: Event): void => {
      const pressed = (event.target as Element).closest<HTMLElement>('[data-press]');
      if (!pressed) return;
      board.removeEventListener('click', take);
      void import('./packing-hydrate.ts').then(({ hydratePacking }) => {
        hydratePacking(board);
        pressed.click();
      });
    };
    board.addEventListener('click', take);
  }
}
