import { invalid, invalidFor, required, type Errors, type Path } from '../field-error.ts';
import type { CrossVersionObjectReference } from '../schema/kinds.ts';
import { pathSegment } from './plain-metadata.ts';

/**
 * What an autoscaler points at.
 * @param groups - a ReplicationController is the only thing of the core group that can be scaled
 * @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go ValidateCrossVersionObjectReference
 */
export function* validateScalableReference(
  reference: CrossVersionObjectReference | undefined,
  at: Path,
  groups: 'any group' | 'named groups' | 'unchecked',
): Errors {
  for (const field of ['kind', 'name'] as const) {
    const value = reference?.[field] ?? '';
    if (value === '') yield required(at.field(field));
    else yield* invalidFor(at.field(field), value, pathSegment(value));
  }
  const version = reference?.apiVersion ?? '';
  const problem = groups === 'unchecked' ? undefined : versionProblem(version, groups);
  if (problem !== undefined) yield invalid(at.field('apiVersion'), version, problem);
}

/**
 * @returns why it is no apiVersion; "named groups": one without a group, such as v1, is none either
 * @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go ValidateAPIVersion
 */
export function versionProblem(version: string, groups: 'any group' | 'named groups'): string | undefined {
  const slashes = version.split('/').length - 1;
  if (slashes > 1) return `unexpected GroupVersion string: ${version}`;
  const hasGroup = slashes === 1 && !version.startsWith('/');
  return groups === 'named groups' && !hasGroup ? 'apiVersion must specify API group' : undefined;
}
