import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

const file = join(mkdtempSync(join(tmpdir(), 'read-text-')), 'file');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

test.each([
  ['UTF-8', Buffer.from('파드: web\r\n'), '파드: web\r\n'],
  ['UTF-8 with its mark', Buffer.from('\u{feff}kind: Pod'), 'kind: Pod'],
  ['UTF-16 with its mark', utf16('\u{feff}파드: web'), '파드: web'],
  ['UTF-16, the other way round', utf16('\u{feff}파드: web').swap16(), '파드: web'],
  ['nothing', Buffer.from(''), ''],
])('%s is text', (_, bytes, text) => {
  writeFileSync(file, bytes);
  expect(readText(file)).toBe(text);
});

test.each([
  ['UTF-16 without its mark', utf16('kind: Pod'), /it is no text/],
  ['half a character', Buffer.from('파드').subarray(0, 4), /it is no text/],
  ['more than is read', Buffer.alloc(4_194_305, '#'), /larger than the 4194304 bytes/],
])('%s is refused', (_, bytes, message) => {
  writeFileSync(file, bytes);
  expect(() => readText(file)).toThrow(message);
});

test.each([
  ['a file that is not there', '/no/such/file', /there is no such file/],
  ['a folder', '.', /it is a folder/],
])('%s is refused', (_, path, message) => expect(() => readText(path)).toThrow(message));
