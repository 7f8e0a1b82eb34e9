import { forbidden, invalid, type Errors, type Path } from '../field-error.ts';
import type { LabelSelector } from '../schema/kinds.ts';
import { validateLabelName } from './metadata.ts';

interface Keys {
  readonly labelSelector?: LabelSelector | undefined;
  readonly matchLabelKeys?: readonly string[] | undefined;
  readonly mismatchLabelKeys?: readonly string[] | undefined;
}

/**
 * Labels whose value is taken from the pod itself: they need a selector to add to, and say nothing twice.
 * When this is asked the server has already added them to the selector, so a key that stands there twice was given twice.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateMatchLabelKeysAndMismatchLabelKeys
 */
export function* validateMatchLabelKeys(
  { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] }: Keys,
  at: Path,
): Errors {
  yield* validateKeys(matchLabelKeys, labelSelector, at.field('matchLabelKeys'));
  yield* validateKeys(mismatchLabelKeys, labelSelector, at.field('mismatchLabelKeys'));
  const named = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const i = matchLabelKeys.lastIndexOf(key);
    if (i >= 0 && named.has(key)) yield invalid(at.index(i), key, 'exists in both matchLabelKeys and labelSelector');
    named.add(key);
  }
  for (const [i, key] of matchLabelKeys.entries())
    if (mismatchLabelKeys.includes(key))
      yield invalid(at.field('matchLabelKeys').index(i), key, 'exists in both matchLabelKeys and mismatchLabelKeys');
}

function* validateKeys(keys: readonly string[], selector: LabelSelector | undefined, at: Path): Errors {
  if (keys.length > 0 && !selector) yield forbidden(at, 'must not be specified when labelSelector is not set');
  else for (const [i, key] of keys.entries()) yield* validateLabelName(key, at.index(i));
}
