import { expect, test } from 'vitest';
import { dns } from './dns.ts';
import { createTestCluster } from './container.fixture.ts';

const MEBIBYTE = 1024 * 1024;

test('its memory follows the queries a second, and falls again', () => {
  const cluster = createTestCluster();
  const server = cluster.start(dns);
  const held = (): number => server.namespace.memory / MEBIBYTE;
  expect(held()).toBe(40);
  for (let query = 0; query < 20; query++)
    expect(server.server(5353)?.tcp?.('query')).toMatchObject({ text: 'answer\n' });
  expect(held()).toBe(50);
  cluster.until(1.5);
  expect(held()).toBe(50);
  cluster.until(2.5);
  expect(held()).toBe(40);
});

test('a storm of queries is more than its limit holds', () => {
  const server = createTestCluster().start(dns, { limits: { memoryLimit: 60 * MEBIBYTE } });
  for (let query = 0; query < 60; query++) server.server(5353)?.tcp?.('query');
  expect([server.process.exit, server.process.oomKilled]).toEqual([137, true]);
});

test('/health on 8080, and 0 on TERM', () => {
  const server = createTestCluster().start(dns);
  expect([server.status('/health'), server.status('/')]).toEqual([200, 404]);
  expect(server.stop()).toEqual({ exit: 0, after: 0 });
});
