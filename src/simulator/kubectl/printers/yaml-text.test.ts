import { describe, expect, test } from 'vitest';
import { yamlText } from './yaml-text.ts';

describe('a string is quoted where YAML would not read it back', () => {
  test.each([
    ['web', 'web'],
    ['', '""'],
    ['true', '"true"'],
    ['Yes', '"Yes"'],
    ['n', '"n"'],
    ['null', '"null"'],
    ['~', '"~"'],
    ['10', '"10"'],
    ['0x1f', '"0x1f"'],
    ['1e+3', '"1e+3"'],
    ['1_000', '"1_000"'],
    ['.5', '".5"'],
    ['10:30', '"10:30"'],
    ['2026-11-21T09:06:03Z', '"2026-11-21T09:06:03Z"'],
    ['1.2.3', '1.2.3'],
    ['100m', '100m'],
    ['64Mi', '64Mi'],
    ['nginx:1.27', 'nginx:1.27'],
    ['daemon off;', 'daemon off;'],
    ['-g', '-g'],
    ['- a', "'- a'"],
    ['a: b', "'a: b'"],
    ['a #b', "'a #b'"],
    ['#b', "'#b'"],
    ['*/5 * * * *', "'*/5 * * * *'"],
    ["it's: so", "'it''s: so'"],
    [' a', "' a'"],
    ['a\tb', '"a\\tb"'],
    ['50%', '50%'],
    ['{a}', "'{a}'"],
  ])('%s', (text, yaml) => expect(yamlText({ k: text })).toBe(`k: ${yaml}\n`));
});

describe('lines', () => {
  test('of text are a block', () => {
    expect(yamlText({ a: 'one\ntwo', b: 'one\n', c: 'one\n\n' })).toBe(
      'a: |-\n  one\n  two\nb: |\n  one\nc: |+\n  one\n\n',
    );
  });

  test('with a blank before a break are quoted', () => {
    expect(yamlText({ a: 'one \ntwo' })).toBe('a: "one \\ntwo"\n');
  });

  test('that are long are folded at the next blank', () => {
    const text = 'corresponding condition of pod readiness gate "example.com/lb" does not exist.';
    expect(yamlText({ status: { conditions: [{ message: text }] } })).toBe(
      'status:\n  conditions:\n  - message: corresponding condition of pod readiness gate "example.com/lb" does not\n      exist.\n',
    );
  });
});

test('keys come in natural order, lists are not indented, what is undefined is left out', () => {
  expect(
    yamlText({ b10: 1, b9: [], a: { x: null, y: undefined, z: {} }, list: [{ n: 1, m: [true, 'x'] }, [1, 2]] }),
  ).toBe('a:\n  x: null\n  z: {}\nb9: []\nb10: 1\nlist:\n- m:\n  - true\n  - x\n  "n": 1\n- - 1\n  - 2\n');
});
