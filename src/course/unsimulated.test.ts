import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '../i18n/languages.ts';
import { unsimulated, unsimulatedDocument } from './unsimulated.ts';

test('docs/not-simulated.md says what the table says (node scripts/not-simulated.ts writes it)', () =>
  expect(readFileSync('docs/not-simulated.md', 'utf8')).toBe(unsimulatedDocument()));

test.each(languages)('each reason is told, with the fields it holds for (%s)', (language) => {
  for (const { reason, fields } of unsimulated(language)) {
    expect(reason).toMatch(/[.]$/);
    expect(fields).not.toEqual([]);
  }
});

test('a field of containers is told once, as the Pod has it', () => {
  const paths = unsimulated('en').flatMap(({ fields }) => fields.map(({ kind, path }) => `${kind} ${path}`));
  expect(paths.filter((path) => path.endsWith('.tty'))).toEqual(['Pod spec.containers[].tty']);
});
