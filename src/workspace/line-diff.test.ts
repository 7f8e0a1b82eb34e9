import { expect, test } from 'vitest';
import { aroundChanges, changedLines, lineDiff } from './line-diff.ts';

test('a changed line is removed and added, what is around it stays', () => {
  expect(lineDiff('a\nb\nc', 'a\nx\nc')).toEqual([
    { kind: 'same', text: 'a' },
    { kind: 'removed', text: 'b' },
    { kind: 'added', text: 'x' },
    { kind: 'same', text: 'c' },
  ]);
});

test.each([
  ['nothing', 'a\nb', 'a\nb', []],
  ['a line put in', 'a\nc', 'a\nb\nc', [2]],
  ['lines taken out', 'a\nb\nc', 'a', []],
  ['a text from nothing', '', 'a\nb', [1, 2]],
])('changed lines: %s', (_, before, after, expected) => expect(changedLines(before, after)).toEqual(expected));

test('texts too long to compare are answered at once', () => {
  const long = Array.from({ length: 2000 }, (_, i) => `line ${i}`).join('\n');
  expect(lineDiff(long, `${long}\nmore`)).toHaveLength(4001);
});

test('only what is near a change is shown; what is left out between is one gap', () => {
  const text = 'a\nb\nc\nd\ne\nf\ng\nh';
  const shown = aroundChanges(lineDiff(text, text.replace('d', 'D')));
  expect(shown.map((line) => line?.text)).toEqual(['b', 'c', 'd', 'D', 'e', 'f', undefined]);
});
