import { expect, test } from 'vitest';
import { leaky } from './leaky.ts';
import { createTestCluster } from './container.fixture.ts';

const MEBIBYTE = 1024 * 1024;
const start = (env: Record<string, string> = {}, limits = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, container: cluster.start(leaky, { env, limits }) };
};

test.each([
  [{}, 0, 50],
  [{}, 30.5, 80],
  [{ MB_PER_SECOND: '10' }, 30.5, 350],
  [{ MB_PER_SECOND: '10', MAX_MB: '120' }, 30.5, 120],
  [{ MB_PER_SECOND: '0' }, 30.5, 50],
])('%j: after %d s it holds %d MiB', (env, t, held) => {
  const { until, container } = start(env);
  until(t);
  expect([container.namespace.memory, container.status('/healthz')]).toEqual([held * MEBIBYTE, 200]);
});

test('it is killed at its limit', () => {
  const { until, container } = start({}, { memoryLimit: 100 * MEBIBYTE });
  until(50.5);
  expect(container.process.exit).toBeUndefined();
  until(51.5);
  expect([container.process.exit, container.process.oomKilled]).toEqual([137, true]);
});

test('TERM: 0', () => {
  const { until, container } = start();
  until(5);
  expect(container.stop()).toEqual({ exit: 0, after: 0 });
});
