import { describe, expect, test } from 'vitest';
import { parseLine, type CommandShape } from './command-line.ts';
import { flags } from './flags.ts';
import { shellWords } from './shell-words.ts';

describe('a line is split as a shell does', () => {
  test.each([
    ['get pods', ['get', 'pods']],
    [`get pods -o jsonpath='{.items[*]}'`, ['get', 'pods', '-o', 'jsonpath={.items[*]}']],
    [String.raw`a "b \"c\" \d" \e`, ['a', String.raw`b "c" \d`, 'e']],
    [`a '' "" # the rest is a comment`, ['a', '', '']],
    [`sh -c 'a | b; c > d'`, ['sh', '-c', 'a | b; c > d']],
    ['a \\\n  b', ['a', 'b']],
  ])('%s', (line, words) => expect(shellWords(line)).toEqual({ ok: true, words }));

  test.each([`get 'pods`, 'get "pods', 'get pods | grep web', 'get pods > file'])('%s is refused', (line) =>
    expect(shellWords(line).ok).toBe(false),
  );
});

const get: CommandShape = {
  flags: flags('output,o:string watch,w:bool selector,l:string tail:int64 wait:duration filename,f:strings'),
};
const commands: Readonly<Record<string, CommandShape>> = {
  set: { below: { image: {}, env: {} } },
  get,
  edit: {},
  wait: {},
  logs: {},
};
const parse = (line: string): ReturnType<typeof parseLine> => parseLine(line.split(' '), commands);

describe('flags', () => {
  test.each([
    ['get pods -o wide', { output: ['wide'] }, ['pods']],
    ['get -owide pods', { output: ['wide'] }, ['pods']],
    ['get pods -o=wide', { output: ['wide'] }, ['pods']],
    ['get pods --output=wide -w', { output: ['wide'], watch: ['true'] }, ['pods']],
    ['get pods -wl app=web', { watch: ['true'], selector: ['app=web'] }, ['pods']],
    ['get -f a,b -f c', { filename: ['a', 'b', 'c'] }, []],
    ['-n shop get pods', { namespace: ['shop'] }, ['pods']],
    ['get pods --watch=false', { watch: ['false'] }, ['pods']],
  ])('%s', (line, found, args) => {
    const parsed = parse(line);
    if ('failure' in parsed) throw new Error(parsed.failure);
    expect(parsed.line.command).toEqual(['get']);
    expect(Object.fromEntries(parsed.line.flags)).toEqual(found);
    expect(parsed.line.args).toEqual(args);
  });

  test('what stands behind -- is kept apart', () => {
    const parsed = parse('get a -- -o wide');
    expect('line' in parsed && [parsed.line.args, parsed.line.afterDashes]).toEqual([['a'], ['-o', 'wide']]);
  });

  test('a command below another is found', () => {
    const parsed = parse('set image pod/web app=nginx');
    expect('line' in parsed && [parsed.line.command, parsed.line.args]).toEqual([
      ['set', 'image'],
      ['pod/web', 'app=nginx'],
    ]);
  });

  const usage = "\nSee 'kubectl get --help' for usage.\n";
  test.each([
    ['get pods --wrong', `Error: unknown flag: --wrong${usage}`],
    ['get pods -x', `Error: unknown shorthand flag: 'x' in -x${usage}`],
    ['get pods -o', `Error: flag needs an argument: 'o' in -o${usage}`],
    [
      'get pods -w=maybe',
      `Error: invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax${usage}`,
    ],
    [
      'get pods --tail=abc',
      `Error: invalid argument "abc" for "--tail" flag: strconv.ParseInt: parsing "abc": invalid syntax${usage}`,
    ],
    ['get pods --wait=5', `Error: invalid argument "5" for "--wait" flag: time: missing unit in duration "5"${usage}`],
    ['git pods', 'Error: unknown command "git" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n\tedit\n\twait\n\n'],
    ['list pods', 'Error: unknown command "list" for "kubectl"\n\nDid you mean this?\n\tget\n\n'],
    ['status web', 'Error: unknown command "status" for "kubectl"\n'],
  ])('%s', (line, text) => expect(parse(line)).toEqual({ failure: text, exit: 1 }));
});
