import { describe, expect, test } from 'vitest';
import { RuntimeLimit } from '../runtime-limit.ts';
import { outputOf, shell } from './shell.fixture.ts';

describe('process 1', () => {
  test.each([
    ['sleep 60', '1 sleep 60'],
    ['true && sleep 60', '1 sleep 60'],
    ['if true; then sleep 60; fi', '1 sleep 60'],
    ['(sleep 60)', '1 sleep 60'],
    ['exec sleep 60', '1 sleep 60'],
  ])('%j: the last command takes its place', (script, expected) => {
    const { clock, names } = shell(script);
    clock.runUntil(1000);
    expect(names()).toEqual([expected]);
  });

  test.each([
    ['sleep 60; true'],
    ['sleep 60\n'],
    ['sleep 60 & wait'],
    ['sleep 60 | cat'],
    ['trap "true" TERM; sleep 60'],
  ])('%j: the shell stays', (script) => {
    const { clock, names } = shell(script);
    clock.runUntil(1000);
    expect(names()[0]).toMatch(/^1 sh -c /);
  });

  test('hears SIGTERM only through a trap, which waits for the command that runs', () => {
    const { clock, process, output } = shell('trap "echo stopping; exit 0" TERM; while true; do sleep 5; done');
    clock.runUntil(11_000);
    process.kill('SIGTERM');
    clock.runUntil(14_900);
    expect(process.exit).toBeUndefined();
    clock.runUntil(15_100);
    expect([process.exit, output()]).toEqual([0, 'stopping\n']);
  });

  test('wait is ended by a trapped signal at once', () => {
    const { clock, process } = shell('trap "exit 7" TERM; sleep 100 & wait');
    clock.runUntil(10_000);
    process.kill('SIGTERM');
    clock.runUntil(10_010);
    expect(process.exit).toBe(7);
  });
});

describe('messages', () => {
  test.each([
    [['nosuch'], 'sh: nosuch: not found\n'],
    [['nosuch', 'x'], 'x: line 0: nosuch: not found\n'],
    [['echo a\nexit x'], 'a\nsh: exit: line 1: Illegal number: x\n'],
    [['if true; then fi'], 'sh: syntax error: unexpected "fi"\n'],
    [['echo $((1/0))'], 'sh: divide by zero\n'],
  ])('%j', (script, said) => {
    const { clock, output } = shell(...script);
    clock.runUntil(1000);
    expect(output()).toBe(said);
  });
});

describe('limits', () => {
  test.each([
    ['a loop that never waits', 'while true; do :; done'],
    ['a flood of output', 'while true; do echo hello; done'],
    ['a loop of commands', 'while true; do date > /dev/null; done'],
  ])('%s lets ten minutes pass', (_, script) => {
    const { clock, process } = shell(script);
    clock.runUntil(600_000);
    expect([clock.now, process.exit]).toEqual([600_000, undefined]);
  });

  test.each([
    ['a fork bomb', 'b() { b & b; }; b', ['depth', 'processes']],
    ['endless recursion', 'f() { f; }; f', ['depth']],
    ['a trap that sends its signal', 'trap "kill -USR1 $$" USR1; kill -USR1 $$', ['depth']],
    ['a text that doubles', 'x=a; while true; do x=$x$x; done', ['memory']],
  ])('%s is stopped', (_, script, limits) => {
    let thrown: unknown;
    try {
      shell(script).clock.runUntil(600_000);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(RuntimeLimit);
    expect(limits).toContain((thrown as RuntimeLimit).limit);
  });
});

test('an idle shell costs a few events a second', () => {
  const { clock } = shell('while true; do sleep 1; done');
  let events = 0;
  while ((clock.next() ?? Infinity) < 60_000) {
    clock.step();
    events++;
  }
  expect(events).toBeLessThan(60 * 6);
});

describe('recorded of BusyBox 1.35', () => {
  test.each([
    ['cat <(echo a) <(echo b); wc -l < <(seq 3); echo x<(true)', 'a\nb\n3\nx/dev/fd/64\n'],
    ['echo one > >(tr a-z A-Z); sleep 0.1', 'ONE\n'],
    ['ls /nope 2>&1 > /tmp/o | cat; wc -c < /tmp/o', 'ls: /nope: No such file or directory\n0\n'],
    ['echo $(exit 3) $?; x=$(exit 4); echo $?', '0\n4\n'],
    ['echo $((99999999999999999999)); (exit 1000000000000); echo $?', '0\n0\n'],
    ['sleep 1 & sleep 2 & wait; jobs', '[2]+  Done                       \n[1]+  Done                       \n'],
    ['sleep 9 & jobs -p | wc -l; kill $!', '1\n'],
    ['trap "echo err" ERR; false; false || true; if false; then :; fi; echo end', 'err\nend\n'],
    ['umask u=rwx,g=,o=; umask', '0077\n'],
    ['[ /bin/sh -nt /nope ]; echo $?; [ "" -eq 0 ] 2>/dev/null; echo $?', '1\n2\n'],
    ['set -o nope 2>/dev/null; echo $?', '1\n'],
  ])('%j', (script, expected) => {
    const { clock, output } = shell(script);
    clock.runUntil(10_000);
    expect(output()).toBe(expected);
  });
});

test.each([
  ['echo x 2>/dev/null >> /nope/x; echo $?', '1\n'],
  ['echo x >> /nope/x 2>/dev/null; echo $?', "sh: can't create /nope/x: nonexistent directory\n1\n"],
  ['{ echo a; } 2>/dev/null > /nope/x; echo $?', '1\n'],
  ['(echo a) 2>/dev/null > /nope/x; echo $?', '2\n'],
  ['(echo a) 2>/dev/null > /nope/x & wait $!; echo $?', '2\n'],
  ['echo a | (cat) 2>/dev/null > /nope/x; echo $?', '2\n'],
  ['f() { echo in; }; f 2>/dev/null > /nope/x; echo $?', '1\n'],
  [': 2>/dev/null > /nope/x; echo not reached', ''],
])('a file that cannot be had is told where standard error leads by then: %s', (script, output) =>
  expect(outputOf(script)).toBe(output),
);
