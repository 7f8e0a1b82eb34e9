import { expect, test } from 'vitest';
import { widen } from './widen-search.ts';

/** Pages by the words they have; a word is found by its beginning, as Pagefind does. */
const pages: Readonly<Record<string, readonly string[]>> = {
  backoff: ['pod', 'restart', 'crash'],
  pending: ['pod', 'pending', 'node'],
  probes: ['liveness', 'restart'],
  재시작: ['파드', '재시작'],
};
const search = async (query: string) =>
  Object.entries(pages)
    .filter(([, has]) => query.split(' ').every((word) => has.some((own) => own.startsWith(word))))
    .map(([id]) => ({ id }));

test.each([
  ['Words that only ask are left out', 'why does my pod restart?', 'pod restart', ['backoff']],
  ['A word that no page has is left out', 'pod keeps pending', 'pod pending', ['pending']],
  ['Korean words lose their endings', '파드가 왜 재시작하나요', '파드 재시작', ['재시작']],
  [
    'Pages with most of the words are found',
    'pending pod restart',
    'pending pod restart',
    ['backoff', 'pending', 'probes'],
  ],
  ['A question of asking words alone is asked as it is', 'why', 'why', []],
])('%s', async (_, question, query, ids) => {
  const found = await widen(question, search);
  expect([found.query, found.hits.map(({ id }) => id)]).toEqual([query, ids]);
});
