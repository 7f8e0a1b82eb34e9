import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { aroundChanges, lineDiff } from './line-diff.ts';

interface Props {
  readonly language: Language;
  readonly before: string;
  readonly after: string;
}

const KIND = { same: 'ctx', added: 'add', removed: 'del' } as const;

/** The lines that were changed, with those around them. */
export function Changes({ language, before, after }: Props) {
  const t = results[language];
  return (
    <section class="hint-stack" aria-label={t.whatYouChanged}>
      <b>{t.whatYouChanged}</b>
      <div class="diff" tabIndex={0} role="group" aria-label={t.whatYouChanged}>
        {aroundChanges(lineDiff(before.trimEnd(), after.trimEnd())).map((line, i) => (
          <div key={i} class={line ? KIND[line.kind] : 'gap'}>
            {line?.text ?? '⋯'}
          </div>
        ))}
      </div>
    </section>
  );
}
