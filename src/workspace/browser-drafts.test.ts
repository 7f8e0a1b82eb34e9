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

test('a draft that is no JSON is taken for YAML', () => {
  const place = shelf({
    [KEY]: JSON.stringify({
      version: 1,
      done: {},
      drafts: { a: { text: 'kind: Pod', savedAt: '' } },
      submissions: {},
      hints: {},
    }),
  });
  expect(browserDrafts(place).read('a')?.yaml).toBe('kind: Pod');
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
