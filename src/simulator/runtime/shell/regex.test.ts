import { describe, expect, test } from 'vitest';
import { compileRegex } from './regex.ts';

const find = (pattern: string, text: string, extended: boolean, ignoreCase = false): string | undefined => {
  const regex = compileRegex(pattern, { extended, ignoreCase });
  if (typeof regex === 'string') return `! ${regex}`;
  const match = regex.exec(text);
  return match && text.slice(match[0], match[1]);
};

describe('extended expressions', () => {
  test.each([
    ['[0-9]{2,}', 'a1 b22 c333', '22'],
    ['^(a|b)[0-9]', 'b2', 'b2'],
    ['a|ab|abc', 'abcd', 'abc'],
    ['x*', 'aaa', ''],
    ['(ab)+c?', 'zababc', 'ababc'],
    ['b\\+', 'ab+c', 'b+'],
    ['[[:upper:]]+', 'abCDe', 'CD'],
    ['[^a-c]+', 'abcxyz', 'xyz'],
    ['^$', '', ''],
    ['\\bcat\\b', 'a cat.', 'cat'],
    ['a{2}', 'a{2}', undefined],
    ['(a)(b)?', 'a', 'a'],
    ['(', 'x', '! Unmatched ( or \\('],
    ['[', 'x', '! Unmatched [, [^, [:, [., or [='],
  ])('%s in %j', (pattern, text, expected) => expect(find(pattern, text, true)).toBe(expected));
});

describe('basic expressions', () => {
  test.each([
    ['b+', 'ab+c', 'b+'],
    ['2\\{2\\}', 'b22', '22'],
    ['\\(a\\)\\1', 'xaay', 'aa'],
    ['a\\|b', 'b', 'b'],
    ['*a', 'x*a', '*a'],
    ['a^b$c', 'a^b$c', 'a^b$c'],
  ])('%s in %j', (pattern, text, expected) => expect(find(pattern, text, false)).toBe(expected));
});

test('letters of both cases', () => expect(find('ERROR', 'an error', true, true)).toBe('error'));
test('a pattern that would blow up does not', () => expect(find('(a*)*b', 'a'.repeat(2000), true)).toBeUndefined());
test('groups are told', () => {
  const regex = compileRegex('(b)(c)?', { extended: true });
  expect(typeof regex === 'string' ? regex : regex.exec('abd')).toEqual([1, 2, 1, 2, -1, -1]);
});
