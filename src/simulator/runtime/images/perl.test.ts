import { expect, test } from 'vitest';
import { perl } from './perl.ts';
import { createTestCluster, type ContainerOptions } from './container.fixture.ts';

const start = (args: readonly string[], more: ContainerOptions = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, container: cluster.start(perl, { args: ['perl', ...args], ...more }) };
};

test('without a program on standard input it ends with 0', () => {
  const cluster = createTestCluster();
  const container = cluster.start(perl);
  cluster.until(1);
  expect([container.process.exit, container.log()]).toEqual([0, '']);
});

test.each([
  [2000, undefined, 10],
  [400, undefined, 2],
  [400, 500, 4],
])('π to %d digits at %j thousandths of a CPU takes %d s', (digits, cpuLimit, seconds) => {
  const { until, container } = start(['-Mbignum=bpi', '-wle', `print bpi(${digits})`], {
    ...(cpuLimit ? { limits: { cpuLimit } } : {}),
  });
  until(seconds - 0.1);
  expect(container.process.exit).toBeUndefined();
  expect(Math.round(container.namespace.usage().cpu / 100) * 100).toBe(cpuLimit ?? 1000);
  until(seconds + 0.01);
  expect(container.process.exit).toBe(0);
  expect(container.log()).toMatch(/^3\.14159265358979\d+\n$/);
  expect(container.log()).toHaveLength(digits + 2);
});

test('the last digit is rounded', () => {
  const { until, container } = start(['-Mbignum=bpi', '-wle', 'print bpi(10)']);
  until(1);
  expect(container.log()).toBe('3.141592654\n');
});

test.each([
  [['-e', 'print "hello\\n"'], 0, 'hello\n'],
  [['-le', "print 'hello'"], 0, 'hello\n'],
  [['-e', 'print "a"; sleep 2; exit 3; print "b"'], 3, 'a'],
  [['-e', 'use strict; print "x"'], 0, 'x'],
])('perl %j ends with %d', (args, exit, log) => {
  const { until, container } = start(args);
  until(5);
  expect([container.process.exit, container.log()]).toEqual([exit, log]);
});

test('as process 1 it does not hear TERM, otherwise it ends with 143', () => {
  const sleeping = ['-e', 'sleep 600'];
  const first = start(sleeping);
  first.container.process.kill('SIGTERM');
  first.until(60);
  expect(first.container.process.exit).toBeUndefined();
  const child = createTestCluster().start(perl, {
    command: ['sh', '-c', 'perl -e "sleep 600" & kill $!; wait $!; exit $?'],
  });
  expect(child.stop('SIGCONT').exit).toBe(143);
});
