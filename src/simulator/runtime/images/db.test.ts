import { describe, expect, test } from 'vitest';
import { directory } from '../filesystem.ts';
import { db } from './db.ts';
import { createTestCluster } from './container.fixture.ts';

const start = (env: Record<string, string> = {}, more = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, cluster, container: cluster.start(db, { name: 'db', env, ...more }) };
};

test.each([
  ['it accepts once it has started', {}, [[7.9, 'refused', 1], [8.1, 5, 0]]], // prettier-ignore
  ['START_SECONDS', { START_SECONDS: '20' }, [[19, 'refused', 1], [21, 5, 0]]], // prettier-ignore
  ['while DOWN it accepts nobody', { DOWN: '60-150' }, [[59, 5, 0], [61, 'refused', 1], [149, 'refused', 1], [151, 5, 0]]], // prettier-ignore
  ['while it STALLs it accepts and does not answer', { STALL: '60-150' }, [[59, 5, 0], [61, 'hang', 1], [151, 5, 0]]], // prettier-ignore
] as const)('%s', (_, env, steps) => {
  const { until, container } = start(env);
  for (const [t, answer, ready] of steps) {
    until(t);
    const server = container.server(5432);
    const said = server ? server.tcp?.('read') : 'refused';
    expect([t, typeof said === 'object' ? said.after : said]).toEqual([t, answer]);
    expect([t, container.run('db-ready').exit]).toEqual([t, ready]);
  }
});

test('an action can take it down', () => {
  const { until, container } = start();
  until(20);
  container.namespace.setKnob('DOWN', '30-40');
  until(31);
  expect(container.server(5432)).toBeUndefined();
  until(41);
  expect(container.server(5432)).toBeDefined();
});

describe('its end', () => {
  test('a checkpoint, and 0', () => {
    const { until, container } = start();
    until(20);
    expect(container.stop()).toEqual({ exit: 0, after: 5 });
  });

  test.each([
    ['SIGTERM', {}, 9],
    ['SIGKILL', {}, 49],
    ['SIGKILL', { RECOVERY_SECONDS: '100' }, 109],
  ] as const)('%s with %j: on the same data it accepts %d s after the next start', (signal, env, accepts) => {
    const data = { '/data': directory() };
    const { until, cluster, container } = start(env, { mounts: data });
    until(20);
    container.stop(signal);
    const from = cluster.clock.now / 1000;
    const next = cluster.start(db, { name: 'db', env, mounts: data });
    until(from + accepts - 1.5);
    expect(next.server(5432)).toBeUndefined();
    until(from + accepts);
    expect(next.server(5432)).toBeDefined();
  });
});
