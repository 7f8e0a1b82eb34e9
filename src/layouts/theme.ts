/** The theme button: follows the system until it is pressed, then remembers. */
export function toggleTheme(): void {
  const root = document.documentElement;
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => (root.dataset['theme'] ?? (systemDark.matches ? 'dark' : 'light')) === 'dark';
  const buttons = document.querySelectorAll('[data-theme-toggle]');
  const show = (): void => buttons.forEach((button) => button.setAttribute('aria-pressed', String(isDark())));
  for (const button of buttons) {
    button.addEventListener('click', () => {
      root.dataset['theme'] = isDark() ? 'light' : 'dark';
      try {
        localStorage.setItem('theme', root.dataset['theme']);
      } catch {
        // the choice then lasts as long as the page
      }
      show();
    });
  }
  systemDark.addEventListener('change', show);
  show();
}
