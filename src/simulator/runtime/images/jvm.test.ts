import { expect, test } from 'vitest';
import { jvm } from './jvm.ts';
import { createTestCluster } from './container.fixture.ts';

const MEBIBYTE = 1024 * 1024;
const start = (env: Record<string, string> = {}, limits = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, container: cluster.start(jvm, { env, limits }) };
};

test.each([
  [{}, undefined, 10],
  [{}, 1000, 10],
  [{}, 200, 50],
  [{ BOOT_CPU_SECONDS: '4' }, 500, 8],
])('%j at %j thousandths of a CPU boots in %d s', (env, cpuLimit, seconds) => {
  const { until, container } = start(env, { cpuLimit });
  until(seconds - 0.1);
  expect(container.status('/healthz')).toBe('refused');
  expect(Math.round(container.namespace.usage().cpu / 100) * 100).toBe(cpuLimit ?? 1000);
  until(seconds + 0.1);
  expect([container.status('/healthz'), container.status('/ready')]).toEqual([200, 200]);
});

test('more CPU while it boots makes the rest go faster', () => {
  const { until, container } = start({}, { cpuLimit: 200 });
  until(25);
  container.namespace.limit({ cpu: 1000 });
  until(31.5);
  expect(container.status('/ready')).toBe(200);
});

test.each([
  [undefined, 150],
  [200, 750],
])('with a limit of %j an answer takes %d ms', (cpuLimit, after) => {
  const { until, container } = start({}, { cpuLimit });
  until(60);
  expect(container.ask('/ready')).toMatchObject({ after });
});

test.each([
  [{}, 1024, 180 + 512],
  [{ MAX_HEAP_MB: '120' }, 1024, 180 + 120],
  [{ MAX_HEAP_MB: '120', MAX_RAM_PERCENT: '50' }, 1024, 180 + 512],
  [{ MAX_RAM_PERCENT: '75' }, 2048, 180 + 1536],
])('%j in %d MiB: it holds %d MiB a minute after boot', (env, limit, held) => {
  const { until, container } = start(env, { memoryLimit: limit * MEBIBYTE });
  until(69);
  expect(container.namespace.memory).toBeLessThan(held * MEBIBYTE);
  until(70.1);
  expect(container.namespace.memory).toBe(held * MEBIBYTE);
});

test('a heap as large as the limit is killed for what is not heap', () => {
  const { until, container } = start({ MAX_HEAP_MB: '512' }, { memoryLimit: 512 * MEBIBYTE });
  until(70.1);
  expect([container.process.exit, container.process.oomKilled]).toEqual([137, true]);
});

test('HANG_AT', () => {
  const { until, container } = start({ HANG_AT: '90' });
  until(89);
  expect(container.status('/healthz')).toBe(200);
  until(90);
  expect(container.status('/healthz')).toBe('hang');
});

test.each([[5], [100]])('TERM at %d s: 143 after 2 s', (t) => {
  const { until, container } = start();
  until(t);
  expect(container.stop()).toEqual({ exit: 143, after: 2 });
});
