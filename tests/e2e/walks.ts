/**
 * The four kinds of exercise, walked by keyboard alone: each step's keys, where the focus then is, and what is announced.
 * walk.spec.ts performs it in both languages; docs/accessibility-walk.md is written from it:
 *   node tests/e2e/walks.ts > docs/accessibility-walk.md
 */
import { readFileSync } from 'node:fs';
import { figures } from '../../src/i18n/figures.ts';
import { fill } from '../../src/i18n/fill.ts';
import { site } from '../../src/i18n/site.ts';
import { results } from '../../src/i18n/results.ts';
import { workspace } from '../../src/i18n/workspace.ts';
import type { Language } from '../../src/i18n/languages.ts';

export type Action =
  { readonly press: string } | { readonly type: string } | { readonly paste: string } | { readonly until: string };

export interface Step {
  readonly does: string;
  /** `until`: the key is pressed again until the focus is where the step says. */
  readonly keys: readonly Action[];
  /** A part of what the focused element is called. */
  readonly focus: string;
  /** What is announced, in this order, each once: by live regions, and by the focus where it goes to what is to be read. */
  readonly hears?: readonly string[];
}

export interface Walk {
  readonly kind: string;
  readonly exercise: string;
  readonly steps: readonly Step[];
}

const solution = readFileSync(new URL('../../exercises/command-or-args/solution.yaml', import.meta.url), 'utf8');

export function walks(language: Language): readonly Walk[] {
  const t = { ...workspace[language], ...results[language] };
  const f = figures[language];
  const skip: Step = {
    does: 'The first Tab offers the way past the header.',
    keys: [{ press: 'Tab' }],
    focus: site[language].skip,
  };
  return [
    {
      kind: 'manifest',
      exercise: 'command-or-args',
      steps: [
        skip,
        {
          does: 'On to the editor. It is described: Escape, then Tab leaves it.',
          keys: [{ until: 'Tab' }],
          focus: 'pod.yaml',
          hears: [t.escape],
        },
        {
          does: 'Submit the starter as it is.',
          keys: [{ press: 'Control+Enter' }],
          focus: fill(t.verdictFail, { a: 0, b: 2 }),
          hears: [t.unchanged],
        },
        { does: 'On to the moment of the first failed check.', keys: [{ until: 'Tab' }], focus: t.moment },
        {
          does: 'Show it. The focus stays, so that the next check is one Tab away.',
          keys: [{ press: 'Enter' }],
          focus: t.moment,
        },
        {
          does: 'To the next pane, and into the editor.',
          keys: [{ press: 'F6' }, { until: 'Tab' }],
          focus: 'pod.yaml',
        },
        {
          does: 'Write the answer and submit it.',
          keys: [{ press: 'Control+a' }, { paste: solution }, { press: 'Control+Enter' }],
          focus: fill(t.verdictPass, { a: 2, b: 2 }),
          hears: [t.recorded],
        },
        {
          does: 'Back to the editor, and out of it: Escape, then Tab.',
          keys: [{ press: 'F6' }, { until: 'Tab' }],
          focus: 'pod.yaml',
        },
        { does: 'Tab is the browser’s again.', keys: [{ press: 'Escape' }, { press: 'Tab' }], focus: t.submit },
        {
          does: 'On to the playhead: a slider that says its time and what happened.',
          keys: [{ until: 'Tab' }],
          focus: f.time,
        },
        {
          does: 'To the moment before or after, told by the slider.',
          keys: [{ press: 'Shift+ArrowLeft' }],
          focus: f.time,
          hears: ['web'],
        },
      ],
    },
    {
      kind: 'predict',
      exercise: 'predict-probe-kill-time',
      steps: [
        skip,
        { does: 'On to the first question, named by its text.', keys: [{ until: 'Tab' }], focus: 'plain' },
        {
          does: 'Submit without an answer: it is said, and nothing is given away.',
          keys: [{ press: 'Control+Enter' }],
          focus: t.unanswered,
        },
        { does: 'Back to the questions.', keys: [{ until: 'Tab' }], focus: 'plain' },
        { does: 'Answer the first two.', keys: [{ type: '0' }, { press: 'Tab' }, { type: '1' }], focus: 'plain' },
        {
          does: 'Submit from where one is.',
          keys: [{ press: 'Control+Enter' }],
          focus: fill(t.verdictQuestionsFail, { a: 2, b: 8 }),
          hears: [fill(t.submission, { n: 1 })],
        },
      ],
    },
    {
      kind: 'diagnose',
      exercise: 'diag-terminal-tour',
      steps: [
        {
          does: 'The terminal’s line has the focus. Type a command.',
          keys: [{ type: 'kubectl get pods' }, { press: 'Enter' }],
          focus: t.terminalLine,
          hears: ['kubectl get pods', 'job-x'],
        },
        {
          does: 'Tab completes; what fits is announced.',
          keys: [{ type: 'kubectl get pods --all' }, { press: 'Tab' }],
          focus: t.terminalLine,
          hears: ['--all-namespaces'],
        },
        { does: 'Escape, then Tab leaves the line.', keys: [{ press: 'Escape' }, { press: 'Tab' }], focus: t.submit },
        { does: 'Submit.', keys: [{ press: 'Control+Enter' }], focus: t.verdictFailOne },
      ],
    },
    {
      kind: 'quiz',
      exercise: 'quiz-phases',
      steps: [
        skip,
        { does: 'On to the first question’s options.', keys: [{ until: 'Tab' }], focus: 'radio' },
        {
          does: 'Choose: arrows go along the options, Space takes one.',
          keys: [{ press: 'ArrowDown' }, { press: 'ArrowUp' }],
          focus: 'radio',
        },
        {
          does: 'Submit from where one is.',
          keys: [{ press: 'Control+Enter' }],
          focus: fill(t.verdictQuestionsFail, { a: 1, b: 8 }),
          hears: [fill(t.submission, { n: 1 })],
        },
      ],
    },
  ];
}

/** The walks as a page to read. */
export function walkDocument(): string {
  const keysOf = (keys: Step['keys']): string =>
    keys
      .map((key) => {
        if ('until' in key) return `\`${key.until}\` until there`;
        if ('press' in key) return `\`${key.press}\``;
        return 'type' in key ? `type \`${key.type}\`` : 'write the solution';
      })
      .join(', ');
  const rows = (steps: readonly Step[]): string =>
    steps
      .map(
        ({ does, keys, focus, hears = [] }, i) =>
          `| ${[i + 1, does, keysOf(keys), focus, hears.join(' · ')].join(' | ')} |\n`,
      )
      .join('');
  return [
    '# The exercises by keyboard and screen reader\n\n',
    'Each kind of exercise, walked without a mouse. Written from tests/e2e/walks.ts, which the browser tests perform in English and ',
    'Korean: they press the keys, and hold where the focus is and what is announced against this page. A result takes the focus, ',
    'which reads it once; a live region says only what happens elsewhere.\n',
    ...walks('en').flatMap(({ kind, exercise, steps }) => [
      `\n## ${kind}: ${exercise}\n\n| step | what | keys | focus | announced |\n|---|---|---|---|---|\n`,
      rows(steps),
    ]),
  ].join('');
}

if (import.meta.main) process.stdout.write(walkDocument());
