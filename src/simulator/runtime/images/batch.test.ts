import { describe, expect, test } from 'vitest';
import { directory } from '../filesystem.ts';
import { batch } from './batch.ts';
import { createTestCluster } from './container.fixture.ts';

const MEBIBYTE = 1024 * 1024;

test('it charges once, works and ends', () => {
  const cluster = createTestCluster();
  const job = cluster.start(batch, {
    env: { ORDER: '42', SECONDS: '20', LOG_FILE: '/logs/batch.log' },
    mounts: { '/logs': directory() },
  });
  cluster.until(19.9);
  expect([job.process.exit, job.log(), job.namespace.usage()]).toEqual([
    undefined,
    'charged 42\n',
    { memory: 30 * MEBIBYTE, cpu: 200 },
  ]);
  cluster.until(20);
  expect([job.process.exit, job.log()]).toEqual([0, 'charged 42\n']);
  expect(job.files.find('/logs/batch.log')).toMatchObject({ content: 'charged 42\n' });
});

test.each([
  [{}, 5, 0],
  [{ EXIT_CODE: '42' }, 5, 42],
  [{ EXIT_CODE: '3', SECONDS: '0' }, 0, 3],
])('%j: it ends after %d s with %d', (env, seconds, exit) => {
  const cluster = createTestCluster();
  const job = cluster.start(batch, { env });
  cluster.until(seconds);
  expect(job.process.exit).toBe(exit);
});

describe('FAIL_FIRST', () => {
  test('counts the starts of a cluster: so many charge, work and fail', () => {
    const cluster = createTestCluster();
    const exits = [1, 2, 3].map((n) => {
      const job = cluster.start(batch, { name: `report-${n}`, env: { FAIL_FIRST: '2', ORDER: '7' } });
      cluster.until(n * 5);
      return [job.process.exit, job.log()];
    });
    expect(exits).toEqual([
      [1, 'charged 7\n'],
      [1, 'charged 7\n'],
      [0, 'charged 7\n'],
    ]);
  });

  test('another cluster has its own count', () => {
    for (const cluster of [createTestCluster(), createTestCluster()]) {
      const job = cluster.start(batch, { env: { FAIL_FIRST: '1' } });
      cluster.until(5);
      expect(job.process.exit).toBe(1);
    }
  });
});

test('TERM ends it at once with 143', () => {
  const cluster = createTestCluster();
  const job = cluster.start(batch, { env: { SECONDS: '600' } });
  cluster.until(5);
  expect(job.stop()).toEqual({ exit: 143, after: 0 });
});

test('LEAK_MB_PER_SECOND grows until its limit', () => {
  const cluster = createTestCluster();
  const job = cluster.start(batch, {
    env: { SECONDS: '600', LEAK_MB_PER_SECOND: '10' },
    limits: { memoryLimit: 100 * MEBIBYTE },
  });
  cluster.until(7);
  expect([job.process.exit, job.namespace.memory]).toEqual([undefined, 100 * MEBIBYTE]);
  cluster.until(8);
  expect([job.process.exit, job.process.oomKilled]).toEqual([137, true]);
});
