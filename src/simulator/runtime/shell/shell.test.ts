import { describe, expect, test } from 'vitest';
import { RuntimeLimit } from '../runtime-limit.ts';
import { shell } from './test-shell.ts';

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
