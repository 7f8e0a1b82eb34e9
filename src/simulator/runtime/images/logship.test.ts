import { describe, expect, test } from 'vitest';
import { directory, file } from '../filesystem.ts';
import { logship1, logship2 } from './logship.ts';
import { createTestCluster } from './container.fixture.ts';
import { web } from './web.ts';

const MEBIBYTE = 1024 * 1024;

test('it follows a file that comes later, whole lines only', () => {
  const cluster = createTestCluster();
  const logs = directory();
  const shipper = cluster.start(logship1, { env: { LOG_FILE: '/logs/app.log' }, mounts: { '/logs': logs } });
  cluster.until(5);
  const log = file('one\ntw');
  logs.entries.set('app.log', log);
  cluster.until(7);
  expect(shipper.log()).toBe('shipped: one\n');
  log.content += 'o\nthree\n';
  expect(shipper.stop()).toEqual({ exit: 0, after: 0 });
  expect(shipper.log()).toBe('shipped: one\nshipped: two\nshipped: three\n');
});

test.each([
  [logship1, {}, 20],
  [logship2, {}, 20],
  [logship1, { BUFFER: 'unbounded' }, 20],
  [logship2, { BUFFER: 'unbounded' }, 20 + 2 * 30],
])('$name with %j holds %d MiB after 30 s', (image, env, held) => {
  const cluster = createTestCluster();
  const shipper = cluster.start(image, { env });
  cluster.until(30);
  expect(shipper.namespace.memory).toBe(held * MEBIBYTE);
});

test('a file without end does not stop time', () => {
  const cluster = createTestCluster();
  const shipper = cluster.start(logship1, { env: { LOG_FILE: '/dev/zero' } });
  cluster.until(30);
  expect(shipper.stop()).toMatchObject({ exit: 0 });
});

describe('2.0 opens a port', () => {
  test.each([
    [{}, 8080],
    [{ HEALTH_PORT: '8081' }, 8081],
  ])('%j: %d', (env, port) => {
    const cluster = createTestCluster();
    expect(cluster.start(logship2, { env }).status('/', port)).toBe(200);
    expect(cluster.start(logship1, { name: 'other', env }).status('/', port)).toBe('refused');
  });

  test('beside a server that has it already it ends with 1', () => {
    const cluster = createTestCluster();
    cluster.start(web('1.0'));
    const shipper = cluster.start(logship2);
    cluster.until(1);
    expect([shipper.process.exit, shipper.log()]).toEqual([
      1,
      'logship: listen tcp 0.0.0.0:8080: bind: address already in use\n',
    ]);
  });
});
