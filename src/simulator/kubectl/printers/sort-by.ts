import { compareQuantities, parseQuantity } from '../../quantity.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { goSort } from '../go-sort.ts';
import { relaxedJsonPath } from './custom-columns.ts';
import { findByJsonPath, parseJsonPath } from './jsonpath.ts';
import type { Value } from './json-text.ts';
import { naturalLess } from './natural-less.ts';

/**
 * Orders by what a path finds in each object; what has nothing there comes first. Equals may change places: Go's sort is
 * not stable.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/sorter.go
 */
export function sortBy<T>(items: readonly T[], path: string, valueOf: (item: T) => Value): readonly T[] | Failure {
  const relaxed = relaxedJsonPath(path);
  if (isFailure(relaxed)) return relaxed;
  const parsed = parseJsonPath(relaxed);
  if (!parsed.ok) return plainFailure(`${parsed.message}`);
  const keyed = items.map((item) => {
    const found = findByJsonPath(parsed.value, valueOf(item));
    return { item, keys: found.ok ? found.value : [] };
  });
  if (items.length > 0 && keyed.every((k) => k.keys.length === 0)) return nothingAt(relaxed);
  return goSort(keyed, (a, b) => isLess(a.keys, b.keys)).map((k) => k.item);
}

export function nothingAt(path: string): Failure {
  return plainFailure(`couldn't find any field with path "${path}" in the list of objects`);
}

function isLess([a, ...more]: readonly Value[], others: readonly Value[]): boolean {
  if (a === undefined && more.length === 0) return true;
  const [b] = others;
  if (b === undefined && others.length === 0) return false;
  if (a === null || a === undefined || b === null || b === undefined)
    return (a ?? null) === null && (b ?? null) !== null;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const [x, y] = [String(a), String(b)];
  const [p, q] = [parseQuantity(x), parseQuantity(y)];
  return p && q ? compareQuantities(p, q) < 0 : naturalLess(x, y);
}
