import { expect, test } from 'vitest';
import { readYaml } from './yaml.ts';
import { placesOf } from './yaml/places.ts';

test.each([
  ['a: y', { a: true }],
  ['a: off', { a: false }],
  ['a: "y"', { a: 'y' }],
  ['y: 1', { true: 1 }],
  ['a: 0777', { a: 511 }],
  ['a: 0o17\nb: 0x1F\nc: 0b101\nd: 1_000\ne: 08', { a: 15, b: 31, c: 5, d: 1000, e: 8 }],
  ['a: 1:30', { a: '1:30' }],
  ['a: 2001-01-01', { a: '2001-01-01' }],
  ['a: 1.0\nb: 1e3\nc: .5', { a: 1, b: 1000, c: 0.5 }],
  ['a: ~\nb:\nc: null', { a: null, b: null, c: null }],
  ['a: |\n  x\n   y\n\n', { a: 'x\n y\n' }],
  ['a: >-\n  x\n  y\n\n  z\n', { a: 'x y\nz' }],
  ['a: |2+\n   x\n\n', { a: ' x\n\n' }],
  ['a: "x\\\n  y\\u00e9"', { a: 'xyé' }],
  ["a: 'it''s'", { a: "it's" }],
  ['a: x y\n  z', { a: 'x y z' }],
  ['a:\n- b\n- c: d', { a: ['b', { c: 'd' }] }],
  ['[a, b: c, {d: e, f}]', ['a', { b: 'c' }, { d: 'e', f: null }]],
  ['? a\n: b', { a: 'b' }],
  ['a: 1\na: 2', { a: 2 }],
  ['a: &x {b: c}\nd: *x', { a: { b: 'c' }, d: { b: 'c' } }],
  ['a: {b: 1, <<: {b: 2}}', { a: { b: 2 } }],
  ['a: {<<: [{b: 1}, {b: 2, c: 3}]}', { a: { b: 1, c: 3 } }],
  ['a: !!str 5', { a: '5' }],
  ['a: !local x', { a: 'x' }],
  ['a: b\n...\nnot: [read', { a: 'b' }],
  ['1.5: x\n1e6: z', { '1.5': 'x', '1e+06': 'z' }],
  ['{"a": [1, "x"]}', { a: [1, 'x'] }],
  ['\ufeffa\ufeff: \ufeffb', { 'a\ufeff': '\ufeffb' }],
  ['# nothing', undefined],
])('%j is read as go-yaml reads it', (text, value) => expect(readYaml(text)).toEqual({ ok: true, value }));

test.each([
  ['a: b: c', 'yaml: mapping values are not allowed in this context'],
  ['a:\n  - b\n  -c: d\n e: f', "yaml: line 2: did not find expected '-' indicator"],
  ['a: "b', 'yaml: found unexpected end of stream'],
  ['a:\n  [b, c', "yaml: line 2: did not find expected ',' or ']'"],
  ['a:\n\t- b', 'yaml: line 2: found character that cannot start any token'],
  ['a: *b', "yaml: unknown anchor 'b' referenced"],
  ['a: &a [*a]', "yaml: anchor 'a' value contains itself"],
  ['a: !!int x', 'yaml: cannot decode !!str `x` as a !!int'],
  ['<<: 1', 'yaml: map merge requires map or sequence of maps as the value'],
  ['? [a]\n: 1', 'yaml: invalid map key: []interface {}{"a"}'],
  ['~: 1', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: 1'],
  ['a: .inf', 'json: unsupported value: +Inf'],
  ['a: \u0001', 'yaml: control characters are not allowed'],
  ['a: "\\q"', 'yaml: found unknown escape character'],
  ['%YAML 1.2\n---\na', 'yaml: found incompatible YAML document'],
  ['a: @b', 'yaml: found character that cannot start any token'],
])('%j is refused with go-yaml’s words', (text, problem) =>
  expect(readYaml(text)).toMatchObject({ ok: false, problem }),
);

const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`),
].join('\n');

test.each([
  ['an alias bomb', bomb, 'yaml: document contains excessive aliasing'],
  ['ten thousand open brackets', '['.repeat(10_000), 'yaml: exceeded max depth of 100'],
  [
    'deep blocks',
    Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`)
      .join('\n')
      .slice(0, 200_000),
    'yaml: line 101: exceeded max depth of 100',
  ],
  ['a megabyte', 'a'.repeat(1_000_000), 'yaml: the document is longer than 262144 characters, more than is read here'],
])('%s is refused', (_, text, problem) => expect(readYaml(text)).toMatchObject({ ok: false, problem }));

test('keys that JavaScript treats specially are keys like any other', () => {
  const read = readYaml('__proto__: {x: 1}\nconstructor: 2');
  expect(read.ok && JSON.stringify(read.value)).toBe('{"__proto__":{"x":1},"constructor":2}');
});

const manifest = `metadata:
  name: web
spec:
  containers:
  - name: app
    command: [sh, "-c"]
  - {name: log}
`;
test.each([
  ['metadata.name', 'name', 'web', 2],
  ['spec.containers[0].command', 'command', '[sh, "-c"]', 6],
  ['spec.containers[0].command[1]', undefined, '"-c"', 6],
  ['spec.containers[1].name', 'name', 'log', 7],
])('%s is found in the text', (path, key, value, line) => {
  const found = placesOf(manifest).get(path);
  expect(found?.key && manifest.slice(found.key.from, found.key.to)).toBe(key);
  expect(found && manifest.slice(found.value.from, found.value.to)).toBe(value);
  expect(found?.value.line).toBe(line);
});
