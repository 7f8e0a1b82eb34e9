import type { PodTemplateSpec } from '../api/schema/kinds.ts';
import { toBytes } from '../runtime/bytes.ts';
import { goDump } from './go-dump.ts';

/** @source kubernetes/kubernetes pkg/controller/controller_utils.go ComputeHash */
export function templateHash(template: PodTemplateSpec, collisions: number | undefined): string {
  const dump = goDump(template, 'v1.PodTemplateSpec', 'typed');
  return safeEncode(String(collisions === undefined ? hashOf(dump) : fnv32aOf(littleEndian(collisions), hashOf(dump))));
}

/** Templates that were hashed lately: a dump is long, and each variant of an exercise has the same. */
const hashes = new Map<string, number>();
const MOST_HASHES = 16;

function hashOf(dump: string): number {
  const known = hashes.get(dump);
  if (known !== undefined) return known;
  if (hashes.size === MOST_HASHES) hashes.clear();
  const hash = fnv32a(dump);
  hashes.set(dump, hash);
  return hash;
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a, 32 bits, over the text's UTF-8 bytes. */
export const fnv32a = (text: string): number => fnv32aOf(toBytes(text), OFFSET);

function fnv32aOf(bytes: string, from: number): number {
  let hash = from;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes.charCodeAt(i), PRIME);
  return hash >>> 0;
}

/** Eight bytes of a number that is less than 2³². */
const littleEndian = (n: number): string =>
  String.fromCharCode(...Array.from({ length: 8 }, (_, i) => (i < 4 ? (n >>> (8 * i)) & 0xff : 0)));

/**
 * The hash in a revision's name: FNV-1 over its data as Go writes it, then the collisions.
 * @source kubernetes/kubernetes pkg/controller/history/controller_history.go HashControllerRevision; recorded: sts/ordered-start
 */
export function revisionHash(json: string, collisions: number): string {
  let hash = OFFSET;
  const bytes = toBytes(`${json}${collisions}`);
  for (let i = 0; i < bytes.length; i++) hash = (Math.imul(hash, PRIME) ^ bytes.charCodeAt(i)) >>> 0;
  return safeEncode(String(hash));
}

/** Letters and digits of which no bad word can be made. @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go SafeEncodeString */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
const safeEncode = (digits: string): string =>
  [...digits].map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length]).join('');
