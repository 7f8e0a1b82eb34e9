import { expect, test } from 'vitest';
import { base64Size, decodeBase64, encodeBase64 } from './base64.ts';

test.each(['', 'a', 'ab', 'abc', 'value', 'é€𝄞', 'line\nline'])('%j is encoded as everybody does', (text) => {
  const encoded = Buffer.from(text).toString('base64');
  expect(encodeBase64(text)).toBe(encoded);
  expect(decodeBase64(encoded)).toBe(Buffer.from(text).toString('latin1'));
  expect(base64Size(encoded)).toBe(Buffer.byteLength(text));
});
