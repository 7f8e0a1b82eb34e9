import type { Localized } from '../i18n/languages.ts';

/** A sentence on what an error or warning means, and one on what to do. */
export interface Explanation {
  readonly means: Localized;
  readonly todo: Localized;
}

const explain = (en: readonly [string, string], ko: readonly [string, string]): Explanation => ({
  means: { en: en[0], ko: ko[0] },
  todo: { en: en[1], ko: ko[1] },
});

/** What learners are told under kubectl's own words, by the code of an error or warning. */
export const explanations = {
  'image-missing': explain(
    ['Every container needs an image to run.', 'Add `image:` to the container, for instance `image: nginx:1.27`.'],
    ['모든 컨테이너에는 실행할 이미지가 필요합니다.', '컨테이너에 `image:`를 추가합니다. 예: `image: nginx:1.27`.'],
  ),
} satisfies Readonly<Record<string, Explanation>>;

export type ExplanationCode = keyof typeof explanations;
