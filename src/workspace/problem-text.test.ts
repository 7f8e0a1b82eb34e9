import { expect, test } from 'vitest';
import { languages } from '../i18n/languages.ts';
import { notSimulatedRows } from '../simulator/index.ts';
import { problemText } from './problem-text.ts';

const place = { line: 1, column: 1 };

test("kubectl's words come first, then what they mean and what to do", () => {
  const message = 'The Pod "web" is invalid: spec.containers[0].image: Required value';
  const { said, explained } = problemText({ severity: 'error', message, code: 'image-missing', ...place }, 'en');
  expect(said).toBe(message);
  expect(explained).toHaveLength(2);
});

test.each([undefined, 'unheard-of', 'constructor'])(
  'what has no explanation (%s) is told as kubectl tells it',
  (code) =>
    expect(problemText({ severity: 'error', message: 'error: no', ...(code ? { code } : {}), ...place }, 'ko')).toEqual(
      {
        said: 'error: no',
        explained: [],
      },
    ),
);

test.each(languages)('every note has its reason (%s)', (language) => {
  for (const { why } of notSimulatedRows) {
    const note = { severity: 'note', message: '', code: why, path: 'spec.containers[0].tty', ...place } as const;
    const { said, explained } = problemText(note, language);
    expect(said).toMatch(/^tty: ./);
    expect(explained).toHaveLength(1);
  }
});
