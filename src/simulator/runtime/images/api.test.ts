import { expect, test } from 'vitest';
import { api } from './api.ts';
import { db } from './db.ts';
import { dns } from './dns.ts';
import { createTestCluster } from './container.fixture.ts';

const MEBIBYTE = 1024 * 1024;
const PATHS = ['/', '/livez', '/ready', '/catalog', '/health', '/ready-deep', '/orders', '/nothing'];

const start = (env: Record<string, string> = {}, database: Record<string, string> = {}) => {
  const cluster = createTestCluster();
  cluster.start(db, { name: 'db', env: { START_SECONDS: '0', ...database } });
  return { ...cluster, cluster, container: cluster.start(api, { name: 'api', env }) };
};

test.each([
  ['its socket is closed while it starts', {}, {}, 4.9, PATHS.map(() => 'refused')],
  ['everything is well', {}, {}, 5.1, [200, 200, 200, 200, 200, 200, 200, 404]],
  ['the database is down', {}, { DOWN: '60-150' }, 61, [200, 200, 200, 200, 500, 500, 503, 404]],
  ['the database stalls', {}, { STALL: '60-150' }, 61, [200, 200, 200, 200, 'hang', 'hang', 'hang', 404]],
  ['the database is back', {}, { DOWN: '60-150' }, 151, [200, 200, 200, 200, 200, 200, 200, 404]],
  ['it is in a deadlock', { DEADLOCK_AT: '100' }, {}, 101, [200, 'hang', 200, 200, 200, 200, 200, 404]],
  ['no such database', { DB_HOST: 'nobody' }, {}, 10, [200, 200, 200, 200, 500, 500, 503, 404]],
  ['another port', { DB_PORT: '5433' }, {}, 10, [200, 200, 200, 200, 500, 500, 503, 404]],
])('%s', (_, env, database, t, expected) => {
  const { until, container } = start(env, database);
  until(t);
  expect(PATHS.map((path) => container.status(path))).toEqual(expected);
});

test('PEAK_MB is its memory under load', () => {
  const { until, container } = start({ PEAK_MB: '300' });
  expect(container.namespace.memory).toBe(120 * MEBIBYTE);
  until(61);
  expect(container.namespace.memory).toBe(300 * MEBIBYTE);
});

test.each([
  [{}, 2],
  [{ DRAIN_SECONDS: '7' }, 7],
])('TERM with %j: 0 after %d s', (env, after) => {
  const { until, container } = start(env);
  until(20);
  expect(container.stop()).toEqual({ exit: 0, after });
});

test.each([
  ['ns', 'ns', 1],
  ['with a port', 'ns:5353', 1],
  ['nobody', 'other', 0],
])('each request asks its name server, %s', (_, NAMESERVER, queries) => {
  const cluster = createTestCluster();
  const server = cluster.start(dns, { name: 'ns' });
  const container = cluster.start(api, { name: 'api', env: { NAMESERVER } });
  cluster.until(6);
  container.ask('/livez');
  expect(server.namespace.memory).toBe((40 + queries / 2) * MEBIBYTE);
});
