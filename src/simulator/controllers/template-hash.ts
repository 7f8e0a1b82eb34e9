import type { PodTemplateSpec } from '../api/schema/kinds.ts';
import { goDump } from './go-dump.ts';

/** @source kubernetes/kubernetes pkg/controller/controller_utils.go ComputeHash */
export function templateHash(template: PodTemplateSpec, collisions: number | undefined): string {
  let hash = fnv32a(goDump(template, 'v1.PodTemplateSpec', 'typed'));
  if (collisions !== undefined)
    hash = fnv32aOf(
      Array.from({ length: 8 }, (_, i) => (i < 4 ? (collisions >>> (8 * i)) & 0xff : 0)),
      hash,
    );
  return safeEncode(String(hash));
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a, 32 bits, over the text's UTF-8 bytes. */
export const fnv32a = (text: string): number => fnv32aOf(bytesOf(text), OFFSET);

function fnv32aOf(bytes: readonly number[], from: number): number {
  let hash = from;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, PRIME);
  return hash >>> 0;
}

function bytesOf(text: string): readonly number[] {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes.push(code);
    else {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      bytes.push(...utf8(point));
    }
  }
  return bytes;
}

function utf8(code: number): readonly number[] {
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
  return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
}

/**
 * The hash in a revision's name: FNV-1 over its data as Go writes it, then the collisions.
 * @source kubernetes/kubernetes pkg/controller/history/controller_history.go HashControllerRevision; recorded: sts/ordered-start
 */
export function revisionHash(json: string, collisions: number): string {
  let hash = OFFSET;
  for (const byte of bytesOf(`${json}${collisions}`)) hash = (Math.imul(hash, PRIME) ^ byte) >>> 0;
  return safeEncode(String(hash));
}

/** Letters and digits of which no bad word can be made. @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go SafeEncodeString */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
const safeEncode = (digits: string): string =>
  [...digits].map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length]).join('');
