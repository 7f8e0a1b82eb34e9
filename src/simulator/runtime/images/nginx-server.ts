import { until, sleep, type Task } from '../../task.ts';
import type { HttpRequest, Server } from '../network.ts';
import { SIGNALS, type Process, type Program, type RunningProcess } from '../process.ts';
import { formatDate } from '../shell/dates.ts';
import { write } from '../shell/output.ts';
import { makeDirectory, nodeAt, now, openPath, STRERROR } from '../system-calls.ts';
import { MEBIBYTE } from './course-image.ts';
import { BadConfiguration, readConfiguration, type ServerBlock } from './nginx-configuration.ts';
import { NGINX_VERSION, pageAt } from './nginx-pages.ts';
import { endWorkers, logLine, notice, startWorkers, type Ending } from './nginx-workers.ts';

const NUMBERS: Readonly<Record<string, number>> = { ENOENT: 2, EACCES: 13, EROFS: 30, ENOTDIR: 20 };

/** nginx -g "daemon off;": reads its configuration and serves; -t only reads. @source nginx src/core/nginx.c */
export const nginxServer: Program = function* (process: Process): Task<number> {
  process.memory = 5 * MEBIBYTE; // and as much again as its workers take: 6 MiB together
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
  let asked: Ending | undefined;
  for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGINT'] as const)
    process.handlers.set(signal, () => (asked ??= signal));
  process.handlers.set('SIGHUP', () => undefined);
  const sockets: { close: () => void }[] = [];
  const workers: RunningProcess[] = [];
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
    yield* notice(
      process,
      'using the "epoll" event method',
      `nginx/${NGINX_VERSION}`,
      'built by gcc 12.2.0 (Debian 12.2.0-14) ',
      'OS: Linux 6.1.0',
      'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
    );
    process.argv = [`nginx: master process ${process.argv.join(' ')}`];
    workers.push(...(yield* startWorkers(process)));
    while (asked === undefined) yield until(process.signalled);
  } finally {
    for (const socket of sockets) socket.close();
  }
  yield* notice(
    process,
    `signal ${SIGNALS[asked]} (${asked}) received, ${asked === 'SIGQUIT' ? 'shutting down' : 'exiting'}`,
  );
  yield sleep(100);
  yield* endWorkers(process, workers, asked);
  yield sleep(100);
  yield* notice(process, 'exit');
  return 0;
}

function httpServer(process: Process, block: ServerBlock): Server {
  let connections = 0;
  const toLog = (descriptor: 1 | 2, line: string): void => void process.fds.get(descriptor)?.write(line).next();
  return {
    http(request) {
      connections++;
      const [path = '/'] = request.path.split('?');
      const answer = pageAt(process, block, path, request);
      if (typeof answer === 'string') {
        toLog(1, accessLine(process, request, 499, 0));
        return answer;
      }
      const { problem, ...reply } = answer;
      if (problem) toLog(2, logLine(process, 'error', `*${connections} ${problem}, ${about(request, block)}`));
      toLog(1, accessLine(process, request, reply.status, request.method === 'HEAD' ? 0 : reply.body.length));
      return reply;
    },
    changesAt: (at) => (block.fixed ? undefined : at + 1),
  };
}

/** @source nginx src/http/ngx_http_request.c ngx_http_log_error_handler */
const about = ({ from, method, path, headers }: HttpRequest, { name }: ServerBlock): string =>
  `client: ${from}, server: ${name}, request: "${method} ${path} HTTP/1.1"${headers['Host'] ? `, host: "${headers['Host']}"` : ''}`;

/** The packaged log_format main. */
const accessLine = (
  process: Process,
  { from, method, path, headers }: HttpRequest,
  status: number,
  bytes: number,
): string =>
  `${from} - - [${formatDate('%d/%b/%Y:%H:%M:%S +0000', now(process))}] "${method} ${path} HTTP/1.1" ${status} ${bytes} "${headers['Referer'] ?? '-'}" "${headers['User-Agent'] ?? '-'}" "${headers['X-Forwarded-For'] ?? '-'}"\n`;

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
