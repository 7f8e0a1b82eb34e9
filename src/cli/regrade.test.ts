import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { regrade } from './regrade.ts';
import type { Row } from './rows.ts';

let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regrade-'));
  said = '';
  vi.spyOn(console, 'error').mockImplementation((text: string) => void (said += text));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const answer = (file: string): string => readFileSync(`exercises/command-or-args/${file}`, 'utf8');
function put(name: string, handIn: unknown): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), typeof handIn === 'string' ? handIn : JSON.stringify(handIn));
}
const handIn = (yaml: string, passed: boolean, exercise = 'command-or-args') => ({
  exercise,
  submission: { kind: 'manifest', yaml },
  verdict: { passed },
});

async function rows(...options: string[]): Promise<{ exit: number; rows: Row[] }> {
  const out = join(folder, 'out.jsonl');
  const exit = await regrade([folder, '--out', out, ...options], 'usage');
  const lines = readFileSync(out, 'utf8').split('\n').filter(Boolean);
  return { exit, rows: lines.map((line) => JSON.parse(line) as Row) };
}

test('each is graded or refused by name, in order, and a claim that is not so is told', async () => {
  put('a/kim.json', handIn(answer('solution.yaml'), true));
  put('a/김민수 (1).JSON', `\u{feff}${JSON.stringify(handIn(answer('solution.yaml'), true))}`);
  symlinkSync('/no/such', join(folder, 'a/gone.json'));
  put('a/lee.json', handIn(answer('start.yaml'), true));
  put('b/bomb.json', handIn(`a: &a [x, x]\n${'b: [*a, *a]\n'.repeat(9)}`, false));
  put('b/broken.json', '{');
  put('b/essay.json', { exercise: 'command-or-args', submission: { kind: 'answers', answers: {} } });
  put('b/other.json', handIn('', true, 'no-such'));
  put('b/huge.json', handIn('#'.repeat(300_000), false));
  put('readme.txt', 'no hand-in');
  const csv = join(folder, 'all.csv');
  const { exit, rows: all } = await rows('--csv', csv);
  expect(all.map(({ file, passed, refused }) => [file, passed, refused === null])).toEqual([
    ['a/gone.json', null, false],
    ['a/kim.json', true, true],
    ['a/lee.json', false, true],
    ['a/김민수 (1).JSON', true, true],
    ['b/bomb.json', false, true],
    ['b/broken.json', null, false],
    ['b/essay.json', null, false],
    ['b/huge.json', null, false],
    ['b/other.json', null, false],
  ]);
  expect(all[2]?.failed).toContain('starts');
  expect(said).toContain('9 hand-ins: 2 passed, 2 failed, 5 refused');
  expect(said).toContain('a/lee.json: says passed, which is not so');
  expect(said).toContain('b/other.json: there is no exercise no-such');
  expect(exit).toBe(1);
  const [head, , kim] = readFileSync(csv, 'utf8').split('\n');
  expect([head, kim]).toEqual(['file,exercise,passed,claimed,failed,refused', 'a/kim.json,command-or-args,yes,yes,,']);
});

test('shares part the hand-ins; an Indexed Job says which is whose', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) put(`${name}.json`, 'refused at once');
  const first = await rows('--shares', '2', '--share', '0');
  vi.stubEnv('JOB_COMPLETION_INDEX', '1');
  const second = await rows('--shares', '2');
  expect([first.exit, second.exit]).toEqual([1, 1]);
  expect(first.rows.map((row) => row.file)).toEqual(['a.json', 'c.json', 'e.json']);
  expect(second.rows.map((row) => row.file)).toEqual(['b.json', 'd.json']);
});

test('Ctrl-C keeps what is graded by then and says how much is not', async () => {
  put('kim.json', handIn(answer('solution.yaml'), true));
  const ended = rows();
  process.emit('SIGINT');
  expect(await ended).toEqual({ exit: 130, rows: [] });
  expect(said).toContain('interrupted: 1 hand-ins are not graded');
});

test('an empty folder has no lines', async () => expect(await rows()).toEqual({ exit: 0, rows: [] }));

test.each([
  ['a folder that is not there', ['/no/such/folder'], /is no folder/],
  ['a share past the last', ['.', '--shares', '2', '--share', '2'], /none of 2 shares/],
  ['half a thread', ['.', '--threads', '0.5'], /--threads wants a whole number/],
  ['no folder', [], /usage/],
  [
    'a table that cannot be written',
    ['src/cli/new-exercise', '--csv', '/no/such/table.csv'],
    /^\/no\/such\/table.csv cannot be written: there is no such/,
  ],
  ['an unknown language', ['.', '--lang', 'fr'], /--lang wants en or ko/],
])('%s is refused', async (_, args, message) => expect(regrade(args, 'usage')).rejects.toThrow(message));
