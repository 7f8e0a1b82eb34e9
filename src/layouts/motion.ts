/** Whether figures should jump rather than move: the system's wish, or the reader's own (the settings page). */
export const lessMotion = (): boolean =>
  document.documentElement.dataset['motion'] === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
