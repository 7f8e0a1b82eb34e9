import { expect, test } from 'vitest';
import { duplicateKeys } from './duplicate-keys.ts';

test.each<[string, string, string[]]>([
  ['each key once', 'a: 1\nb: { a: 1 }\n', []],
  ['a key at the top', 'a: 1\nb: 2\na: 3\n', ['a@10']],
  ['a key that is quoted once', 'a: 1\n"a": 2\n', ['a@5']],
  ['keys of two elements', '- a: 1\n- a: 2\n', []],
  ['a key of an element, in a flow', 'spec: [{ a: 1, b: 2, a: 3 }]', ['spec[0].a@21']],
  ['a key within one that is there twice', 'a: { b: 1 }\na: { b: 1 }\n', ['a@12']],
  ['merges are no keys', 'a: &a { x: 1 }\nb: { <<: *a, <<: *a, x: 2 }\n', []],
  ['what is no YAML', 'a: 1\na: [', []],
])('%s', (_, text, expected) =>
  expect(duplicateKeys(text).map(({ path, from }) => `${path}@${from}`)).toEqual(expected),
);
