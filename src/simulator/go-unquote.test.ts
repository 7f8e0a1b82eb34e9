import { expect, test } from 'vitest';
import { goUnquote } from './go-unquote.ts';

test.each([
  ['a\\tb\\n', '"', 'a\tb\n'],
  ['\\u0041\\x42\\103\\U0001F600', '"', 'ABC😀'],
  ['say \\"hi\\"', '"', 'say "hi"'],
  ["it\\'s", "'", "it's"],
  ["it\\'s", '"', undefined],
  ['\\q', '"', undefined],
  ['\\u12', '"', undefined],
  ['ends in \\', '"', undefined],
  ['\\UFFFFFFFF', '"', undefined],
  ['\\constructor', '"', undefined],
] as const)('%s in %s is %s', (inner, quote, text) => {
  expect(goUnquote(inner, quote)).toBe(text);
});
