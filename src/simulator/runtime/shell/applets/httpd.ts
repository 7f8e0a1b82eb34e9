import { nodeAt } from '../../system-calls.ts';
import type { HttpAnswer, HttpRequest, Server } from '../../network.ts';
import type { Process } from '../../process.ts';
import { header, REASONS } from '../../http-text.ts';
import { until, type Task } from '../../../task.ts';
import { fail, isBad, parse, put, usage, type Applets, type Call } from '../applet.ts';
import { write } from '../output.ts';
import { decodeBase64 } from '../../../base64.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  png: 'image/png',
};
const ANSWER_TIME = 1;

/** httpd -f [-p [address:]port] [-h directory] [-c config]: files of a directory. @source busybox 1.35 networking/httpd.c */
function* httpd(call: Call): Task<number> {
  const options = parse(call.args, 'c:d:h:ifvp:u:r:m:e:');
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  const { process } = call;
  const [encoded, decoded] = [given.get('e')?.at(-1), given.get('d')?.at(-1)];
  if (encoded !== undefined)
    return yield* put(
      call,
      encoded.replace(/[^0-9A-Za-z]/g, (c) => `&#${c.charCodeAt(0)};`),
    );
  if (decoded !== undefined) return yield* put(call, percentDecoded(decoded));
  const home = given.get('h')?.[0] ?? '.';
  const node = nodeAt(process, home);
  if (node?.type !== 'directory')
    return yield* fail(
      call,
      `can't change directory to '${home}': ${node ? 'Not a directory' : 'No such file or directory'}`,
    );
  const root = home.startsWith('/') ? home : `${process.cwd}/${home}`;
  const [address, port] = (given.get('p')?.[0] ?? '80').includes(':')
    ? (given.get('p')?.[0] ?? '').split(':')
    : ['0.0.0.0', given.get('p')?.[0] ?? '80'];
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) return yield* fail(call, `bad port '${port ?? ''}'`);
  const rules = authorization(call, given.get('c')?.[0]);
  const server: Server = { http: (request) => answer(call, root, rules, request), changesAt: (at) => at + 1 };
  const bind = (who: Process): ReturnType<Process['network']['listen']> =>
    who.network.listen(address === '' ? '0.0.0.0' : (address ?? '0.0.0.0'), number, server);
  const listening = bind(process);
  if (typeof listening === 'string') {
    yield* write(
      process,
      `httpd: bind: ${listening === 'address-in-use' ? 'Address already in use' : 'Permission denied'}\n`,
      2,
    );
    return 1;
  }
  if (given.has('f')) return yield* serve(process);
  // without -f it goes into the background: what it listens on is the child's from then on
  listening.close();
  process.fork({
    program: (child) => {
      bind(child);
      return serve(child);
    },
  });
  return 0;
}

const pathDecoded = (text: string): string =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
const percentDecoded = (text: string): string => pathDecoded(text.replace(/\+/g, ' '));

/** Until it is killed; what it listens on is closed when it ends. */
function* serve(process: Process): Task<number> {
  for (;;) yield until(process.signalled);
}

/** Lines /path:user:password of a configuration. */
function authorization(
  call: Call,
  path: string | undefined,
): readonly { readonly prefix: string; readonly credentials: string }[] {
  const node = path === undefined ? undefined : nodeAt(call.process, path);
  if (node?.type !== 'file') return [];
  return node.content.split('\n').flatMap((line) => {
    const [prefix, user, password] = line.trim().split(':');
    return prefix?.startsWith('/') && user !== undefined && password !== undefined
      ? [{ prefix, credentials: `${user}:${password}` }]
      : [];
  });
}

function answer(call: Call, root: string, rules: ReturnType<typeof authorization>, request: HttpRequest): HttpAnswer {
  const path = pathDecoded(request.path.split('?')[0] ?? '/');
  const rule = rules.filter(({ prefix }) => path.startsWith(prefix)).at(-1);
  if (
    rule &&
    decodeBase64((header(request.headers, 'authorization') ?? '').replace(/^Basic /, '')) !== rule.credentials
  )
    return page(401, { 'WWW-Authenticate': 'Basic realm="Web Server Authentication"' });
  const names: string[] = [];
  for (const name of path.split('/'))
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined || names.length === 0) return page(400);
  const below = root + names.join('/');
  let node = nodeAt(call.process, below);
  if (node?.type === 'directory') {
    if (!path.endsWith('/')) return page(302, { Location: `${path}/` });
    node = nodeAt(call.process, `${below}index.html`);
  }
  if (node?.type !== 'file') return page(404);
  const extension = path.endsWith('/') ? 'html' : (path.split('.').at(-1) ?? '');
  return {
    after: ANSWER_TIME,
    status: 200,
    headers: {
      'Content-type': TYPES[extension] ?? 'application/octet-stream',
      'Content-length': String(node.content.length),
    },
    body: request.method === 'HEAD' ? '' : node.content,
  };
}

const DETAILS: Readonly<Record<number, string>> = {
  400: 'Unsupported method',
  401: 'Unauthorized',
  404: 'The requested URL was not found',
};

function page(status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const title = `${status} ${REASONS[status] ?? ''}`;
  const detail = DETAILS[status] ?? '';
  return {
    after: ANSWER_TIME,
    status,
    headers: { 'Content-type': 'text/html', ...headers },
    body: `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${detail}\n</BODY></HTML>\n`,
  };
}

export const serving: Applets = { httpd };
