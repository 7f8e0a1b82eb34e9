import { expect, test } from 'vitest';
import { kyamlText } from './kyaml-text.ts';

test.each([
  [{}, '{}'],
  [{ b: [], a: [{ x: 1 }, { z: null }] }, '{\n  a: [{\n    x: 1,\n  }, {\n    z: null,\n  }],\n  b: [],\n}'],
  [{ a: ['x', true] }, '{\n  a: [\n    "x",\n    true,\n  ],\n}'],
  [{ a: 'x\n  y\nz' }, '{\n  a: "\\\n     x\\n\\\n    \\  y\\n\\\n     z\\\n    ",\n}'],
  [{ a: 'x\n' }, '{\n  a: "\\\n     x\\n\\\n    ",\n}'],
  [{ a: 'tab\there "q" \\ \x01 é' }, '{\n  a: "tab\there \\"q\\" \\\\ \\x01 é",\n}'],
  [
    { 'a.b/c': 1, y: 1, '8080': 1, '-x': 1, '2026-01-02': 1 },
    '{\n  "-x": 1,\n  "2026-01-02": 1,\n  "8080": 1,\n  a.b/c: 1,\n  "y": 1,\n}',
  ],
])('%j', (value, text) => {
  expect(kyamlText(value)).toBe(`---\n${text}\n`);
});
