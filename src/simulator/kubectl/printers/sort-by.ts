import { compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
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
    return { item, key: found.ok ? keyOf(found.value) : undefined };
  });
  if (items.length > 0 && keyed.every((k) => k.key === undefined)) return nothingAt(relaxed);
  return goSort(keyed, (a, b) => isLess(a.key, b.key)).map((k) => k.item);
}

/** What is compared, read once: undefined where there is nothing. */
interface Key {
  readonly value: Value;
  readonly text: string;
  readonly quantity: Quantity | undefined;
}

function keyOf([value, ...more]: readonly Value[]): Key | undefined {
  if (value === undefined && more.length === 0) return undefined;
  const text = String(value);
  return { value, text, quantity: typeof value === 'string' ? parseQuantity(text) : undefined };
}

export function nothingAt(path: string): Failure {
  return plainFailure(`couldn't find any field with path "${path}" in the list of objects`);
}

function isLess(a: Key | undefined, b: Key | undefined): boolean {
  if (!a) return true;
  if (!b) return false;
  const [isNull, otherIsNull] = [a.value === null || a.value === undefined, b.value === null || b.value === undefined];
  if (isNull || otherIsNull) return isNull && !otherIsNull;
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value < b.value;
  return a.quantity && b.quantity ? compareQuantities(a.quantity, b.quantity) < 0 : naturalLess(a.text, b.text);
}
