import type { Millis } from '../../clock.ts';
import type { HttpAnswer, HttpRequest } from '../network.ts';
import type { Process } from '../process.ts';
import { formatDate } from '../shell/dates.ts';
import { nodeAt, now } from '../system-calls.ts';
import type { Location, ServerBlock } from './nginx-configuration.ts';

export const NGINX_VERSION = '1.27.5';
/** How long an upstream is waited for. @source nginx proxy_read_timeout */
const READ_TIMEOUT: Millis = 60_000;

/** An answer, and what the error log says of it. */
export type Page = (Exclude<HttpAnswer, string> & { readonly problem?: string }) | Extract<HttpAnswer, string>;

/** What a server answers at a path: its location's answer, an upstream's, or a file's. */
export function pageAt(process: Process, block: ServerBlock, path: string, request: HttpRequest): Page {
  const clean = normalize(path);
  const found = clean === undefined ? errorPage(400) : page(process, locate(block, clean), clean, request);
  return typeof found === 'string' ? found : { ...found, headers: headersOf(process, request, found) };
}

/** All that nginx says before a body, in its order. @source nginx src/http/ngx_http_header_filter_module.c */
function headersOf(
  process: Process,
  request: HttpRequest,
  { headers, body, status }: Exclude<HttpAnswer, string>,
): Readonly<Record<string, string>> {
  const { 'Content-Type': type, 'Last-Modified': modified, Location: location, ...others } = headers ?? {};
  return {
    Server: `nginx/${NGINX_VERSION}`,
    Date: httpDate(now(process)),
    ...(type === undefined ? {} : { 'Content-Type': type }),
    ...(status === 204 ? {} : { 'Content-Length': String(body.length) }),
    ...(modified === undefined ? {} : { 'Last-Modified': modified }),
    ...(location === undefined ? {} : { Location: location }),
    Connection: /close/i.test(request.headers['Connection'] ?? '') ? 'close' : 'keep-alive',
    ...others,
  };
}

const httpDate = (at: Millis): string => formatDate('%a, %d %b %Y %H:%M:%S GMT', at);

/** A path without `.` and `..`; undefined where it leads above the root. */
function normalize(path: string): string | undefined {
  const names: string[] = [];
  for (const name of path.split('/').slice(1)) {
    if (name === '..' && names.pop() === undefined) return undefined;
    if (name !== '..' && name !== '.' && name !== '') names.push(name);
  }
  return `/${names.join('/')}${names.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** An exact location, or the longest prefix. */
function locate(block: ServerBlock, path: string): Location {
  const exact = block.locations.find((location) => location.exact && location.path === path);
  const prefixes = block.locations
    .filter((location) => !location.exact && path.startsWith(location.path))
    .sort((a, b) => b.path.length - a.path.length);
  return exact ?? prefixes[0] ?? block.whole;
}

function page(process: Process, location: Location, path: string, request: HttpRequest): Page {
  if (location.answer) return returned(location.answer);
  if (location.proxy) return forward(process, location.proxy, request);
  let full = `${location.root}${path}`;
  let node = nodeAt(process, full);
  if (node?.type === 'directory' && !path.endsWith('/')) {
    const host = request.headers['Host'];
    return {
      ...errorPage(301),
      headers: { 'Content-Type': 'text/html', Location: `${host ? `http://${host}` : ''}${path}/` },
    };
  }
  if (node?.type === 'directory') {
    const found = location.index
      .map((name) => `${full.replace(/\/$/, '')}/${name}`)
      .find((candidate) => nodeAt(process, candidate)?.type === 'file');
    if (found === undefined) return { ...errorPage(403), problem: `directory index of "${full}" is forbidden` };
    full = found;
    node = nodeAt(process, full);
  }
  if (node?.type !== 'file')
    return { ...errorPage(404), problem: `open() "${full}" failed (2: No such file or directory)` };
  return {
    after: 1,
    status: 200,
    headers: {
      'Content-Type': /\.html?$/.test(full)
        ? 'text/html'
        : /\.txt$/.test(full)
          ? 'text/plain'
          : 'application/octet-stream',
      'Last-Modified': httpDate(node.modified),
      ETag: `"${Math.floor(node.modified / 1000).toString(16)}-${node.content.length.toString(16)}"`,
      'Accept-Ranges': 'bytes',
    },
    body: node.content,
  };
}

/** What `return` asks for: a code with a text, or with where to go. @source nginx src/http/modules/ngx_http_rewrite_module.c */
function returned({ status, text }: NonNullable<Location['answer']>): Page {
  const isRedirection = status >= 301 && status <= 308 && TITLES[status] !== undefined;
  if (isRedirection) return { ...errorPage(status), headers: { 'Content-Type': 'text/html', Location: text } };
  if (text === '' && status >= 300) return errorPage(status);
  return { after: 1, status, headers: { 'Content-Type': 'application/octet-stream' }, body: text };
}

function forward(
  process: Process,
  target: { readonly host: string; readonly port: number },
  request: HttpRequest,
): Page {
  const connection = process.network.connect(target.host, target.port);
  if (!connection.connected)
    return connection.why === 'timeout'
      ? { ...errorPage(504), problem: 'upstream timed out (110: Operation timed out) while connecting to upstream' }
      : connection.why === 'refused'
        ? { ...errorPage(502), problem: 'connect() failed (111: Connection refused) while connecting to upstream' }
        : { ...errorPage(502), problem: 'connect() failed (113: Host is unreachable) while connecting to upstream' };
  const headers = { ...request.headers, Host: target.host };
  const answer = connection.server.http?.({ ...request, headers, from: process.network.address }) ?? 'reset';
  if (typeof answer === 'string' && answer !== 'hang')
    return {
      ...errorPage(502),
      problem: 'upstream prematurely closed connection while reading response header from upstream',
    };
  if (answer === 'hang' || answer.after > READ_TIMEOUT)
    return {
      ...errorPage(504),
      after: READ_TIMEOUT,
      problem: 'upstream timed out (110: Operation timed out) while reading response header from upstream',
    };
  const { Server: _, Date: __, 'Content-Length': ___, Connection: ____, ...kept } = answer.headers ?? {};
  return { ...answer, headers: kept };
}

const TITLES: Readonly<Record<number, string>> = {
  301: '301 Moved Permanently',
  302: '302 Found',
  303: '303 See Other',
  307: '307 Temporary Redirect',
  308: '308 Permanent Redirect',
  400: '400 Bad Request',
  401: '401 Authorization Required',
  403: '403 Forbidden',
  404: '404 Not Found',
  405: '405 Not Allowed',
  429: '429 Too Many Requests',
  500: '500 Internal Server Error',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/** @source nginx src/http/ngx_http_special_response.c; a code that it has no page for has no body */
function errorPage(status: number): Exclude<HttpAnswer, string> {
  const title = TITLES[status];
  if (title === undefined) return { after: 1, status, body: '' };
  return {
    after: 1,
    status,
    reason: title.slice(4),
    headers: { 'Content-Type': 'text/html' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${NGINX_VERSION}</center>\r\n</body>\r\n</html>\r\n`,
  };
}
