import { describe, expect, test } from 'vitest';
import { createTestCluster } from './container.fixture.ts';
import { slimWeb, web } from './web.ts';

const start = (env: Record<string, string> = {}, more = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, web: cluster.start(web('1.0'), { name: 'shop', env, ...more }) };
};

describe('answers', () => {
  test.each([
    ['/', { after: 5, status: 200, body: 'web 1.0 shop\n' }],
    ['/?q=1', { after: 5, status: 200, body: 'web 1.0 shop\n' }],
    ['/healthz', { after: 5, status: 200, body: 'ok\n' }],
    ['/ready', { after: 5, status: 200 }],
    ['/slow', { after: 3005, status: 200 }],
    ['/login', { status: 302, headers: { Location: 'http://login.example.com/' } }],
    ['/moved', { status: 301, headers: { Location: '/' } }],
    ['/admin', { status: 401 }],
    ['/fail', { status: 500 }],
    ['/missing', { status: 404 }],
  ])('%s', (path, expected) => {
    expect(start().web.ask(path)).toMatchObject(expected);
  });

  test('2.0 says so', () => {
    const cluster = createTestCluster();
    expect(cluster.start(web('2.0'), { name: 'shop' }).ask('/')).toMatchObject({ body: 'web 2.0 shop\n' });
  });

  test('a request takes longer where the CPU limit is very small', () => {
    expect(start({}, { limits: { cpuLimit: 10 } }).web.ask('/')).toMatchObject({ after: 200 });
  });
});

/** What paths answer at seconds after the start. */
const timelines: readonly (readonly [
  name: string,
  env: Record<string, string>,
  steps: readonly (readonly [t: number, path: string, status: number | string])[],
])[] = [
  ['nothing listens until START_SECONDS', { START_SECONDS: '10' }, [[9.9, '/healthz', 'refused'], [10.1, '/healthz', 200]]], // prettier-ignore
  [
    'WARM_SECONDS count from the opening of the socket, and / waits for them too',
    { START_SECONDS: '10', WARM_SECONDS: '5' },
    [[11, '/ready', 503], [11, '/', 503], [11, '/healthz', 200], [15.1, '/ready', 200], [15.1, '/', 200]], // prettier-ignore
  ],
  ['HANG_AT: no answer any more', { HANG_AT: '20' }, [[19, '/', 200], [20, '/', 'hang'], [500, '/healthz', 'hang']]], // prettier-ignore
  [
    'WEDGE_AT: / and /healthz fail, /ready does not',
    { WEDGE_AT: '20' },
    [[19, '/healthz', 200], [21, '/healthz', 500], [21, '/', 500], [21, '/ready', 200]], // prettier-ignore
  ],
  [
    'UNREADY: / and /ready say 503 in the window',
    { UNREADY: '120-190' },
    [[119, '/ready', 200], [120, '/ready', 503], [150, '/', 503], [150, '/healthz', 200], [190, '/ready', 200]], // prettier-ignore
  ],
];

test.each(timelines)('%s', (_, env, steps) => {
  const { web: server, until } = start(env);
  for (const [t, path, status] of steps) {
    until(t);
    expect([t, path, server.status(path)]).toEqual([t, path, status]);
  }
});

test('a request that falls into a pause is answered when the pause ends', () => {
  const { web: server, until } = start({ PAUSES: '60-64' });
  until(59);
  expect(server.ask('/')).toMatchObject({ after: 5 });
  until(61);
  expect(server.ask('/healthz')).toMatchObject({ status: 200, after: 3005 });
  until(64);
  expect(server.ask('/')).toMatchObject({ after: 5 });
});

test('pollers may sleep until the next change, and not through a pause', () => {
  const { web: server, until } = start({ PAUSES: '60-64', HANG_AT: '90' });
  const next = (): number | undefined => server.server(8080)?.changesAt(at);
  let at = 1000;
  expect(next()).toBe(60_000);
  at = 60_000;
  until(60);
  expect(next()).toBe(60_001);
  at = 64_000;
  until(64);
  expect(next()).toBe(90_000);
});

test('a knob set while it runs counts', () => {
  const { web: server, until } = start();
  until(30);
  server.namespace.setKnob('WEDGE_AT', '40');
  expect(server.status('/')).toBe(200);
  until(40);
  expect(server.status('/')).toBe(500);
});

describe('its end', () => {
  test.each([
    ['after a second', {}, 1],
    ['after DRAIN_SECONDS', { DRAIN_SECONDS: '25' }, 25],
    ['also when hung', { HANG_AT: '1' }, 1],
    ['at once while it starts', { START_SECONDS: '60' }, 0],
  ])('%s, with 0', (_, env, after) => {
    const { web: server, until } = start(env);
    until(5);
    expect(server.stop()).toEqual({ exit: 0, after });
  });

  test('its listener closes at once', () => {
    const { web: server, until } = start({ DRAIN_SECONDS: '25' });
    until(5);
    server.process.kill('SIGTERM');
    until(5.01);
    expect([server.status('/'), server.process.exit]).toEqual(['refused', undefined]);
  });
});

describe('a shell as process 1', () => {
  test.each([
    ['execs a last command, which hears TERM', 'exec /web', 0],
    ['execs the last command of -c', '/web', 0],
    ['execs it behind others', 'echo hello; /web', 0],
    ['stays where something follows', '/web; echo ended', undefined],
    ['stays where it waits for the background', '/web & wait', undefined],
    ['stays in front of a pipe', '/web | cat', undefined],
    ['stays where a line ends the text', '/web\n', undefined],
  ])('%s', (_, script, exit) => {
    const { web: server, until } = start({}, { command: ['sh', '-c', script] });
    until(5);
    expect(server.status('/')).toBe(200);
    server.process.kill('SIGTERM');
    until(60);
    expect(server.process.exit).toBe(exit);
    server.process.kill('SIGKILL');
    expect(server.process.exit).toBe(exit ?? 137);
  });
});

describe('flags', () => {
  test.each([
    [['--port', '9090'], 9090],
    [['--port=80', '--bind', '127.0.0.1'], 80],
  ])('%j', (args, port) => {
    expect(start({}, { args }).web.status('/', port)).toBe(200);
  });

  test('bound to localhost it is out of reach at the address of the Pod', () => {
    const { web: server } = start({}, { args: ['--bind', '127.0.0.1'] });
    expect(server.network.connect(server.network.address, 8080)).toMatchObject({ why: 'refused' });
  });

  test.each([
    [['--prot', '80'], 'web: unknown argument "--prot"'],
    [['--port', 'http'], 'web: no port: "http"'],
    [['--port', '0'], 'web: no port: "0"'],
    [['--port', '65536'], 'web: no port: "65536"'],
    [['--port'], 'web: --port needs a value'],
    [['serve'], 'web: unknown argument "serve"'],
  ])('%j is no flag: 2', (args, message) => {
    const { web: server, until } = start({}, { args });
    until(1);
    expect([server.process.exit, server.log().split('\n')[0]]).toEqual([2, message]);
  });

  test('a second server of the Pod on the port ends with 1', () => {
    const cluster = createTestCluster();
    cluster.start(web('1.0'));
    const second = cluster.start(web('2.0'));
    cluster.until(1);
    expect([second.process.exit, second.log()]).toEqual([
      1,
      'web: listen tcp 0.0.0.0:8080: bind: address already in use\n',
    ]);
  });
});

test('one line a request, to standard output and to LOG_FILE; the kubelet leaves none', () => {
  const { web: server, until } = start({ LOG_FILE: '/tmp/access.log' });
  server.ask('/missing?a');
  server
    .server(8080)
    ?.http?.({ method: 'GET', path: '/', headers: { 'User-Agent': 'kube-probe/1.36' }, body: '', from: '10.0.0.1' });
  until(1);
  expect(server.log()).toBe('web: listening on 0.0.0.0:8080\n10.244.0.9 "GET /missing?a" 404\n');
  expect(server.files.find('/tmp/access.log')).toMatchObject({ content: '10.244.0.9 "GET /missing?a" 404\n' });
});

test('what is in the images', () => {
  const full = start().web;
  expect(full.run('which', 'sh', 'wget', 'curl').out).toBe('/bin/sh\n/bin/wget\n/bin/curl\n');
  expect(full.namespace.usage()).toMatchObject({ memory: 40 * 1024 * 1024, cpu: 20 });
  const slim = createTestCluster().start(slimWeb);
  expect(slim.status('/')).toBe(200);
  expect(slim.namespace.usage().memory).toBe(30 * 1024 * 1024);
  for (const name of ['sh', 'sleep', 'cat', 'curl'])
    expect(() => slim.run(name)).toThrow(`exec: "${name}": executable file not found in $PATH`);
});
