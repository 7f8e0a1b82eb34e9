import type { PodTemplateSpec } from '../api/schema/kinds.ts';
import { goDump } from './go-dump.ts';

/** @source kubernetes/kubernetes pkg/controller/controller_utils.go ComputeHash */
export function templateHash(template: PodTemplateSpec, collisions: number | undefined): string {
  let hash = fnv32a(goDump(template, 'v1.PodTemplateSpec', 'typed'));
  if (collisions !== undefined)
    for (let i = 0; i < 8; i++) hash = mix(hash, i < 4 ? (collisions >>> (8 * i)) & 0xff : 0);
  return safeEncode(String(hash));
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const mix = (hash: number, byte: number): number => Math.imul(hash ^ byte, PRIME) >>> 0;

/** FNV-1a, 32 bits, over the text's UTF-8 bytes. */
export function fnv32a(text: string): number {
  let hash = OFFSET;
  for (const byte of bytesOf(text)) hash = mix(hash, byte);
  return hash;
}

function* bytesOf(text: string): Generator<number, void> {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) yield code;
    else yield* utf8(code);
  }
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
