import { invalid, type Errors, type Path } from '../field-error.ts';
import { sameJson } from '../same-json.ts';

/** A structure that may not change. @param shown - its new value as a message shows it */
export function* immutableValue(value: unknown, before: unknown, at: Path, shown: () => unknown): Errors {
  if (!sameJson(value ?? undefined, before ?? undefined)) yield invalid(at, shown(), 'field is immutable');
}

/** A scalar that Go holds by a pointer, so that unset is a value too. */
export function* immutablePointer<T extends string | number | boolean>(
  value: T | undefined,
  before: T | undefined,
  at: Path,
): Errors {
  if (value !== before) yield invalid(at, value ?? null, 'field is immutable');
}
