import { closeSync, openSync, readSync } from 'node:fs';
import { reasonOf } from './system-error.ts';

/** Bytes that are read of one file at most: several times what the sandbox takes, escaped as JSON. */
const MOST = 4_194_304;

/**
 * The text of a file in UTF-8 or, where its byte order mark says so (Windows' shells write it), UTF-16, without the mark.
 * @param file - a path; `-` is standard input
 * Throws an Error that says why it is no text, without the file's name.
 */
export function readText(file: string): string {
  const bytes = readBytes(file);
  if (bytes.length > MOST) throw new Error(`it is larger than the ${MOST} bytes that are read`);
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // said below, as for a file with zeros in it
  }
  throw new Error('it is no text: neither UTF-8 nor UTF-16 with a byte order mark');
}

/** At most one byte more than is read. */
function readBytes(file: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(MOST + 1);
  let length = 0;
  try {
    const descriptor = file === '-' ? 0 : openSync(file, 'r');
    try {
      let read: number;
      do length += read = readSync(descriptor, bytes, length, bytes.length - length, null);
      while (read > 0);
    } finally {
      if (descriptor !== 0) closeSync(descriptor);
    }
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
  return bytes.subarray(0, length);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
