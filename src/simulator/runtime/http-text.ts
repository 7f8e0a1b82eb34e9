import { goQuote } from '../go-quote.ts';
import type { HttpAnswer, HttpRequest } from './network.ts';

/** The words of a status line. @source RFC 9110 15 */
export const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** A request as its bytes, for a program that only sees text (nc). */
export function requestText({ method, path, headers, body }: HttpRequest): string {
  const lines = [`${method} ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/**
 * Bytes that somebody sent as an answer before closing, read as one. Interim answers (1xx) are passed over.
 * @source Go net/http/response.go ReadResponse, transport.go persistConn.readResponse
 */
export function parseAnswer(text: string, after = 1): HttpAnswer {
  if (text === '') return 'reset';
  const status = /^HTTP\/1\.[01] (\d{3})(?: ([^\r\n]*))?\r?\n/.exec(text.slice(0, 400));
  if (!status) return `broken: ${whatIsWrong(text.split('\n', 1)[0]?.replace(/\r$/, '') ?? '')}`;
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index ?? text.length);
  const headers: Record<string, string> = {};
  for (const line of head.split('\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  if (status[1]?.startsWith('1') && status[1] !== '101') {
    const rest = parseAnswer(end ? text.slice(end.index + end[0].length) : '', after);
    return rest === 'reset' ? 'broken: unexpected EOF' : rest;
  }
  return {
    after,
    status: Number(status[1]),
    headers,
    body: end ? text.slice(end.index + end[0].length) : '',
    ...(status[2] === undefined ? {} : { reason: status[2] }),
  };
}

function whatIsWrong(line: string): string {
  const space = line.indexOf(' ');
  if (space < 0) return `malformed HTTP response ${goQuote(line)}`;
  const code =
    line
      .slice(space + 1)
      .trimStart()
      .split(' ', 1)[0] ?? '';
  return /^\d{3}$/.test(code)
    ? `malformed HTTP version ${goQuote(line.slice(0, space))}`
    : `malformed HTTP status code ${goQuote(code)}`;
}

/** The first line of an answer. @example statusLine of 404 → HTTP/1.1 404 Not Found */
export const statusLine = (answer: Exclude<HttpAnswer, string>): string =>
  `HTTP/1.1 ${answer.status} ${answer.reason ?? REASONS[answer.status] ?? ''}`.trimEnd();

/** A header by name in any case. */
export const header = (headers: Readonly<Record<string, string>> | undefined, name: string): string | undefined =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
