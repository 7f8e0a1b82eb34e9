import { expect, test } from 'vitest';
import { grpc } from './grpc.ts';
import { createTestCluster } from './container.fixture.ts';

const start = (env: Record<string, string> = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, container: cluster.start(grpc, { env }) };
};

test.each([
  [{}, 'SERVING'],
  [{ SERVICE_STATUS: 'SERVING' }, 'SERVING'],
  [{ SERVICE_STATUS: 'NOT_SERVING' }, 'NOT_SERVING'],
])('%j: its health is %s', (env, status) => {
  const { until, container } = start(env);
  until(4);
  expect(container.server(9000)?.grpcHealth?.('')).toMatchObject({ status });
});

test.each([
  [{}, 3],
  [{ START_SECONDS: '10' }, 10],
])('%j: it listens after %d s, and has no HTTP', (env, seconds) => {
  const { until, container } = start(env);
  until(seconds - 0.1);
  expect(container.status('/', 9000)).toBe('refused');
  until(seconds + 0.1);
  expect(container.status('/', 9000)).toBe('reset');
});

test('an action changes its status', () => {
  const { until, container } = start();
  until(5);
  container.namespace.setKnob('SERVICE_STATUS', 'NOT_SERVING');
  expect(container.server(9000)?.grpcHealth?.('')).toMatchObject({ status: 'NOT_SERVING' });
  expect(container.stop()).toEqual({ exit: 0, after: 0 });
});
