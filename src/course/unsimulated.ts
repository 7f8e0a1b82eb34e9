import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { notSimulatedTexts } from '../i18n/not-simulated.ts';
import { notSimulatedRows, placesOfRow } from '../simulator/index.ts';

export interface UnsimulatedGroup {
  /** A sentence. */
  readonly reason: string;
  readonly fields: readonly {
    readonly kind: string;
    /** '' for the whole kind. */
    readonly path: string;
    /** Which values alone are meant. */
    readonly only: string | undefined;
  }[];
}

/** What manifests can ask for in vain, by the reason why. A Pod's fields are told once: templates of Pods have them too. */
export function unsimulated(language: Language): readonly UnsimulatedGroup[] {
  const texts = notSimulatedTexts[language];
  return [...new Set(notSimulatedRows.map(({ why }) => why))].map((reason) => ({
    reason: texts[reason],
    fields: notSimulatedRows.flatMap((row) =>
      placesOfRow(row)
        .filter(({ path }) => row.why === reason && !path.startsWith('spec.initContainers'))
        .map(({ kind, path }) => ({
          kind,
          path,
          only: row.only && fill(texts.only, { v: row.only.map(String).join(', ') }),
        })),
    ),
  }));
}

/** docs/not-simulated.md, as scripts/not-simulated.ts writes it. */
export function unsimulatedDocument(): string {
  const texts = notSimulatedTexts.en;
  const groups = unsimulated('en').map(
    ({ reason, fields }) =>
      `### ${reason}\n\n${fields
        .map(({ kind, path, only }) => `- ${kind}${path === '' ? '' : ` \`${path}\``}${only ? ` (${only})` : ''}`)
        .join('\n')}\n`,
  );
  return [
    '# What is not simulated',
    'Written by `node scripts/not-simulated.ts` from `src/simulator/not-simulated.ts`, which the editor and the Truth page read too.',
    `## ${texts.fieldsTitle}`,
    `${texts.fieldsLead} A Pod’s fields count in every template of Pods; what is said of \`containers\` holds for \`initContainers\` too.`,
    ...groups.map((group) => group.trimEnd()),
    `## ${texts.beyondTitle}`,
    texts.beyond
      .split('\n')
      .map((line) => `- ${line}`)
      .join('\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}
