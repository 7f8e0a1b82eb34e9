import type { Localized } from '../../i18n/languages.ts';

/** A sentence on what an error or warning means, and one on what to do. */
export interface Explanation {
  readonly means: Localized;
  readonly todo: Localized;
}

export const explain = (en: readonly [string, string], ko: readonly [string, string]): Explanation => ({
  means: { en: en[0], ko: ko[0] },
  todo: { en: en[1], ko: ko[1] },
});
