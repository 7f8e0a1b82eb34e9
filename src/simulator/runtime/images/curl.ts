import { fetchUrl, parseUrl } from '../http-client.ts';
import { header, REASONS } from '../http-text.ts';
import type { Process, Program } from '../process.ts';
import { openPath } from '../system-calls.ts';
import type { Task } from '../../task.ts';
import { isBad, parse } from '../shell/applet.ts';
import { write } from '../shell/output.ts';

const LONG = {
  silent: 's',
  fail: 'f',
  'show-error': 'S',
  head: 'I',
  include: 'i',
  location: 'L',
  output: 'o',
  'max-time': 'm',
  'connect-timeout': 'c',
  'write-out': 'w',
  header: 'H',
  request: 'X',
  data: 'd',
  verbose: 'v',
  insecure: 'k',
};

/** curl for the checks that people write: -s -f -S -i -I -L -o -m -w -H -X -d. @source curl 8 tool_operate.c: exit codes */
export const curl: Program = function* (process: Process): Task<number> {
  const options = parse(process.argv.slice(1), 'sfSIiLo:m:c:w:H:X:d:vkg', LONG);
  const target = isBad(options) ? undefined : options.rest[0];
  if (isBad(options) || target === undefined) {
    yield* write(
      process,
      isBad(options) ? `curl: option ${process.argv[1] ?? ''}: is unknown\n` : 'curl: (2) no URL specified\n',
      2,
    );
    return 2;
  }
  const { given } = options;
  const fail = function* (code: number, message: string): Task<number> {
    if (!given.has('s') || given.has('S')) yield* write(process, `curl: (${code}) ${message}\n`, 2);
    return code;
  };
  const started = process.clock.now;
  let url = parseUrl(target);
  const limit = Number(given.get('m')?.[0] ?? given.get('c')?.[0] ?? 'Infinity') * 1000;
  for (let redirections = 0; ; redirections++) {
    if (!url) return yield* fail(3, 'URL rejected: Malformed input to a URL function');
    const headers: Record<string, string> = { Host: url.host, 'User-Agent': 'curl/8', Accept: '*/*' };
    for (const line of given.get('H') ?? [])
      headers[line.slice(0, line.indexOf(':'))] = line.slice(line.indexOf(':') + 1).trim();
    const method = given.get('X')?.[0] ?? (given.has('I') ? 'HEAD' : given.has('d') ? 'POST' : 'GET');
    const fetched = yield* fetchUrl(process.network, url, { method, headers, body: given.get('d')?.[0] ?? '' }, limit);
    const spent = process.clock.now - started;
    if (!fetched.ok)
      switch (fetched.why) {
        case 'bad-address':
          return yield* fail(6, `Could not resolve host: ${url.host}`);
        case 'timeout':
          return yield* fail(28, `Operation timed out after ${spent} milliseconds with 0 bytes received`);
        case 'reset':
          return yield* fail(56, 'Recv failure: Connection reset by peer');
        default:
          return yield* fail(
            7,
            `Failed to connect to ${url.host} port ${url.port} after ${spent} ms: Couldn't connect to server`,
          );
      }
    const { answer } = fetched;
    const location = header(answer.headers, 'location');
    if (given.has('L') && answer.status >= 300 && answer.status < 400 && location !== undefined && redirections < 50) {
      url = location.startsWith('/') ? { ...url, path: location } : parseUrl(location);
      continue;
    }
    if (given.has('f') && answer.status >= 400)
      return yield* fail(22, `The requested URL returned error: ${answer.status}`);
    const head = `HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? ''}\r\n${Object.entries(answer.headers ?? {})
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`;
    const text = (given.has('i') || given.has('I') ? head : '') + (method === 'HEAD' ? '' : answer.body);
    const path = given.get('o')?.[0];
    if (path === undefined || path === '-') yield* write(process, text);
    else {
      const file = openPath(process, path, { write: true, create: true, truncate: true });
      if (typeof file === 'string') return yield* fail(23, 'Failure writing output to destination');
      yield* file.write(text);
      file.close();
    }
    const format = given.get('w')?.[0];
    if (format !== undefined)
      yield* write(
        process,
        format
          .replaceAll('%{http_code}', String(answer.status).padStart(3, '0'))
          .replaceAll('%{time_total}', (spent / 1000).toFixed(6))
          .replaceAll('\\n', '\n'),
      );
    return 0;
  }
};
