import { expect, test } from 'vitest';
import { KEY } from '../course/progress.ts';
import { browserDrafts } from './browser-drafts.ts';

function shelf(start: Record<string, string> = {}) {
  const kept = new Map(Object.entries(start));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test('what was written is read again, by another page', () => {
  const place = shelf();
  const draft = { yaml: 'kind: Pod', submissions: 2, hints: 1, passed: true };
  expect(browserDrafts(place).write('a', draft)).toBe(true);
  expect(browserDrafts(place).read('a')).toEqual(draft);
  expect(browserDrafts(place).read('b')).toEqual({ submissions: 0, hints: 0, passed: false });
});

test.each([
  ['no JSON', 'kind: Pod', { yaml: 'kind: Pod' }],
  ['no work', '{"yaml":5}', { yaml: '{"yaml":5}' }],
  ['no object', 'null', { yaml: 'null' }],
  ['nothing', '{}', {}],
  ['work before a reset that is none', '{"yaml":"kind: Pod","before":{"lines":7}}', { yaml: 'kind: Pod' }],
  ['work before a reset', '{"before":{"yaml":"kind: Pod"}}', { before: { yaml: 'kind: Pod' } }],
])('a draft by hand is read as what it is, or as YAML: %s', (_, text, work) => {
  const drafts = { a: { text, savedAt: '' } };
  const place = shelf({ [KEY]: JSON.stringify({ version: 1, done: {}, drafts, submissions: {}, hints: {} }) });
  expect(browserDrafts(place).read('a')).toEqual({ ...work, submissions: 0, hints: 0, passed: false });
});

test('a browser that refuses storage is told of, and nothing throws', () => {
  const refusing = {
    getItem: () => null,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(browserDrafts(refusing).write('a', { submissions: 0, hints: 0, passed: false })).toBe(false);
});
