import { expect, test } from 'vitest';
import { oneNode } from './clusters.ts';
import { predict } from './grader.ts';
import { judge } from './judge.ts';

const grader = predict({
  variants: { shown: { cluster: oneNode() } },
  until: '1s',
  questions: {
    list: { truth: () => ['a', 'b'] },
    number: { truth: () => 30, tolerance: 3 },
    word: { truth: () => 'node-1' },
  },
});
const cluster = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: nothing }\n';
const passed = (answers: Record<string, string | number | string[]>): string[] =>
  judge(grader, { id: 'x', type: 'predict', cluster }, { kind: 'answers', answers })
    .checks.filter(({ state }) => state === 'passed')
    .map(({ id }) => id);

test.each([
  ['a list is right in any order', { list: ['b', 'a'] }, ['list']],
  ['a list with one option too few is wrong', { list: ['a'] }, []],
  ['a list with one too many is wrong', { list: ['a', 'b', 'c'] }, []],
  ['a number may be off by its tolerance', { number: '33' }, ['number']],
  ['a number further off is wrong', { number: 34 }, []],
  ['a word is right as it is', { word: 'node-1' }, ['word']],
  ['what was not answered is wrong', {}, []],
])('%s', (_, answers, right) => expect(passed(answers as never)).toEqual(right));
