import { until, sleep, type Task } from '../../task.ts';
import type { Server } from '../network.ts';
import { SIGNALS, type Process, type Program } from '../process.ts';
import { formatDate } from '../shell/dates.ts';
import { write } from '../shell/output.ts';
import { makeDirectory, nodeAt, now, openPath, STRERROR } from '../system-calls.ts';
import { MEBIBYTE } from './course-image.ts';
import { BadConfiguration, readConfiguration, type ServerBlock } from './nginx-configuration.ts';
import { NGINX_VERSION, pageAt } from './nginx-pages.ts';

const NUMBERS: Readonly<Record<string, number>> = { ENOENT: 2, EACCES: 13, EROFS: 30, ENOTDIR: 20 };

/** nginx -g "daemon off;": reads its configuration and serves; -t only reads. @source nginx src/core/nginx.c */
export const nginxServer: Program = function* (process: Process): Task<number> {
  process.memory = 6 * MEBIBYTE;
  process.cpu = 1;
  const stamp = (): string => formatDate('%Y/%m/%d %H:%M:%S', now(process));
  const emergency = function* (text: string): Task<number> {
    yield* write(process, `${stamp()} [emerg] ${process.pid}#${process.pid}: ${text}\nnginx: [emerg] ${text}\n`, 2);
    return 1;
  };
  if (process.argv.includes('-v') || process.argv.includes('-V')) {
    yield* write(process, `nginx version: nginx/${NGINX_VERSION}\n`, 2);
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
    const code = yield* emergency(error.message);
    if (process.argv.includes('-t'))
      yield* write(process, 'nginx: configuration file /etc/nginx/nginx.conf test failed\n', 2);
    return code;
  }
  if (process.argv.includes('-t')) {
    yield* write(
      process,
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
      2,
    );
    return 0;
  }
  if (process.user !== 0) {
    const text =
      'the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2';
    const node = nodeAt(process, '/etc/nginx/nginx.conf');
    if (node?.type === 'file' && /^user\s/m.test(node.content))
      yield* write(process, `${stamp()} [warn] ${process.pid}#${process.pid}: ${text}\nnginx: [warn] ${text}\n`, 2);
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
};

function* serveAll(
  process: Process,
  servers: readonly ServerBlock[],
  emergency: (text: string) => Task<number>,
): Task<number> {
  let asked: 'SIGTERM' | 'SIGQUIT' | 'SIGINT' | undefined;
  for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGINT'] as const)
    process.handlers.set(signal, () => (asked ??= signal));
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
    yield* notice(process, 'using the "epoll" event method', `nginx/${NGINX_VERSION}`, 'start worker processes');
    while (asked === undefined) yield until(process.signalled);
  } finally {
    for (const socket of sockets) socket.close();
  }
  yield* notice(
    process,
    `signal ${SIGNALS[asked]} (${asked}) received, ${asked === 'SIGQUIT' ? 'shutting down' : 'exiting'}`,
  );
  yield sleep(200);
  yield* notice(process, 'exit');
  return 0;
}

/** Lines of its error log, where the configuration asks for so much. @source nginx error_log: without a level only errors */
function* notice(process: Process, ...lines: readonly string[]): Task<void> {
  const node = nodeAt(process, '/etc/nginx/nginx.conf');
  if (node?.type !== 'file' || !/^[ \t]*error_log[ \t]+\S+[ \t]+(notice|info|debug);/m.test(node.content)) return;
  const head = `${formatDate('%Y/%m/%d %H:%M:%S', now(process))} [notice] ${process.pid}#${process.pid}: `;
  yield* write(process, lines.map((line) => `${head}${line}\n`).join(''), 2);
}

function httpServer(process: Process, block: ServerBlock): Server {
  return {
    http(request) {
      const [path = '/'] = request.path.split('?');
      const answer = pageAt(process, block, path, request);
      process.fds
        .get(1)
        ?.write(
          `${request.from} - - [${formatDate('%d/%b/%Y:%H:%M:%S +0000', now(process))}] "${request.method} ${request.path} HTTP/1.1" ${typeof answer === 'object' ? answer.status : 499} ${typeof answer === 'object' ? answer.body.length : 0} "-" "${request.headers['User-Agent'] ?? '-'}" "-"\n`,
        )
        .next();
      return answer;
    },
    changesAt: (at) => (block.fixed ? undefined : at + 1),
  };
}

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
