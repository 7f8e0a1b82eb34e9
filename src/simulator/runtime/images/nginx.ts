import { until, sleep, type Task } from '../../task.ts';
import { directory, file, program } from '../filesystem.ts';
import type { HttpAnswer, Server } from '../network.ts';
import type { Process } from '../process.ts';
import { write } from '../shell/output.ts';
import { findCommand } from '../shell/run-command.ts';
import { formatDate } from '../shell/dates.ts';
import { makeDirectory, nodeAt, now, openPath, STRERROR } from '../system-calls.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import { MEBIBYTE } from './course-image.ts';
import { curl } from './curl.ts';
import type { Image } from './image.ts';
import { BadConfiguration, readConfiguration, type Location, type ServerBlock } from './nginx-configuration.ts';

const NUMBERS: Readonly<Record<string, number>> = { ENOENT: 2, EACCES: 13, EROFS: 30, ENOTDIR: 20 };
const VERSION = '1.27.5';

/** nginx: files of /usr/share/nginx/html on 80, as its configuration says. @source CURRICULUM 2.4; nginxinc/docker-nginx */
export const nginx: Image = {
  name: 'nginx:1.27',
  size: 72_400_000,
  entrypoint: ['/docker-entrypoint.sh'],
  cmd: ['nginx', '-g', 'daemon off;'],
  env: { PATH, NGINX_VERSION: VERSION },
  workingDir: '/',
  user: 0,
  stopSignal: 'SIGQUIT',
  root: () => {
    const bin = busyboxBin(['killall', 'wget', 'httpd', 'nc', 'ps', 'vi']);
    bin.entries.set('curl', program(curl));
    return rootWith([
      ['bin', bin],
      ['docker-entrypoint.sh', program(entrypoint)],
      [
        'etc',
        directory([
          ['group', file('root:x:0:\nnginx:x:101:\n')],
          [
            'nginx',
            directory([
              ['conf.d', directory([['default.conf', file(DEFAULT)]])],
              ['mime.types', file('types {\n    text/html html htm;\n    text/plain txt;\n}\n')],
              ['nginx.conf', file(MAIN)],
            ]),
          ],
          ['passwd', file('root:x:0:0:root:/root:/bin/bash\nnginx:x:101:101:nginx user:/nonexistent:/bin/false\n')],
        ]),
      ],
      [
        'usr',
        directory([
          ['sbin', directory([['nginx', program(master)]])],
          [
            'share',
            directory([
              [
                'nginx',
                directory([
                  [
                    'html',
                    directory([
                      ['50x.html', file('error\n')],
                      ['index.html', file(WELCOME)],
                    ]),
                  ],
                ]),
              ],
            ]),
          ],
        ]),
      ],
      [
        'var',
        directory([
          ['cache', directory([['nginx', directory()]])],
          ['log', directory([['nginx', directory()]])],
          ['run', directory()],
        ]),
      ],
    ]);
  },
};

const MAIN = `user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log  /var/log/nginx/access.log;
    sendfile        on;
    keepalive_timeout  65;
    include /etc/nginx/conf.d/*.conf;
}
`;

const DEFAULT = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }
}
`;

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
</body>
</html>
`;

/** The image's script in front of nginx: it says what it does, then runs its arguments in its place. */
function* entrypoint(process: Process): Task<number> {
  const argv = process.argv.slice(1);
  if (argv[0] === 'nginx' || argv[0] === 'nginx-debug') {
    const says = (text: string): string => `/docker-entrypoint.sh: ${text}\n`;
    yield* write(
      process,
      says('/docker-entrypoint.d/ is not empty, will attempt to perform configuration') +
        says('Looking for shell scripts in /docker-entrypoint.d/') +
        says('Configuration complete; ready for start up'),
    );
  }
  if (argv.length === 0) return 0;
  const found = findCommand(process, argv);
  if ('missing' in found) {
    yield* write(process, `/docker-entrypoint.sh: 47: exec: ${argv[0] ?? ''}: not found\n`, 2);
    return found.status;
  }
  process.replaceBy(found.program, found.argv);
  return 0;
}

function* master(process: Process): Task<number> {
  process.memory = 6 * MEBIBYTE;
  process.cpu = 1;
  const stamp = (): string => formatDate('%Y/%m/%d %H:%M:%S', now(process));
  const emergency = function* (text: string): Task<number> {
    yield* write(process, `${stamp()} [emerg] ${process.pid}#${process.pid}: ${text}\nnginx: [emerg] ${text}\n`, 2);
    return 1;
  };
  if (process.argv.includes('-v') || process.argv.includes('-V')) {
    yield* write(process, `nginx version: nginx/${VERSION}\n`, 2);
    return 0;
  }
  let servers: readonly ServerBlock[];
  try {
    servers = readConfiguration(
      (path) => {
        const node = nodeAt(process, path);
        return node?.type === 'file' ? node.content : undefined;
      },
      (pattern) => confFiles(process, pattern),
    );
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error;
    if (process.argv.includes('-t'))
      yield* write(process, `nginx: configuration file /etc/nginx/nginx.conf test failed\n`, 2);
    return yield* emergency(error.message);
  }
  if (process.argv.includes('-t')) {
    yield* write(
      process,
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
      2,
    );
    return 0;
  }
  for (const name of ['client_temp', 'proxy_temp']) {
    const errno = makeDirectory(process, `/var/cache/nginx/${name}`);
    if (errno && errno !== 'EEXIST')
      return yield* emergency(`mkdir() "/var/cache/nginx/${name}" failed (${NUMBERS[errno] ?? 1}: ${STRERROR[errno]})`);
  }
  const pid = openPath(process, '/run/nginx.pid', { write: true, create: true, truncate: true });
  if (typeof pid === 'string')
    return yield* emergency(`open() "/run/nginx.pid" failed (${NUMBERS[pid] ?? 1}: ${STRERROR[pid]})`);
  yield* pid.write(`${process.pid}\n`);
  pid.close();
  return yield* serveAll(process, servers, emergency);
}

function* serveAll(
  process: Process,
  servers: readonly ServerBlock[],
  emergency: (text: string) => Task<number>,
): Task<number> {
  let asked = false;
  for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGINT'] as const) process.handlers.set(signal, () => (asked = true));
  process.handlers.set('SIGHUP', () => undefined);
  const sockets: { close: () => void }[] = [];
  try {
    for (const port of new Set(servers.flatMap(({ listens }) => listens))) {
      const block = servers.find(({ listens }) => listens.includes(port))!;
      const listening = process.network.listen('0.0.0.0', port, httpServer(process, block));
      if (typeof listening === 'string')
        return yield* emergency(
          `bind() to 0.0.0.0:${port} failed (${listening === 'address-in-use' ? '98: Address already in use' : '13: Permission denied'})`,
        );
      sockets.push(listening);
    }
    while (!asked) yield until(process.signalled);
  } finally {
    for (const socket of sockets) socket.close();
  }
  yield sleep(200);
  return 0;
}

function httpServer(process: Process, block: ServerBlock): Server {
  return {
    http(request) {
      const [path = '/'] = request.path.split('?');
      const answer = page(process, locate(block, path), path);
      process.fds
        .get(1)
        ?.write(
          `${request.from} - - [${formatDate('%d/%b/%Y:%H:%M:%S +0000', now(process))}] "${request.method} ${request.path} HTTP/1.1" ${typeof answer === 'object' ? answer.status : 499} ${typeof answer === 'object' ? answer.body.length : 0} "-" "${request.headers['User-Agent'] ?? '-'}" "-"\n`,
        )
        .next();
      return answer;
    },
    changesAt: (at) => (block.reads ? at + 1000 : undefined),
  };
}

/** An exact location, or the longest prefix. */
function locate(block: ServerBlock, path: string): Location {
  const exact = block.locations.find((location) => location.exact && location.path === path);
  const prefixes = block.locations
    .filter((location) => !location.exact && path.startsWith(location.path))
    .sort((a, b) => b.path.length - a.path.length);
  return exact ?? prefixes[0] ?? block.whole;
}

function page(process: Process, location: Location, path: string): HttpAnswer {
  if (location.answer)
    return {
      after: 1,
      status: location.answer.status,
      body: location.answer.text,
      ...(location.answer.status >= 300 && location.answer.status < 400
        ? { headers: { Location: location.answer.text } }
        : {}),
    };
  if (location.proxy) return forward(process, location.proxy, path);
  let full = `${location.root}${path}`;
  let node = nodeAt(process, full);
  if (node?.type === 'directory') {
    const found = location.index
      .map((name) => `${full.replace(/\/$/, '')}/${name}`)
      .find((candidate) => nodeAt(process, candidate)?.type === 'file');
    if (found === undefined) return errorPage(403);
    full = found;
    node = nodeAt(process, full);
  }
  return node?.type === 'file'
    ? {
        after: 1,
        status: 200,
        headers: {
          'Content-Type': /\.html?$/.test(full) ? 'text/html' : 'application/octet-stream',
          Server: `nginx/${VERSION}`,
        },
        body: node.content,
      }
    : errorPage(404);
}

function forward(process: Process, target: { readonly host: string; readonly port: number }, path: string): HttpAnswer {
  const connection = process.network.connect(target.host, target.port);
  if (!connection.connected) return errorPage(connection.why === 'timeout' ? 504 : 502);
  return (
    connection.server.http?.({
      method: 'GET',
      path,
      headers: { Host: target.host },
      body: '',
      from: process.network.address,
    }) ?? errorPage(502)
  );
}

const TITLES: Readonly<Record<number, string>> = {
  403: '403 Forbidden',
  404: '404 Not Found',
  502: '502 Bad Gateway',
  504: '504 Gateway Time-out',
};

const errorPage = (status: number): HttpAnswer => ({
  after: 1,
  status,
  headers: { 'Content-Type': 'text/html' },
  body: `<html>\r\n<head><title>${TITLES[status] ?? ''}</title></head>\r\n<body>\r\n<center><h1>${TITLES[status] ?? ''}</h1></center>\r\n<hr><center>nginx/${VERSION}</center>\r\n</body>\r\n</html>\r\n`,
});

function confFiles(process: Process, pattern: string): readonly string[] {
  const star = /^(.*)\/\*(\.[a-z]+)?$/.exec(pattern);
  if (!star) return [pattern];
  const node = nodeAt(process, star[1] ?? '/');
  if (node?.type !== 'directory') return [];
  return [...node.entries.keys()]
    .filter((name) => !name.startsWith('.') && name.endsWith(star[2] ?? ''))
    .sort()
    .map((name) => `${star[1] ?? ''}/${name}`);
}
