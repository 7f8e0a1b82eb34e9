import { expect, test } from 'vitest';
import { Clock } from './clock.ts';
import { run, Signal, sleep, until, untilOr, type Task } from './task.ts';

test('a task begins within the call, waits in virtual time, and its end is told', () => {
  const clock = new Clock();
  const said: unknown[] = [];
  function* work(): Task<string> {
    said.push('begun');
    yield sleep(50);
    said.push(clock.now);
    return 'done';
  }
  const task = run(clock, work(), (value) => said.push(value));
  expect(said).toEqual(['begun']);
  clock.runUntil(50);
  expect([said, task.done]).toEqual([['begun', 50, 'done'], true]);
});

test('whichever comes first wakes a task, once: a signal or the time', () => {
  const clock = new Clock();
  const [bell, gong] = [new Signal(), new Signal()];
  const woken: string[] = [];
  function* listen(): Task<void> {
    for (let i = 0; i < 2; i++) woken.push(`${yield untilOr(100, bell, gong)}@${clock.now}`);
  }
  run(clock, listen());
  clock.at(30, () => {
    gong.notify();
    bell.notify();
    expect(woken).toEqual([]); // never inside the notifier's stack
  });
  clock.runUntil(500);
  expect(woken).toEqual(['signal@30', 'time@130']);
});

test('a cancelled task cleans up where it waits, and its end is not told', () => {
  const clock = new Clock();
  const bell = new Signal();
  const said: string[] = [];
  function* work(): Task<void> {
    try {
      yield until(bell);
      said.push('woken');
    } finally {
      said.push('cleaned');
    }
  }
  const task = run(clock, work(), () => said.push('ended'));
  task.cancel();
  task.cancel();
  bell.notify();
  clock.runUntil(10);
  expect(said).toEqual(['cleaned']);
});

test('a task that cancels itself ends at its next wait', () => {
  const clock = new Clock();
  const said: string[] = [];
  const self: { cancel?: () => void } = {};
  function* work(): Task<void> {
    try {
      yield sleep(1);
      self.cancel?.();
      said.push('still running');
      yield sleep(1);
      said.push('not reached');
    } finally {
      said.push('cleaned');
    }
  }
  self.cancel = run(clock, work()).cancel;
  clock.runUntil(10);
  expect(said).toEqual(['still running', 'cleaned']);
});
