import type { LabelSelector } from '../schema/kinds.ts';

/** Maps as Go prints them in a message: keys in order; an unset one is null. */
export function shownMap(map: Readonly<Record<string, string>> | null | undefined): unknown {
  if (!map) return null;
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A label selector as a message shows it: fields in the order of the Go type, empty ones left out. */
export function shownSelector(selector: LabelSelector | null | undefined): unknown {
  if (!selector) return null;
  const { matchLabels, matchExpressions } = selector;
  return {
    ...(matchLabels && Object.keys(matchLabels).length > 0 ? { matchLabels: shownMap(matchLabels) } : {}),
    ...(matchExpressions?.length
      ? {
          matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
            key,
            operator,
            ...(values?.length ? { values } : {}),
          })),
        }
      : {}),
  };
}

/**
 * A list of fields of an internal Go type, which has no tags: capital letters, and null for what is unset.
 * @example shownStruct({ type: 'x' }, ['type', 'rollingUpdate']) → { Type: 'x', RollingUpdate: null }
 */
export const shownStruct = (object: object, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.map((field) => [
      field.charAt(0).toUpperCase() + field.slice(1),
      (object as Record<string, unknown>)[field] ?? null,
    ]),
  );
