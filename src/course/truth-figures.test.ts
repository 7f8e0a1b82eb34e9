import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { truthFigures } from './truth-figures.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truth-'));
  for (const recordings of ['data', 'recorded']) mkdirSync(join(folder, recordings));
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (path: string, content: unknown): void => writeFileSync(join(folder, path), JSON.stringify(content));

test('an area counts what is kept over what was recorded; a session counts by its lines', () => {
  put('kept.json', { shell: 2, kubectl: 3, api: 1 });
  put('data/shell.json', [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  put('data/kubectl.json', [
    { id: 'a', said: [{}, {}] },
    { id: 'b', said: [{}, {}, {}] },
  ]);
  const figures = truthFigures(folder);
  expect(figures.find(({ name }) => name === 'shell')).toEqual({ name: 'shell', passed: 2, cases: 3 });
  expect(figures.find(({ name }) => name === 'kubectl')?.cases).toBe(5);
  expect(figures.some(({ name }) => name === 'api')).toBe(false);
});

test('what was recorded by ourselves counts with what was given, once it is kept', () => {
  put('kept.json', { shell: 1, 'recorded/shell': 1 });
  put('data/shell.json', [{ id: 'a' }]);
  put('recorded/shell.json', [{ id: 'b' }, { id: 'c' }]);
  put('recorded/api.json', [{ id: 'd' }]);
  expect(truthFigures(folder)).toEqual([{ name: 'shell', passed: 2, cases: 3 }]);
});

test('without kept figures there is nothing to show', () => {
  expect(truthFigures(folder)).toEqual([]);
});
