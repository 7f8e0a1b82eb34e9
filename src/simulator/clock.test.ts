import { expect, test } from 'vitest';
import { Clock } from './clock.ts';

test('what is due runs in order of time, and of insertion at one time, whenever it was put in', () => {
  const clock = new Clock();
  const ran: string[] = [];
  const note = (name: string) => () => void ran.push(`${name}@${clock.now}`);
  clock.at(10, () => {
    note('first')();
    clock.after(0, note('at once'));
    clock.at(10, note('at once too'));
    clock.at(3, note('past'));
  });
  clock.at(10, note('second'));
  clock.at(5, note('earlier'));
  clock.at(11, note('later'));
  clock.runUntil(10);
  expect(ran).toEqual(['earlier@5', 'first@10', 'second@10', 'at once@10', 'at once too@10', 'past@10']);
  expect(clock.next()).toBe(11);
});

test('what was cancelled does not run, and is not next', () => {
  const clock = new Clock();
  const ran: number[] = [];
  const soon = clock.after(0, () => ran.push(0));
  const later = clock.after(7, () => ran.push(7));
  clock.after(9, () => ran.push(9));
  soon.cancel();
  later.cancel();
  expect(clock.next()).toBe(9);
  while (clock.step());
  expect(ran).toEqual([9]);
});

test('a thing that comes again at once does not keep those before it', () => {
  const clock = new Clock();
  let left = 100_000;
  const again = (): void => {
    if (--left > 0) clock.after(0, again);
  };
  clock.after(0, again);
  clock.runUntil(0);
  expect([left, clock.now, clock.next()]).toEqual([0, 0, undefined]);
});

test('a series runs after each period as one that arms itself anew, among other things, until it is cancelled', () => {
  const runs = (start: (clock: Clock, first: number, period: number, run: () => void) => void): string[] => {
    const clock = new Clock();
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name}@${clock.now}`);
    for (let t = 0; t < 40; t += 3) clock.at(t, () => clock.after(t % 2, note('other')));
    start(clock, 2, 10 / 3, note('thirds'));
    start(clock, 5, 0.3, note('often'));
    start(clock, 0, 7, note('sevens'));
    clock.runUntil(40);
    return ran;
  };
  const armed = runs((clock, first, period, run) => {
    let n = 0;
    const again = (): void => {
      clock.at(first + ++n * period, again);
      run();
    };
    clock.at(first, again);
  });
  const series = runs((clock, first, period, run) => clock.every(first, period, run));
  expect(series).toEqual(armed);
  expect(series.filter((line) => line.startsWith('often')).length).toBeGreaterThan(100);

  const clock = new Clock();
  let ran = 0;
  const timer = clock.every(1, 1, () => {
    if (++ran === 3) timer.cancel();
  });
  clock.runUntil(10);
  expect([ran, clock.next()]).toEqual([3, undefined]);
});
