import { STRERROR, openPath } from '../../system-calls.ts';
import { sleep, type Task } from '../../../task.ts';
import { fetchUrl, parseUrl, type Url } from '../../http-client.ts';
import { header, statusLine } from '../../http-text.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { encodeBase64 } from '../../../base64.ts';
import { write } from '../output.ts';
import { inside } from '../paths.ts';

const LONG = {
  spider: '1',
  header: 'H',
  'post-data': '2',
  quiet: 'q',
  timeout: 'T',
  'output-document': 'O',
  'server-response': 'S',
  tries: 't',
  'user-agent': 'U',
  'no-check-certificate': '3',
};
/** Redirections that are followed. */
const MOST_REDIRECTIONS = 5;

/** wget [-q] [-S] [-O file] [-T seconds] [--spider] [--header h] [--post-data d] url. @source busybox 1.35 networking/wget.c */
function* wget(call: Call): Task<number> {
  const options = parse(call.args, 'cqSO:o:P:T:Y:t:U:H:12:3', LONG);
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const { given } = options;
  const quiet = given.has('q');
  const spider = given.has('1');
  const limit = Number(given.get('T')?.[0] ?? '900') * 1000;
  let status = 0;
  for (const text of options.rest) {
    let url = parseUrl(text);
    if (!url) return yield* fail(call, `bad address '${text}'`);
    const told = function* (line: string): Task<void> {
      yield* write(call.process, `${line}\n`, 2);
    };
    for (let redirections = 0; ; redirections++) {
      if (url.scheme === 'https')
        return yield* fail(
          call,
          'note: TLS certificate validation not implemented\n' + `wget: TLS is not simulated here`,
        );
      if (url.port > 65_535) return yield* fail(call, `bad port '${url.port}'`);
      const reached = call.process.network.resolve(url.host)?.[0];
      if (reached === undefined) return yield* fail(call, `bad address '${url.host}${url.writtenPort}'`);
      if (!quiet)
        yield* told(
          `Connecting to ${url.host}${url.port === 80 && !/:80\b/.test(text) ? '' : `:${url.port}`} (${reached}:${url.port})`,
        );
      const headers: Record<string, string> = {
        Host: `${url.host}${url.port === 80 ? '' : `:${url.port}`}`,
        'User-Agent': given.get('U')?.[0] ?? 'Wget',
        Connection: 'close',
      };
      if (url.user !== undefined) headers['Authorization'] = `Basic ${encodeBase64(url.user)}`;
      for (const line of given.get('H') ?? [])
        headers[line.slice(0, line.indexOf(':'))] = line.slice(line.indexOf(':') + 1).trim();
      const body = given.get('2')?.[0] ?? '';
      const fetched = yield* fetchUrl(
        call.process.network,
        url,
        { method: given.has('2') ? 'POST' : spider ? 'HEAD' : 'GET', headers, body },
        limit,
      );
      if (!fetched.ok) {
        if (fetched.why === 'timeout') return yield* fail(call, 'download timed out');
        if (fetched.why === 'reset') return yield* fail(call, 'error getting response');
        return yield* fail(
          call,
          `can't connect to remote host (${fetched.address}): ${fetched.why === 'no-route' ? 'No route to host' : 'Connection refused'}`,
        );
      }
      const { answer } = fetched;
      if (given.has('S')) {
        yield* told(`  ${statusLine(answer)}`);
        for (const [name, value] of Object.entries(answer.headers ?? {})) yield* told(`  ${name}: ${value}`);
      }
      if ([301, 302, 303, 307, 308].includes(answer.status) && redirections < MOST_REDIRECTIONS) {
        const location = header(answer.headers, 'location');
        const next: Url | undefined = location?.startsWith('/') ? { ...url, path: location } : parseUrl(location ?? '');
        if (next) {
          url = next;
          continue;
        }
      }
      if (answer.status < 200 || answer.status >= 300) {
        status = yield* fail(call, `server returned error: ${statusLine(answer)}`);
        break;
      }
      status = yield* save(call, url, answer.body, {
        target: given.get('O')?.[0],
        folder: given.get('P')?.at(-1),
        spider,
        quiet,
      });
      break;
    }
  }
  return status;
}

function* save(
  call: Call,
  url: Url,
  body: string,
  {
    target,
    folder,
    spider,
    quiet,
  }: {
    readonly target: string | undefined;
    readonly folder: string | undefined;
    readonly spider: boolean;
    readonly quiet: boolean;
  },
): Task<number> {
  if (spider) {
    if (!quiet) yield* write(call.process, 'remote file exists\n', 2);
    return 0;
  }
  if (target === '-') {
    if (!quiet) yield* write(call.process, 'writing to stdout\n', 2);
    yield* out(call, body);
    if (!quiet) yield* write(call.process, `${progress('-', body.length)}written to stdout\n`, 2);
    return 0;
  }
  const last = url.path.split('?')[0]?.split('/').at(-1) || 'index.html';
  const name = target ?? (folder === undefined ? last : inside(folder, last));
  const file = openPath(
    call.process,
    name,
    target === undefined
      ? { write: true, create: true, exclusive: true }
      : { write: true, create: true, truncate: true },
  );
  if (typeof file === 'string') return yield* fail(call, `can't open '${name}': ${STRERROR[file]}`);
  if (!quiet) yield* write(call.process, `saving to '${name}'\n`, 2);
  yield* file.write(body);
  file.close();
  yield sleep(0);
  if (!quiet) yield* write(call.process, `${progress(name, body.length)}'${name}' saved\n`, 2);
  return 0;
}

/** The bar as it stands at the end. @source busybox 1.35 libbb/progress.c */
const progress = (name: string, bytes: number): string =>
  `${name.slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${String(bytes).padStart(5)}  0:00:00 ETA\n`;

export const fetching: Applets = { wget };
