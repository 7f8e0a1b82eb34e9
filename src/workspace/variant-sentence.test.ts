import { expect, test } from 'vitest';
import { failsSentence, variantSentence } from './variant-sentence.ts';

const en = { shown: 'One node', full: 'node-a is full', cordoned: 'node-b is cordoned' };
const ko = { shown: '노드 한 개', full: 'node-a가 꽉 차 있으면' };

test.each([
  [
    { shown: 'passed', full: 'passed', cordoned: 'failed' },
    'Passes on 2 of 3 clusters: fails when node-b is cordoned.',
  ],
  [
    { shown: 'passed', full: 'failed', cordoned: 'failed' },
    'Passes on 1 of 3 clusters: fails when node-a is full and when node-b is cordoned.',
  ],
  [{ shown: 'failed', full: 'passed' }, 'Passes on 1 of 2 clusters: fails on cluster 1 (One node).'],
  [{ shown: 'passed', full: 'passed' }, undefined],
  [{ shown: 'failed', full: 'failed', cordoned: 'failed' }, undefined],
  [{ shown: 'failed', full: 'not-reached', cordoned: 'not-reached' }, undefined],
  [{ shown: 'failed' }, undefined],
  [{ cordoned: 'failed' }, 'Fails when node-b is cordoned.'],
] as const)('%j', (states, sentence) => {
  expect(variantSentence(states, en, 'en')).toBe(sentence);
});

test('in Korean the condition brings its own ending', () => {
  expect(variantSentence({ shown: 'passed', full: 'failed' }, ko, 'ko')).toBe(
    '클러스터 2개 중 1개에서 통과: node-a가 꽉 차 있으면 실패합니다.',
  );
});

test.each([
  [
    { shown: 'failed', full: 'passed', cordoned: 'failed' },
    'Fails on cluster 1 (One node) and when node-b is cordoned.',
  ],
  [{ shown: 'failed', full: 'failed', cordoned: 'failed' }, ''],
  [{ shown: 'failed', full: 'not-reached', cordoned: 'not-reached' }, ''],
  [{ shown: 'passed', full: 'passed', cordoned: 'passed' }, ''],
] as const)('under a headline that counts, %j', (states, sentence) => {
  expect(failsSentence(states, en, 'en')).toBe(sentence);
});
