/**
 * An answer in a link's fragment: `#answer=…`, JSON deflated and written as base64url. What others send is not trusted: it is
 * limited in size, checked, and never replaces the learner's work unasked.
 */
import type { Work } from './draft.ts';
import { readWork } from './read-work.ts';

const PREFIX = '#answer=';
/** Characters of a fragment, and bytes of what it unpacks to: 256 KiB are more than the sandbox reads. */
const MOST_CHARACTERS = 100_000;
const MOST_BYTES = 262_144;

export type SharedAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken' }
  /** `exercise`: the one that it is an answer to, where the link says so. */
  | { readonly kind: 'work'; readonly work: Work; readonly exercise?: string };

/** @returns the fragment, with its `#`; undefined where the work is too long for a link */
export async function shareFragment(work: Work, exercise?: string): Promise<string | undefined> {
  const bytes = await through(
    new TextEncoder().encode(JSON.stringify({ ...work, exercise })),
    new CompressionStream('deflate-raw'),
  );
  let binary = '';
  for (const byte of bytes ?? []) binary += String.fromCharCode(byte);
  const fragment = PREFIX + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return bytes && fragment.length <= MOST_CHARACTERS ? fragment : undefined;
}

/** Reads a page's fragment; one that is not an answer at all is none. */
export async function readFragment(fragment: string): Promise<SharedAnswer> {
  if (!fragment.startsWith(PREFIX)) return { kind: 'none' };
  if (fragment.length > MOST_CHARACTERS) return { kind: 'broken' };
  try {
    const binary = atob(fragment.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await through(
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
      new DecompressionStream('deflate-raw'),
    );
    const read: unknown = bytes && JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const work = readWork(read);
    return work ? { kind: 'work', work, ...exerciseOf(read) } : { kind: 'broken' };
  } catch {
    return { kind: 'broken' };
  }
}

/** An id leads to a page: nothing else is taken for one. */
function exerciseOf(read: unknown): { readonly exercise?: string } {
  const { exercise } = read as { readonly exercise?: unknown };
  return typeof exercise === 'string' && /^[a-z0-9-]{1,60}$/.test(exercise) ? { exercise } : {};
}

/** Sends bytes through a stream. @returns undefined where more comes out than is read */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
