import { describe, expect, test } from 'vitest';
import { languages } from '../i18n/languages.ts';
import { glossaryOf } from './glossary.ts';
import { modules } from './modules.ts';

const lessons = new Set(modules.flatMap((module) => module.lessons.map(({ id }) => id)));

describe.each(languages)('%s', (language) => {
  const terms = glossaryOf(language);
  test.each(terms.map((term) => [term.id, term] as const))(
    '%s: its lesson is planned, its text is whole sentences',
    (_, term) => {
      expect(lessons).toContain(term.lesson);
      expect(term.text.endsWith('.')).toBe(true);
    },
  );
});

test.each([
  ['en', 'taint', 'Two taints.', 'taints'],
  ['en', 'pod', 'A Pod.', 'Pod'],
  ['en', 'node', 'the node-role', undefined],
  ['en', 'service', 'A Service', 'Service'],
  ['ko', 'taint', '테인트를 둡니다.', '테인트'],
  ['ko', 'affinity', '노드 어피니티', undefined],
  ['ko', 'service', '서비스 품질', undefined],
] as const)('%s: %s in "%s"', (language, id, text, found) =>
  expect(
    glossaryOf(language)
      .find((term) => term.id === id)
      ?.pattern.exec(text)?.[0],
  ).toBe(found),
);
