import { expect, test } from 'vitest';
import { History } from './history.ts';
import { RuntimeLimit } from './runtime/runtime-limit.ts';

const command = (line: string) => ({ type: 'command', at: 0, line, exit: 0 }) as const;

test('an entry knows its place, by which a later one names what made it happen', () => {
  const history = new History();
  expect([history.record(command('a')), history.record(command('b'))]).toEqual([0, 1]);
  expect(history.entries[1]).toEqual({ ...command('b'), index: 1 });
});

test('what is dropped is counted all the same', () => {
  const history = new History('dropped');
  history.record(command('a'));
  expect([history.record(command('b')), history.entries, history.isKept]).toEqual([1, [], false]);
});

test('one entry more than it may hold is refused', () => {
  const history = new History('kept', 1);
  history.record(command('a'));
  expect(() => history.record(command('b'))).toThrow(RuntimeLimit);
});

test('a probe that answers as before makes the run of its answers longer', () => {
  const history = new History();
  const probe = { type: 'probe', at: 0, pod: 'default/web', container: 'web', probe: 'liveness', last: 0 } as const;
  const at = history.record({ ...probe, period: 10, result: 'success', output: '', inARow: 1, threshold: 1 });
  history.extendProbe(at, 20, 3);
  expect(history.entries).toMatchObject([{ at: 0, last: 20, inARow: 3, period: 10 }]);
});
