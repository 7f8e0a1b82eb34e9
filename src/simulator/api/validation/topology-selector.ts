import { duplicate, invalidFor, required, type Errors, type Path } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { TopologySelectorLabelRequirement, TopologySelectorTerm } from '../schema/kinds.ts';
import { qualifiedName } from './names.ts';

/**
 * Where a storage class makes volumes; two terms that say the same are one too many.
 * @source kubernetes/kubernetes pkg/apis/storage/validation/validation.go validateAllowedTopologies,
 *   pkg/apis/core/validation/validation.go ValidateTopologySelectorTerm
 */
export function* validateAllowedTopologies(terms: readonly TopologySelectorTerm[], at: Path): Errors {
  // Go's list begins with as many empty terms as there are to come: an empty one is like each of them.
  const seen: unknown[] = terms.map(() => ({}));
  for (const [i, { matchLabelExpressions: requirements = [] }] of terms.entries()) {
    const list = at.index(i).field('matchLabelExpressions');
    const term: Record<string, unknown> = {};
    for (const [r, requirement] of requirements.entries()) {
      const { key = '', values = [] } = requirement;
      yield* validateRequirement(requirement, list.index(r));
      if (Object.hasOwn(term, key)) yield duplicate(list.index(r).field('key'), key);
      term[key] = [...new Set(values)].sort();
    }
    for (const other of seen) if (sameJson(term, other)) yield duplicate(list, '');
    seen.push(term);
  }
}

function* validateRequirement({ key = '', values = [] }: TopologySelectorLabelRequirement, at: Path): Errors {
  if (values.length === 0) yield required(at.field('values'));
  for (const [i, value] of values.entries())
    if (values.indexOf(value) < i) yield duplicate(at.field('values').index(i), value);
  yield* invalidFor(at.field('key'), key, qualifiedName(key));
}
