import type { Millis } from '../../clock.ts';
import type { Task } from '../../task.ts';
import { fetchUrl, parseUrl, type Fetched, type Url } from '../http-client.ts';
import { header, statusLine } from '../http-text.ts';
import type { HttpAnswer } from '../network.ts';
import type { Process, Program } from '../process.ts';
import { isBad, parse, type Options } from '../shell/applet.ts';
import { write } from '../shell/output.ts';
import { openPath, STRERROR } from '../system-calls.ts';

const LONG = {
  silent: 's',
  fail: 'f',
  'show-error': 'S',
  head: 'I',
  include: 'i',
  location: 'L',
  output: 'o',
  'remote-name': 'O',
  'max-time': 'm',
  'connect-timeout': 'c',
  'write-out': 'w',
  header: 'H',
  request: 'X',
  data: 'd',
  verbose: 'v',
  insecure: 'k',
  globoff: 'g',
};
const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n";
/** @source curl lib/url.c: followed only with -L, 50 at most */
const MOST_REDIRECTIONS = 50;

interface Failure {
  readonly code: number;
  readonly message: string;
}

/**
 * curl for the checks that people write: -s -S -f -i -I -L -o -O -m -w -v -H -X -d. It has no progress meter.
 * @source curl 7.88 src/tool_operate.c, lib/strerror.c, lib/multi.c: exit codes and texts
 */
export const curl: Program = function* (process: Process): Task<number> {
  const options = parse(process.argv.slice(1), 'sSfiILo:Om:c:w:vH:X:d:kg', LONG);
  if (isBad(options)) {
    const [, name, needs] = /'?(-{1,2}[\w-]+|\w)'?( requires an argument)?$/.exec(options.bad) ?? [];
    const option = name?.startsWith('-') ? name : `-${name ?? ''}`;
    yield* write(process, `curl: option ${option}: ${needs ? 'requires parameter' : 'is unknown'}\n${TRY}`, 2);
    return 2;
  }
  if (options.rest.length === 0) {
    yield* write(process, `${process.argv.length > 1 ? 'curl: no URL specified!\n' : ''}${TRY}`, 2);
    return 2;
  }
  let code = 0;
  for (const target of options.rest) code = yield* transfer(process, options, target);
  return code;
};

function* transfer(process: Process, options: Options, target: string): Task<number> {
  const { given } = options;
  const started = process.clock.now;
  const outcome = yield* follow(process, options, target, started);
  const { answer } = outcome;
  let { failure } = outcome;
  if (answer && given.has('f') && answer.status >= 400)
    failure = { code: 22, message: `The requested URL returned error: ${answer.status}` };
  else if (answer) failure ??= yield* put(process, options, target, answer);
  if (failure && (!given.has('s') || given.has('S')))
    yield* write(process, `curl: (${failure.code}) ${failure.message}\n`, 2);
  const format = given.get('w')?.at(-1);
  if (format !== undefined) yield* write(process, writeOut(format, answer, outcome, process.clock.now - started));
  return failure?.code ?? 0;
}

interface Outcome {
  readonly answer?: Exclude<HttpAnswer, string>;
  readonly failure?: Failure;
  readonly url: string;
  readonly redirections: number;
}

function* follow(process: Process, { given }: Options, target: string, started: Millis): Task<Outcome> {
  let url = parseUrl(target);
  let shown = target;
  const limit = Number(given.get('m')?.at(-1) ?? given.get('c')?.at(-1) ?? 'Infinity') * 1000;
  const verbose = given.has('v');
  for (let redirections = 0; ; redirections++) {
    if (url && url.scheme !== 'http' && url.scheme !== 'https') {
      const message = `Protocol "${url.scheme}" not supported or disabled in libcurl`;
      return { failure: { code: 1, message }, url: shown, redirections };
    }
    if (!url)
      return { failure: { code: 3, message: 'URL using bad/illegal format or missing URL' }, url: shown, redirections };
    const request = requestFor(given, url);
    const left = limit - (process.clock.now - started);
    const fetched = yield* fetchUrl(process.network, url, request, left);
    if (!fetched.ok) {
      const failure = failureOf(fetched, url, process.clock.now - started, process, given.has('m'));
      if (verbose) yield* write(process, `* ${failure.message}\n* Closing connection 0\n`, 2);
      return { failure, url: shown, redirections };
    }
    const { answer } = fetched;
    if (verbose) yield* write(process, conversation(url, request, fetched.address, answer), 2);
    const location = header(answer.headers, 'location');
    if (!given.has('L') || answer.status < 300 || answer.status >= 400 || location === undefined)
      return { answer, url: shown, redirections };
    if (redirections >= MOST_REDIRECTIONS)
      return {
        failure: { code: 47, message: `Maximum (${MOST_REDIRECTIONS}) redirects followed` },
        url: shown,
        redirections,
      };
    url = location.startsWith('/') ? { ...url, path: location } : parseUrl(location);
    shown = url ? `${url.scheme}://${authority(url)}${url.path}` : location;
  }
}

type Request = Parameters<typeof fetchUrl>[2];

function requestFor(given: Options['given'], url: Url): Request {
  const data = given.get('d');
  const headers: Record<string, string> = { Host: authority(url), 'User-Agent': 'curl/7.88.1', Accept: '*/*' };
  const body = data?.join('&') ?? '';
  if (data) {
    headers['Content-Length'] = String(body.length);
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
  }
  for (const line of given.get('H') ?? []) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const name = line.slice(0, colon);
    const known = Object.keys(headers).find((key) => key.toLowerCase() === name.toLowerCase());
    if (known !== undefined) delete headers[known];
    const value = line.slice(colon + 1).trim();
    if (value !== '') headers[name] = value;
  }
  return { method: given.get('X')?.at(-1) ?? (given.has('I') ? 'HEAD' : data ? 'POST' : 'GET'), headers, body };
}

const authority = ({ host, port }: Url): string => (port === 80 ? host : `${host}:${port}`);

function failureOf(
  { why }: Extract<Fetched, { ok: false }>,
  { host, port }: Url,
  spent: Millis,
  process: Process,
  limitsAll: boolean,
): Failure {
  switch (why) {
    case 'bad-address':
      return { code: 6, message: `Could not resolve host: ${host}` };
    case 'timeout':
      return {
        code: 28,
        message: process.network.connect(host, port).connected
          ? `Operation timed out after ${spent} milliseconds with 0 bytes received`
          : limitsAll
            ? `Connection timed out after ${spent} milliseconds`
            : `Failed to connect to ${host} port ${port} after ${spent} ms: Timeout was reached`,
      };
    case 'reset':
      return { code: 56, message: 'Recv failure: Connection reset by peer' };
    case 'refused':
    case 'no-route':
      return {
        code: 7,
        message: `Failed to connect to ${host} port ${port} after ${spent} ms: Couldn't connect to server`,
      };
  }
}

const headLines = (answer: Exclude<HttpAnswer, string>): readonly string[] => [
  statusLine(answer),
  ...Object.entries(answer.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  '',
];

function conversation(url: Url, request: Request, address: string, answer: Exclude<HttpAnswer, string>): string {
  const asked = [
    `${request.method} ${url.path} HTTP/1.1`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    '',
  ];
  return [
    `*   Trying ${address}:${url.port}...`,
    `* Connected to ${url.host} (${address}) port ${url.port} (#0)`,
    ...asked.map((line) => `> ${line}`),
    ...headLines(answer).map((line) => `< ${line}`),
    `* Connection #0 to host ${url.host} left intact`,
    '',
  ].join('\n');
}

/** Head and body to where they belong. @returns what went wrong */
function* put(
  process: Process,
  { given }: Options,
  target: string,
  answer: Exclude<HttpAnswer, string>,
): Task<Failure | undefined> {
  const head =
    given.has('i') || given.has('I')
      ? headLines(answer)
          .map((line) => `${line}\r\n`)
          .join('')
      : '';
  const text = head + (given.has('I') ? '' : answer.body);
  const path =
    given.get('o')?.at(-1) ?? (given.has('O') ? (/[^/]*$/.exec(parseUrl(target)?.path ?? '')?.[0] ?? '') : '-');
  if (path === '-') {
    yield* write(process, text);
    return undefined;
  }
  if (path === '') return { code: 23, message: 'Remote file name has no length' };
  const file = openPath(process, path, { write: true, create: true, truncate: true });
  if (typeof file === 'string') {
    if (!given.has('s')) yield* write(process, `Warning: Failed to open the file ${path}: ${STRERROR[file]}\n`, 2);
    return { code: 23, message: 'Failure writing output to destination' };
  }
  yield* file.write(text);
  file.close();
  return undefined;
}

/** -w: variables of the transfer, there also when it failed. */
function writeOut(
  format: string,
  answer: Exclude<HttpAnswer, string> | undefined,
  { url, redirections }: Outcome,
  spent: Millis,
): string {
  const code = String(answer?.status ?? 0).padStart(3, '0');
  const values: Readonly<Record<string, string>> = {
    http_code: code,
    response_code: code,
    time_total: (spent / 1000).toFixed(6),
    size_download: String(answer?.body.length ?? 0),
    num_redirects: String(redirections),
    url_effective: url,
  };
  return format
    .replace(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replaceAll('%%', '%')
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
}
