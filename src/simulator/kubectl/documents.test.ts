import { expect, test } from 'vitest';
import { documentsOf } from './documents.ts';

const read = (stream: string): unknown[] =>
  [...documentsOf(stream)].map((d) => ('problem' in d ? `${d.line}: ${d.problem}` : [d.line, d.value ?? null]));

test.each([
  [
    'two documents',
    'a: 1\n---\nb: 2\n',
    [
      [0, { a: 1 }],
      [2, { b: 2 }],
    ],
  ],
  ['a separator first', '---\na: 1\n', [[0, { a: 1 }]]],
  [
    'empty documents',
    '\n\n---\n\n---\n# only\n---\na: b',
    [
      [0, null],
      [3, null],
      [5, null],
      [7, { a: 'b' }],
    ],
  ],
  [
    'a comment behind a separator',
    'a: 1\n--- # two\nb: 2',
    [
      [0, { a: 1 }],
      [2, { b: 2 }],
    ],
  ],
  ['text behind a separator', 'a: 1\n--- two\nb: 2', ['1: invalid Yaml document separator: two']],
  ['JSON', '{"a": 1}', [[0, { a: 1 }]]],
  [
    'JSON after JSON',
    '{"a": 1}\n{"b": 2}',
    [
      [0, { a: 1 }],
      [1, { b: 2 }],
    ],
  ],
  [
    'YAML that looks like JSON',
    '{a: b}\n---\n{c: d}',
    [
      [0, { a: 'b' }],
      [2, { c: 'd' }],
    ],
  ],
  [
    'YAML after JSON',
    '{"a": 1}\n---\nb: 2',
    [
      [0, { a: 1 }],
      [1, { b: 2 }],
    ],
  ],
  ['JSON that ends too early', '{"a": 1', ['0: unexpected EOF']],
  [
    'something behind JSON',
    '{"a": 1} x',
    [[0, { a: 1 }], "0: json: offset 10: invalid character 'x' looking for beginning of value"],
  ],
  [
    'a few words behind JSON',
    '{"a": 1} x: 1',
    [
      [0, { a: 1 }],
      [0, { x: 1 }],
    ],
  ],
  ['a trailing comma', '{"a": 1,}', [[0, { a: 1 }]]],
  [
    'neither JSON nor YAML',
    '{a: 1',
    ["0: json: offset 2: invalid character 'a' looking for beginning of object key string"],
  ],
  [
    'JSON with a tab in a text, and no YAML',
    '{"a": "\t"',
    [String.raw`0: json: offset 8: invalid character '\t' in string literal`],
  ],
  ['half a word', '{"a": trux', ["0: json: offset 10: invalid character 'x' in literal true (expecting 'e')"]],
  [
    'three objects and a bracket',
    '{"a": 1}{"b": 2}\n}',
    [[0, { a: 1 }], [0, { b: 2 }], "1: invalid character '}' looking for beginning of value"],
  ],
  ['Windows line ends', 'a: 1\r\nb: 2\r\n', [[0, { a: 1, b: 2 }]]],
  [
    'a second document that is no YAML',
    'a: 1\n---\nb: [\n',
    [[0, { a: 1 }], '3: error converting YAML to JSON: yaml: line 1: did not find expected node content'],
  ],
])('%s', (_, stream, documents) => expect(read(stream)).toEqual(documents));

test('a stream of very many documents is taken apart one by one', () => {
  const stream = '{"kind": "x"}\n'.repeat(18_000);
  let count = 0;
  for (const document of documentsOf(stream)) if ('value' in document) count++;
  expect(count).toBe(18_000);
});
