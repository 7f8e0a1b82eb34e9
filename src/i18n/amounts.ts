import type { Language } from './languages.ts';

/** A time in a sentence. @example seconds('en', 15) → '15.0 s' with a no-break space; seconds('ko', 15) → '15.0초' */
export const seconds = (language: Language, t: number | undefined): string => {
  if (t === undefined) throw new Error('the run has no such moment');
  return language === 'ko' ? `${t.toFixed(1)}초` : `${t.toFixed(1)}\u00a0s`;
};

/** A list in a sentence. @example list('en', ['a', 'b', 'c']) → 'a, b and c' */
export const list = (language: Language, items: readonly string[]): string =>
  language === 'ko' || items.length < 2 ? items.join(', ') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
