/** Switching languages keeps the reader's place: how far down the page they were, and what they chose. */
const PLACE = 'place';

export function keepPlace(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-language]')) {
    link.addEventListener('click', () => {
      remember('localStorage', 'language', link.dataset['language'] ?? '');
      remember('sessionStorage', PLACE, String(scrollY / document.documentElement.scrollHeight));
    });
  }
  const place = take(PLACE);
  if (place !== undefined && !location.hash)
    scrollTo({ top: Number(place) * document.documentElement.scrollHeight, behavior: 'instant' });
}

/** A browser may refuse storage, or even to name it; then nothing is remembered and nothing breaks. */
function remember(storage: 'localStorage' | 'sessionStorage', key: string, value: string): void {
  try {
    window[storage].setItem(key, value);
  } catch {
    return;
  }
}

function take(key: string): string | undefined {
  try {
    const value = sessionStorage.getItem(key) ?? undefined;
    sessionStorage.removeItem(key);
    return value;
  } catch {
    return undefined;
  }
}
