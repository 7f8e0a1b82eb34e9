import { describe, expect, test } from 'vitest';
import { directory, file, type DirectoryNode } from '../filesystem.ts';
import { nginx } from './nginx.ts';
import { createTestCluster, type ContainerOptions } from './container.fixture.ts';
import { web } from './web.ts';

const HTML = '/usr/share/nginx/html';
const CONF = '/etc/nginx/conf.d';
const start = (options: ContainerOptions = {}) => {
  const cluster = createTestCluster();
  const container = cluster.start(nginx, options);
  cluster.until(1);
  return { ...cluster, cluster, container };
};
const folder = (files: Record<string, string>): DirectoryNode =>
  directory(Object.entries(files).map(([name, content]) => [name, file(content)]));
const withServer = (server: string): ContainerOptions => ({ mounts: { [CONF]: folder({ 'site.conf': server }) } });

describe('files', () => {
  const { container } = start({
    mounts: { [HTML]: directory([['index.html', file('<p>hi</p>\n')], ['data', folder({ 'a.txt': 'A' })]]) }, // prettier-ignore
  });
  test.each([
    ['/', 200, '<p>hi</p>\n'],
    ['/index.html', 200, '<p>hi</p>\n'],
    ['/data/a.txt', 200, 'A'],
    ['/data/../index.html', 200, '<p>hi</p>\n'],
    ['/data', 301, '301 Moved Permanently'],
    ['/data/', 403, '403 Forbidden'],
    ['/nothing', 404, '404 Not Found'],
    ['/../../etc/passwd', 400, '400 Bad Request'],
  ])('%s answers %d', (path, status, body) => {
    expect(container.ask(path, 80)).toMatchObject({ status, body: expect.stringContaining(body) as string });
  });

  test('a file that comes later is served', () => {
    const node = container.files.find(HTML);
    if (node?.type === 'directory') node.entries.set('late.html', file('late'));
    expect(container.ask('/late.html', 80)).toMatchObject({ status: 200, body: 'late' });
  });
});

test.each([
  ['a port', 'server { listen 8080; }', 8080, '/', 404],
  ['an address', 'server { listen 127.0.0.1:81; }', 81, '/', 404],
  ['an answer', 'server { listen 80; location = /healthz { return 204; } }', 80, '/healthz', 204],
  ['the longest prefix', 'server { location / { return 200 "a"; } location /b { return 201 "b"; } }', 80, '/b/c', 201],
  ['a root', 'server { root /usr/share/nginx/html; }', 80, '/', 200],
  ['nobody upstream', 'server { location / { proxy_pass http://localhost:9090; } }', 80, '/', 502],
])('conf.d: %s', (_, server, port, path, status) => {
  expect(start(withServer(server)).container.status(path, port)).toBe(status);
});

test('it stands in front of another server', () => {
  const cluster = createTestCluster();
  cluster.start(web('1.0'), { name: 'app' });
  const front = cluster.start(nginx, { name: 'front', ...withServer('server { location / { proxy_pass http://app:8080; } }') }); // prettier-ignore
  cluster.until(1);
  expect([front.ask('/', 80), front.status('/fail', 80)]).toMatchObject([{ body: 'web 1.0 app\n' }, 500]);
});

describe('[emerg], and 1', () => {
  const emerg = (text: string): string => `2026/01/01 00:00:00 [emerg] 1#1: ${text}\nnginx: [emerg] ${text}\n`;
  test.each([
    [
      'server { listen htpp:x; }',
      'invalid port in "htpp:x" of the "listen" directive in /etc/nginx/conf.d/site.conf:1',
    ],
    [
      'server {\n  listen 99999;\n}',
      'invalid port in "99999" of the "listen" directive in /etc/nginx/conf.d/site.conf:2',
    ],
    ['server { lisen 80; }', 'unknown directive "lisen" in /etc/nginx/conf.d/site.conf:1'],
    ['server { listen 80 ', 'unexpected end of file, expecting ";" or "}" in /etc/nginx/conf.d/site.conf:1'],
    ['}', 'unexpected "}" in /etc/nginx/conf.d/site.conf:1'],
    ['server { include extra.conf; }', 'open() "/etc/nginx/extra.conf" failed (2: No such file or directory) in /etc/nginx/conf.d/site.conf:1'], // prettier-ignore
  ])('%j', (server, text) => {
    const { container } = start(withServer(server));
    expect(container.process.exit).toBe(1);
    expect(container.log().endsWith(emerg(text))).toBe(true);
  });

  test.each([
    ['without its main file', { mounts: { '/etc/nginx': folder({ 'mime.types': '' }) } }, 'open() "/etc/nginx/nginx.conf" failed (2: No such file or directory)'], // prettier-ignore
    ['without mime.types', { mounts: { '/etc/nginx': folder({ 'nginx.conf': 'events {}\nhttp {\n  include mime.types;\n}\n' }) } }, 'open() "/etc/nginx/mime.types" failed (2: No such file or directory) in /etc/nginx/nginx.conf:3'], // prettier-ignore
    ['on a root file system that is read-only', { readOnly: true }, 'mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'], // prettier-ignore
    ['as another user', { user: 1000 }, 'mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)'],
  ] as const)('%s', (_, options, text) => {
    const { container } = start(options);
    expect(container.process.exit).toBe(1);
    expect(container.log().endsWith(emerg(text))).toBe(true);
  });

  test('on a port that another server of the Pod has', () => {
    const { cluster, until } = start();
    const second = cluster.start(nginx);
    until(2);
    expect(second.process.exit).toBe(1);
    expect(second.log()).toContain('bind() to 0.0.0.0:80 failed (98: Address already in use)');
  });
});

test('with writable directories it runs on a read-only root file system', () => {
  const { container } = start({ readOnly: true, mounts: { '/var/cache/nginx': directory(), '/run': directory() } });
  expect(container.status('/', 80)).toBe(200);
  expect(container.log()).toContain('info: can not modify /etc/nginx/conf.d/default.conf (read-only file system?)\n');
});

test('a configuration that asks for no notices gets none', () => {
  const { container } = start({
    mounts: { '/etc/nginx': folder({ 'nginx.conf': 'events {}\nhttp { server {} }\n' }) },
  });
  expect([container.status('/', 80), container.log().includes('[notice]')]).toEqual([404, false]);
});

test('its log from the start to the end', () => {
  const { container } = start();
  container.stop('SIGQUIT');
  const notices = container
    .log()
    .split('\n')
    .flatMap((line) => (line.includes('[notice]') ? [line.slice(line.indexOf('] ') + 2)] : []));
  expect(notices.slice(0, 8)).toEqual([
    '1#1: using the "epoll" event method',
    '1#1: nginx/1.27.5',
    '1#1: built by gcc 12.2.0 (Debian 12.2.0-14) ',
    '1#1: OS: Linux 6.1.0',
    '1#1: getrlimit(RLIMIT_NOFILE): 1048576:1048576',
    '1#1: start worker processes',
    '1#1: start worker process 2',
    '1#1: start worker process 3',
  ]);
  expect(notices.slice(10, 15)).toEqual([
    '1#1: signal 3 (SIGQUIT) received, shutting down',
    '2#2: gracefully shutting down',
    '2#2: exiting',
    '2#2: exit',
    '3#3: gracefully shutting down',
  ]);
  expect(notices.slice(-3)).toEqual([
    '1#1: signal 17 (SIGCHLD) received from 5',
    '1#1: worker process 5 exited with code 0',
    '1#1: exit',
  ]);
});

test('it calls itself master, and what it started workers', () => {
  const { container } = start();
  const titles = container.namespace.list().map(({ argv }) => argv.join(' '));
  expect(titles.slice(0, 2)).toEqual(['nginx: master process nginx -g daemon off;', 'nginx: worker process']);
});

test('the packaged page and what is said before it', () => {
  const { container } = start();
  expect(container.ask('/', 80)).toMatchObject({
    status: 200,
    headers: {
      Server: 'nginx/1.27.5',
      Date: 'Thu, 01 Jan 2026 00:00:01 GMT',
      'Content-Type': 'text/html',
      'Content-Length': '615',
      'Last-Modified': 'Wed, 16 Apr 2025 12:01:11 GMT',
      Connection: 'keep-alive',
      ETag: '"67ff9c07-267"',
      'Accept-Ranges': 'bytes',
    },
  });
});

test.each([
  ['server { location / { return 404; } }', 404, '404 Not Found', undefined],
  ['server { location / { return 301 http://other/; } }', 301, '301 Moved Permanently', 'http://other/'],
])('%s answers with its own page', (server, status, body, location) => {
  const answer = start(withServer(server)).container.ask('/', 80);
  expect(answer).toMatchObject({ status, body: expect.stringContaining(body) as string });
  expect(typeof answer === 'object' ? answer.headers?.['Location'] : undefined).toBe(location);
});

test('what is missing is told in the error log', () => {
  const { container, until } = start();
  container.ask('/nothing', 80);
  until(2);
  expect(container.log()).toContain(
    '[error] 1#1: *1 open() "/usr/share/nginx/html/nothing" failed (2: No such file or directory), client: 10.244.0.9, server: localhost, request: "GET /nothing HTTP/1.1"\n',
  );
});

test('one line a request', () => {
  const { container, until } = start();
  container.ask('/nothing', 80);
  until(2);
  expect(container.log()).toMatch(
    /10\.244\.0\.9 - - \[01\/Jan\/2026:00:00:01 \+0000\] "GET \/nothing HTTP\/1\.1" 404 \d+ "-" "-" "-"\n$/,
  );
});

test.each([
  ['SIGQUIT', 'signal 3 (SIGQUIT) received, shutting down'],
  ['SIGTERM', 'signal 15 (SIGTERM) received, exiting'],
] as const)('%s: 0 within a second', (signal, line) => {
  const { container } = start();
  expect(nginx.stopSignal).toBe('SIGQUIT');
  const { exit, after } = container.stop(signal);
  expect([exit, after <= 1]).toEqual([0, true]);
  expect(container.log()).toContain(`[notice] 1#1: ${line}\n`);
});

test.each([
  [['nginx', '-t'], 0, /syntax is ok\n.*test is successful\n/],
  [['nginx', '-v'], 0, /nginx version: nginx\/1\.27/],
  [['sh', '-c', 'command -v curl && command -v cat && ! command -v killall'], 0, /^$/],
  [['curl', '-s', 'localhost'], 0, /^$/],
])('%j in it', (argv, exit, err) => {
  const result = start().container.run(...argv);
  expect([result.exit, result.err]).toEqual([exit, expect.stringMatching(err)]);
});

test('another command of the image runs instead', () => {
  const { container } = start({ args: ['sh', '-c', 'echo hello; exit 3'] });
  expect([container.process.exit, container.log()]).toEqual([3, 'hello\n']);
});
