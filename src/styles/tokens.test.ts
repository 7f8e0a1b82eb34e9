import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const block = (selector: string): string[] => {
  const from = tokens.indexOf('{', tokens.indexOf(`${selector} {`));
  return tokens
    .slice(from + 1, tokens.indexOf('}', from))
    .split(';')
    .map((declaration) => declaration.replaceAll(/\/\*[\s\S]*?\*\//g, '').trim())
    .filter(Boolean);
};

test('dark is the same whether the system or the reader asks for it', () => {
  const system = block(":root:not([data-theme='light'])");
  expect(system.length).toBeGreaterThan(40);
  expect(block(":root[data-theme='dark']")).toEqual(system);
});
