/** Moves a figure's playhead to the moment of the check whose button is pressed. */
export function showMoments(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-verdict]')) {
    const moments = JSON.parse(box.dataset['verdict'] ?? '{}') as Record<string, number>;
    const timeline = box.querySelector<HTMLElement>('[data-timeline]');
    box.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('.moment');
      const at = moments[button?.closest<HTMLElement>('[data-check]')?.dataset['check'] ?? ''];
      if (!button || !timeline || at === undefined) return;
      for (const other of box.querySelectorAll('.moment')) other.setAttribute('aria-pressed', String(other === button));
      timeline.dataset['at'] = String(at);
      timeline.dispatchEvent(new Event('redrawn'));
    });
  }
}
