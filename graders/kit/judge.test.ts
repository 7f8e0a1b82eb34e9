import { expect, test } from 'vitest';
import { oneNode } from './clusters.ts';
import { predict, quiz } from './grader.ts';
import { judge } from './judge.ts';

const grader = predict({
  variants: { shown: { cluster: oneNode() } },
  until: '1s',
  questions: {
    list: { truth: () => ['a', 'b'] },
    number: { truth: () => 30, tolerance: 3 },
    none: { truth: () => 0 },
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
  ['zero is an answer', { none: 0 }, ['none']],
  ['a space is none', { none: ' ' }, []],
  ['a word is right as it is', { word: 'node-1' }, ['word']],
  ['what was not answered is wrong', {}, []],
])('%s', (_, answers, right) => expect(passed(answers as never)).toEqual(right));

test('what was answered is told, and a dash where nothing was', () => {
  const answers = { list: ['b', 'c'], number: 7, word: '' };
  const { checks } = judge(grader, { id: 'x', type: 'predict', cluster }, { kind: 'answers', answers });
  expect(checks.map(({ id, facts }) => [id, facts['expected'], facts['got']])).toEqual([
    ['list', 'a, b', 'b, c'],
    ['number', 30, 7],
    ['none', 0, '–'],
    ['word', 'node-1', '–'],
  ]);
});

test.each([
  ['right', ['a', 'b'], 'passed', 'a, b', ''],
  ['one too many', ['a', 'b', 'c'], 'failed', 'a, b, c', ':c:'],
  ['one too few', ['a'], 'failed', 'a', ':b:'],
  ['nothing', [], 'failed', '–', ''],
])('a quiz answered with %s names the option that was wrong', (_, chosen, state, got, wrong) => {
  const { checks } = judge(
    quiz({ which: ['a', 'b'] }),
    { id: 'x', type: 'quiz', cluster: '' },
    { kind: 'answers', answers: { which: chosen } },
  );
  expect(checks).toMatchObject([{ id: 'which', state, facts: { got, wrong } }]);
});
