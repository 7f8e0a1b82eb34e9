import { expect, test } from 'vitest';
import {
  Path,
  aggregateText,
  describe,
  duplicate,
  forbidden,
  invalid,
  notFound,
  notSupported,
  quote,
  required,
  tooLong,
  tooMany,
} from './field-error.ts';

const at = Path.root('spec').field('containers').index(0).field('name');

test.each([
  [required(at), 'spec.containers[0].name: Required value'],
  [required(at, 'must be set'), 'spec.containers[0].name: Required value: must be set'],
  [invalid(at, 'A b', 'no'), 'spec.containers[0].name: Invalid value: "A b": no'],
  [invalid(at, -1, 'no'), 'spec.containers[0].name: Invalid value: -1: no'],
  [invalid(at, null, 'no'), 'spec.containers[0].name: Invalid value: null: no'],
  [invalid(at, undefined, 'no'), 'spec.containers[0].name: Invalid value: no'],
  [invalid(at, { a: '<b>' }, 'no'), 'spec.containers[0].name: Invalid value: {"a":"\\u003cb\\u003e"}: no'],
  [duplicate(at, 'x'), 'spec.containers[0].name: Duplicate value: "x"'],
  [notFound(at, 'x'), 'spec.containers[0].name: Not found: "x"'],
  [forbidden(at, 'no'), 'spec.containers[0].name: Forbidden: no'],
  [notSupported(at, 'x', ['a', 'b']), 'spec.containers[0].name: Unsupported value: "x": supported values: "a", "b"'],
  [tooLong(at, 5), 'spec.containers[0].name: Too long: may not be more than 5 bytes'],
  [tooMany(at, 6, 5), 'spec.containers[0].name: Too many: 6: must have at most 5 items'],
])('an error reads %#', (error, text) => expect(describe(error)).toBe(text));

test('one error stands alone, several in brackets, and what is said twice is said once', () => {
  const a = required(Path.root('a'));
  const b = required(Path.root('b'));
  expect(aggregateText([a, a])).toBe('a: Required value');
  expect(aggregateText([a, b, a])).toBe('[a: Required value, b: Required value]');
});

test.each([
  ['plain', '"plain"'],
  ['a "b" \\', '"a \\"b\\" \\\\"'],
  ['tab\tnew\n', '"tab\\tnew\\n"'],
  ['\u0000\u001b', '"\\x00\\x1b"'],
  ['한글 é', '"한글 é"'],
  ['\u200b', '"\\u200b"'],
])('%j is quoted as Go quotes it', (text, quoted) => expect(quote(text)).toBe(quoted));
