import { expect, test } from 'vitest';
import { base64Size, decodeBase64, encodeBase64, fromBase64, toBase64 } from './base64.ts';

test.each(['', 'a', 'ab', 'abc', 'value', 'é€𝄞', 'line\nline'])('%j is encoded as everybody does', (text) => {
  const encoded = Buffer.from(text).toString('base64');
  const bytes = Buffer.from(text).toString('latin1');
  expect([toBase64(text), encodeBase64(bytes)]).toEqual([encoded, encoded]);
  expect([fromBase64(encoded), decodeBase64(encoded)]).toEqual([text, bytes]);
  expect(base64Size(encoded)).toBe(Buffer.byteLength(text));
});
