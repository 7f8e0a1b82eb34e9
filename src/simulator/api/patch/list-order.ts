import type { Json } from '../json.ts';
import { DIRECTIVE, isMap, noMergeKey, PatchError } from './patch-schema.ts';

/**
 * Puts what a patch brings and what only the server has in one list: each keeps its own order, and the server's list
 * says how they interleave.
 * @param mergeKey - '' for scalars
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go normalizeElementOrder, mergeSortedSlice
 */
export function interleave(
  patch: readonly Json[],
  serverOnly: readonly Json[],
  patchOrder: readonly Json[],
  serverOrder: readonly Json[],
  mergeKey: string,
): Json[] {
  const right = sortedLike(patch, patchOrder, mergeKey);
  const left = sortedLike(serverOnly, serverOrder, mergeKey);
  const all: Json[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const takesLeft = j >= right.length || (i < left.length && isBefore(left[i], right[j], serverOrder, mergeKey));
    all.push((takesLeft ? left[i++] : right[j++]) ?? null);
  }
  return all;
}

function isBefore(left: Json | undefined, right: Json | undefined, order: readonly Json[], mergeKey: string): boolean {
  const [l, r] = [placeIn(order, left, mergeKey), placeIn(order, right, mergeKey)];
  return l >= 0 && r >= 0 && l < r;
}

/** The place of an element in a list, or -1. */
export function placeIn(list: readonly Json[], element: Json | undefined, mergeKey: string): number {
  const value = keyValue(element, mergeKey);
  return list.findIndex((item) => keyValue(item, mergeKey) === value);
}

const keyValue = (item: Json | undefined, mergeKey: string): Json | undefined =>
  mergeKey === '' ? item : isMap(item) ? item[mergeKey] : undefined;

/**
 * A list in the order of another; elements to be deleted come last. Go sorts with a comparison that calls what it does not
 * know smaller, and so does this: by insertion, as Go does with short lists.
 */
export function sortedLike(list: readonly Json[], order: readonly Json[], mergeKey: string): Json[] {
  if (mergeKey !== '') for (const item of [...list, ...order]) requireKey(item, mergeKey);
  const isDeletion = (item: Json): boolean => mergeKey !== '' && isMap(item) && item[DIRECTIVE] === 'delete';
  const sorted = list.filter((item) => !isDeletion(item));
  const isLess = (a: Json | undefined, b: Json | undefined): boolean => {
    const [x, y] = [placeIn(order, a, mergeKey), placeIn(order, b, mergeKey)];
    return x >= 0 && y >= 0 ? x < y : true;
  };
  for (let i = 1; i < sorted.length; i++)
    for (let j = i; j > 0 && isLess(sorted[j], sorted[j - 1]); j--)
      [sorted[j], sorted[j - 1]] = [sorted[j - 1] ?? null, sorted[j] ?? null];
  return [...sorted, ...list.filter(isDeletion)];
}

/** An element's value under the merge key. Throws a PatchError for an element that is no map or has no such key. */
export function requireKey(item: Json | undefined, mergeKey: string): Json {
  if (!isMap(item)) throw new PatchError(`expected a map, but received a ${item === null ? '<nil>' : typeof item}`);
  const value = item[mergeKey];
  if (value === undefined) throw noMergeKey(item, mergeKey);
  return value;
}

/** Elements that another list has too, and the rest. */
export function partition(
  list: readonly Json[],
  by: readonly Json[],
  mergeKey: string,
): { readonly inBoth: Json[]; readonly rest: Json[] } {
  const inBoth: Json[] = [];
  const rest: Json[] = [];
  for (const item of list) {
    if (mergeKey !== '') requireKey(item, mergeKey);
    (placeIn(by, item, mergeKey) >= 0 ? inBoth : rest).push(item);
  }
  return { inBoth, rest };
}
