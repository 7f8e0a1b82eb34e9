import { parseQuantity, compareQuantities } from '../../quantity.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { relaxedJsonPath } from './custom-columns.ts';
import { findByJsonPath, parseJsonPath } from './jsonpath.ts';
import type { Value } from './json-text.ts';

/**
 * Orders by what a path finds in each object; what has nothing there comes first.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/sorter.go
 */
export function sortBy<T>(items: readonly T[], path: string, valueOf: (item: T) => Value): readonly T[] | Failure {
  const relaxed = relaxedJsonPath(path);
  if (isFailure(relaxed)) return relaxed;
  const parsed = parseJsonPath(relaxed);
  if (!parsed.ok) return plainFailure(`${parsed.message}`);
  const keyed = items.map((item) => {
    const found = findByJsonPath(parsed.value, valueOf(item));
    return { item, key: found.ok ? (found.value[0] ?? undefined) : undefined };
  });
  if (items.length > 0 && keyed.every((k) => k.key === undefined))
    return plainFailure(`couldn't find any field with path "${relaxed}" in the list of objects`);
  return keyed.sort((a, b) => order(a.key, b.key)).map((k) => k.item);
}

function order(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [String(a), String(b)];
  const [p, q] = [parseQuantity(x), parseQuantity(y)];
  if (p && q) return compareQuantities(p, q);
  return x < y ? -1 : x > y ? 1 : 0;
}
