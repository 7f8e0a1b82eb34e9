import { describe, expect, test } from 'vitest';
import { directory, file } from '../filesystem.ts';
import { redis } from './redis.ts';
import { createTestCluster, type ContainerOptions } from './container.fixture.ts';

const start = (options: ContainerOptions = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, cluster, container: cluster.start(redis, options) };
};

test.each([
  [undefined, 6379],
  [['redis-server'], 6379],
  [['redis-server', '--port', '6380'], 6380],
  [['--port', '6380'], 6380],
  [['/etc/redis.conf'], 7000],
  [['redis-server', '/etc/redis.conf', '--port', '7001'], 7001],
])('with args %j it listens on %d, and says so', (args, port) => {
  const etc = directory([['redis.conf', file('maxmemory 2mb\nport 7000\n')]]);
  const { until, container } = start({ ...(args ? { args } : {}), mounts: { '/etc': etc } });
  until(1);
  expect(container.log()).toContain(`* Running mode=standalone, port=${port}.\n`);
  expect(container.log()).toContain('* Ready to accept connections\n');
  expect(container.run('redis-cli', '-p', String(port), 'ping')).toEqual({ exit: 0, out: 'PONG\n', err: '' });
  expect(container.server(port === 6379 ? 6380 : 6379)).toBeUndefined();
});

test.each([
  [['--bind', '127.0.0.1', '-::1'], false],
  [['--bind', '127.0.0.1', '10.0.0.7'], true],
])('with %j others hear it: %s', (args, heard) => {
  const { until, container } = start({ args });
  until(1);
  expect(container.network.connect(container.network.address, 6379).connected).toBe(heard);
  expect(container.run('redis-cli', 'ping').out).toBe('PONG\n');
});

describe('redis-cli', () => {
  test.each([
    [['set', 'a', '1'], 0, 'OK\n', ''],
    [['get', 'a'], 0, '\n', ''],
    [['incr', 'n'], 0, '1\n', ''],
    [['ping', 'hello'], 0, 'hello\n', ''],
    [['get'], 0, "ERR wrong number of arguments for 'get' command\n", ''],
    [['fly', 'high'], 0, "ERR unknown command 'fly', with args beginning with: 'high' \n", ''],
    [['-p', '6380', 'ping'], 1, '', 'Could not connect to Redis at 127.0.0.1:6380: Connection refused\n'],
    [['-h', 'cache', 'ping'], 1, '', 'Could not connect to Redis at cache:6379: Name does not resolve\n'],
  ])('%j ends with %d', (args, exit, out, err) => {
    const { until, container } = start();
    until(1);
    expect(container.run('redis-cli', ...args)).toEqual({ exit, out, err });
  });

  test('what was set is there for another', () => {
    const { until, container, cluster } = start({ name: 'cache' });
    until(1);
    container.run('redis-cli', 'set', 'city', 'Seoul');
    const other = cluster.start(redis, { name: 'app', args: ['sleep', '600'] });
    expect(other.run('redis-cli', '-h', 'cache', 'get', 'city').out).toBe('Seoul\n');
  });
});

test('on the wire it speaks its protocol', () => {
  const { container } = start();
  expect(container.server(6379)?.tcp?.('PING\r\n')).toEqual({ after: 1, text: '+PONG\r\n' });
});

test.each([
  [['redis-server', '--port', 'http'], "argument couldn't be parsed into an integer"],
  [['--port', '70000'], 'argument must be between 0 and 65535 inclusive'],
  [['/nothing.conf'], "Fatal error, can't open config file '/nothing.conf': No such file or directory"],
  [['nonsense'], 'exec: line 23: nonsense: not found'],
])('%j cannot start', (args, message) => {
  const { until, container } = start({ args });
  until(1);
  expect(container.process.exit).toBeGreaterThan(0);
  expect(container.log()).toContain(message);
});

test('a second one on the port ends with 1', () => {
  const { until, cluster } = start();
  const second = cluster.start(redis);
  until(1);
  expect(second.process.exit).toBe(1);
  expect(second.log()).toContain(
    'Warning: Could not create server TCP listening socket *:6379: bind: Address already in use\n',
  );
});

test('TERM: 0 within a second', () => {
  const { until, container } = start();
  until(5);
  const { exit, after } = container.stop();
  expect(exit).toBe(0);
  expect(after).toBeLessThanOrEqual(1);
  expect(container.log()).toContain('Received SIGTERM scheduling shutdown...\n');
});
