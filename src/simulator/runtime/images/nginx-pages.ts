import type { Millis } from '../../clock.ts';
import type { HttpAnswer, HttpRequest } from '../network.ts';
import type { Process } from '../process.ts';
import { nodeAt } from '../system-calls.ts';
import type { Location, ServerBlock } from './nginx-configuration.ts';

export const NGINX_VERSION = '1.27.5';
/** How long an upstream is waited for. @source nginx proxy_read_timeout */
const READ_TIMEOUT: Millis = 60_000;

/** What a server answers at a path: its location's answer, an upstream's, or a file's. */
export function pageAt(process: Process, block: ServerBlock, path: string, request: HttpRequest): HttpAnswer {
  const clean = normalize(path);
  return clean === undefined ? errorPage(400) : page(process, locate(block, clean), clean, request);
}

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

function page(process: Process, location: Location, path: string, request: HttpRequest): HttpAnswer {
  if (location.answer)
    return {
      after: 1,
      status: location.answer.status,
      body: location.answer.text,
      ...(location.answer.status >= 300 && location.answer.status < 400
        ? { headers: { Location: location.answer.text } }
        : {}),
    };
  if (location.proxy) return forward(process, location.proxy, request);
  let full = `${location.root}${path}`;
  let node = nodeAt(process, full);
  if (node?.type === 'directory' && !path.endsWith('/'))
    return { ...errorPage(301), headers: { 'Content-Type': 'text/html', Location: `${path}/` } };
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
          Server: `nginx/${NGINX_VERSION}`,
        },
        body: node.content,
      }
    : errorPage(404);
}

function forward(
  process: Process,
  target: { readonly host: string; readonly port: number },
  request: HttpRequest,
): HttpAnswer {
  const connection = process.network.connect(target.host, target.port);
  if (!connection.connected) return errorPage(connection.why === 'timeout' ? 504 : 502);
  const headers = { ...request.headers, Host: target.host };
  const answer = connection.server.http?.({ ...request, headers, from: process.network.address }) ?? 'reset';
  if (answer === 'reset') return errorPage(502);
  return answer === 'hang' || answer.after > READ_TIMEOUT ? { ...errorPage(504), after: READ_TIMEOUT } : answer;
}

const TITLES: Readonly<Record<number, string>> = {
  301: '301 Moved Permanently',
  400: '400 Bad Request',
  403: '403 Forbidden',
  404: '404 Not Found',
  502: '502 Bad Gateway',
  504: '504 Gateway Time-out',
};

const errorPage = (status: number): Exclude<HttpAnswer, string> => ({
  after: 1,
  status,
  headers: { 'Content-Type': 'text/html' },
  body: `<html>\r\n<head><title>${TITLES[status] ?? ''}</title></head>\r\n<body>\r\n<center><h1>${TITLES[status] ?? ''}</h1></center>\r\n<hr><center>nginx/${NGINX_VERSION}</center>\r\n</body>\r\n</html>\r\n`,
});
