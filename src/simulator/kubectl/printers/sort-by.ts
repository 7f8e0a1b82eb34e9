import { compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { goSort } from '../go-sort.ts';
import { relaxedJsonPath } from './custom-columns.ts';
import { findByJsonPath, parseJsonPath } from './jsonpath.ts';
import { isMap, type Value } from './json-text.ts';

/**
 * Orders by what a path finds in each object; what has nothing there comes first. Equals may change places: Go's sort is
 * not stable.
 * @param unsortable - what is said where two values have no order, of the path and why
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/sorter.go
 */
export function sortBy<T>(
  items: readonly T[],
  path: string,
  valueOf: (item: T) => Value,
  unsortable: (path: string, why: string) => Failure,
): readonly T[] | Failure {
  const relaxed = relaxedJsonPath(path);
  if (isFailure(relaxed)) return relaxed;
  const parsed = parseJsonPath(relaxed);
  if (!parsed.ok) return plainFailure(`${parsed.message}`);
  const keyed = items.map((item) => {
    const found = findByJsonPath(parsed.value, valueOf(item));
    return { item, key: found.ok ? keyOf(found.value) : undefined };
  });
  if (items.length > 0 && keyed.every((k) => k.key === undefined)) return nothingAt(relaxed);
  let problem: string | undefined;
  const sorted = goSort(keyed, (a, b) => {
    problem ??= incomparable(a.key, b.key);
    return problem === undefined && isLess(a.key, b.key);
  });
  return problem === undefined ? sorted.map((k) => k.item) : unsortable(relaxed, problem);
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
  const [isNull, otherIsNull] = [isNothing(a.value), isNothing(b.value)];
  if (isNull || otherIsNull) return isNull && !otherIsNull;
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value < b.value;
  return a.quantity && b.quantity ? compareQuantities(a.quantity, b.quantity) < 0 : a.text < b.text;
}

const isNothing = (value: Value): boolean => value === null || value === undefined;

/** Only numbers and texts have an order, each among themselves. */
function incomparable(a: Key | undefined, b: Key | undefined): string | undefined {
  if (!a || !b || isNothing(a.value) || isNothing(b.value)) return undefined;
  const type = isMap(a.value)
    ? 'map[string]interface {}'
    : Array.isArray(a.value)
      ? '[]interface {}'
      : typeof a.value === 'boolean'
        ? 'bool'
        : undefined;
  if (type !== undefined) return `unsortable type: ${type}`;
  return typeof a.value === typeof b.value ? undefined : 'unsortable interface: interface';
}
