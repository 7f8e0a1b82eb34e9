import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { run } from '../task.ts';
import { createContainerInput } from './container-input.ts';

test('a read waits until something is typed, and ends with what is typed', () => {
  const clock = new Clock();
  const input = createContainerInput();
  const read: string[] = [];
  run(
    clock,
    (function* () {
      for (let text = yield* input.file.read(); text !== ''; text = yield* input.file.read()) read.push(text);
      read.push('over');
    })(),
  );
  clock.runUntil(10);
  expect(input.isAwaited).toBe(true);
  input.write('ls\n');
  clock.runUntil(20);
  expect([read, input.isAwaited]).toEqual([['ls\n'], true]);
  input.end();
  clock.runUntil(30);
  expect([read, input.isAwaited]).toEqual([['ls\n', 'over'], false]);
});

test('a read takes no more than it asks for, and can put back', () => {
  const clock = new Clock();
  const input = createContainerInput();
  const read: string[] = [];
  input.write('abcd');
  run(
    clock,
    (function* () {
      read.push(yield* input.file.read(3));
      input.file.unread?.('c');
      read.push(yield* input.file.read());
    })(),
  );
  clock.runUntil(10);
  expect(read).toEqual(['abc', 'cd']);
});
