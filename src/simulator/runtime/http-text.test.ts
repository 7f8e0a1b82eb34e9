import { expect, test } from 'vitest';
import { parseAnswer } from './http-text.ts';

test.each<[string, string, unknown]>([
  ['nothing', '', 'reset'],
  ['an answer', 'HTTP/1.1 200 OK\r\nA: b\r\n\r\nhi', { status: 200, headers: { A: 'b' }, body: 'hi' }],
  ['an interim answer before it', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n', { status: 204 }],
  ['an interim answer alone', 'HTTP/1.1 100 Continue\r\n\r\n', 'broken: unexpected EOF'],
  ['a word', 'hello\n', 'broken: malformed HTTP response "hello"'],
  ['a sentence', 'hello out there\n', 'broken: malformed HTTP status code "out"'],
  ['another protocol', 'ICY 200 OK\r\n\r\n', 'broken: malformed HTTP version "ICY"'],
])('what is read where a server sends %s', (_, text, expected) => {
  const answer = parseAnswer(text);
  if (typeof expected === 'string') expect(answer).toBe(expected);
  else expect(answer).toMatchObject(expected as object);
});
