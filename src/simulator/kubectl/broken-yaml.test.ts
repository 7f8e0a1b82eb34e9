import { expect, test } from 'vitest';
import { culpritOf } from './broken-yaml.ts';

const LIST = 'spec:\n  containers:\n    - name: web\n';

test.each([
  ['a key between an item and its fields', `${LIST}     image: nginx\n`, 3, "did not find expected '-' indicator", 4],
  ['a key where an item should be', `${LIST}    image: nginx\n`, 3, "did not find expected '-' indicator", 4],
  ['a later item is none', `${LIST}    - name: b\n   tty: true\n`, 3, "did not find expected '-' indicator", 5],
  ['a key between two maps', 'metadata:\n  name: web\n  labels: {}\n spec: {}\n', 2, 'did not find expected key', 4],
  ['a key without a colon', 'apiVersion: v1\nkind Pod\nmetadata: {}\n', 3, "could not find expected ':'", 2],
  ['a quote that is not closed', 'a: "b"\nb: "c\nc: d\n', 4, 'found unexpected end of stream', 2],
  ['nothing better is known', 'a: b: c\n', 1, 'mapping values are not allowed in this context', 1],
])('%s', (_, text, line, said, expected) => {
  expect(culpritOf(text, line, said)).toEqual({ line: expected });
});

test.each([
  ['a colon without a space', 'metadata:\n  name:web\n  labels: {}\n', 2, 'yaml-colon-space'],
  ['a dash that is none', `${LIST}    \u2013 name: b\n`, 4, 'look-alike'],
  ['a space that is none', `${LIST}\u00a0\u00a0    image: b\n`, 4, 'look-alike'],
])('%s', (_, text, line, code) => {
  expect(culpritOf(text, 4, 'mapping values are not allowed in this context')).toEqual({ line, code });
});

test('what only looks like trouble', () => {
  expect(culpritOf('\ufeffa: b\n# \u200b\nc: d: e\n', 3, 'mapping values are not allowed')).toEqual({ line: 3 });
});

test('an address is no key without a space', () => {
  expect(culpritOf('- http://shop\n   a: b\n', 2, 'mapping values are not allowed')).toEqual({ line: 2 });
});
