import { expect, test } from 'vitest';
import { createTestCluster } from './container.fixture.ts';
import { worker } from './worker.ts';

const start = (env: Record<string, string> = {}, more = {}) => {
  const cluster = createTestCluster();
  const container = cluster.start(worker, { env, ...more });
  /** Seconds after the start at which the heartbeat was touched last. */
  const beat = (): number | undefined => {
    const node = container.files.find('/tmp/heartbeat');
    return node?.type === 'file' ? (node.modified - cluster.clock.epoch) / 1000 : undefined;
  };
  return { ...cluster, container, beat };
};

test.each([
  [{}, 4, 0],
  [{}, 12, 10],
  [{ BEAT_SECONDS: '2' }, 9, 8],
  [{ HANG_AT: '12' }, 200, 10],
])('%j: at %d s its last beat was at %d s', (env, t, at) => {
  const { until, beat, container } = start(env);
  until(t);
  expect([beat(), container.process.exit]).toEqual([at, undefined]);
});

test('it hangs when an action says so', () => {
  const { until, beat, container } = start();
  until(20);
  container.namespace.setKnob('HANG_AT', '22');
  until(60);
  expect(beat()).toBe(20);
});

test.each([
  ['the item in hand', {}, 7, 2],
  ['nothing where an item has just ended', {}, 6, 0],
  ['a long item', { ITEM_SECONDS: '20' }, 25, 15],
  ['the item, though it hangs', { HANG_AT: '5' }, 10, 2],
])('on TERM it finishes %s, and ends with 0', (_, env, t, after) => {
  const { until, container } = start(env);
  until(t);
  expect(container.stop()).toEqual({ exit: 0, after });
});

test.each([
  [40, 0],
  [80, 1],
])('its age can be told by a shell: at %d s, 60 s after it hung, test says %d', (t, exit) => {
  const { until, container } = start({ HANG_AT: '12' });
  until(t);
  expect(container.run('sh', '-c', 'test $(( $(date +%s) - $(stat -c %Y /tmp/heartbeat) )) -lt 60')).toMatchObject({
    exit,
  });
  expect(container.run('sh', '-c', 'find /tmp/heartbeat -mmin -1 | grep -q .')).toMatchObject({ exit });
});
