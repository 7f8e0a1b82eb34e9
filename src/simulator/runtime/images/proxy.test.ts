import { expect, test } from 'vitest';
import { proxy } from './proxy.ts';
import { redis } from './redis.ts';
import { createTestCluster } from './container.fixture.ts';

const start = (env: Record<string, string> = {}) => {
  const cluster = createTestCluster();
  for (const name of ['primary', 'replica']) cluster.start(redis, { name, args: ['--port', '5432'] });
  const container = cluster.start(proxy, {
    name: 'app',
    env: { READ_TO: 'replica:5432', WRITE_TO: 'primary', ...env },
  });
  return { ...cluster, container };
};

test.each([
  ['read', 'READ_TO', 'nobody'],
  ['PING', 'WRITE_TO', 'nobody'],
])('a line %j goes to %s', (line, knob, nobody) => {
  const { until, container } = start();
  until(5);
  expect(container.server(5432)?.tcp?.(line)).toBeDefined();
  container.namespace.setKnob(knob, nobody);
  expect(container.server(5432)?.tcp?.(line)).toBeUndefined();
});

test('it listens on localhost alone, after START_SECONDS; its admin port tells when', () => {
  const { until, container } = start({ LISTEN: '6000' });
  until(3.9);
  expect([container.status('/ready', 15_000), container.server(6000)]).toEqual([503, undefined]);
  until(4.1);
  expect([container.status('/ready', 15_000), container.status('/', 15_000)]).toEqual([200, 404]);
  expect(container.server(6000)).toBeDefined();
  expect(container.network.connect(container.network.address, 6000)).toMatchObject({ why: 'refused' });
});

test('it ends only on TERM, with 0', () => {
  const { until, container } = start();
  until(3000);
  expect(container.process.exit).toBeUndefined();
  expect(container.stop()).toEqual({ exit: 0, after: 0 });
});
