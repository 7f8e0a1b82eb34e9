import { compareQuantities, parseQuantity } from '../../quantity.ts';
import { aggregate } from '../defaults/pod-resources.ts';
import { forbidden, invalid, type Errors, type Path } from '../field-error.ts';
import type { JsonObject } from '../json.ts';
import type { PodSpec, ResourceRequirements } from '../schema/kinds.ts';
import { isHugePages, validatePodLevelResources } from './resource-requirements.ts';

/**
 * What the pod as a whole asks for has room for its containers.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePodResources, validatePodResourceConsistency
 */
export function* validateOwnResources(
  spec: PodSpec,
  resources: ResourceRequirements,
  claims: ReadonlySet<string>,
  at: Path,
): Errors {
  if (spec.os?.name === 'windows') return yield forbidden(at, 'may not be set for a windows pod');
  if (resources.claims) yield forbidden(at.field('claims'), 'claims may not be set for Resources at pod-level');
  yield* validatePodLevelResources(resources, claims, at);
  yield* roomFor(spec, resources, 'requests', at);
  yield* roomFor(spec, resources, 'limits', at);
  for (const [i, container] of (spec.containers ?? []).entries())
    for (const [name, text] of Object.entries(container.resources?.limits ?? {})) {
      const limit = parseQuantity(text);
      const own = parseQuantity(resources.limits?.[name] ?? '');
      if (limit && own && compareQuantities(limit, own) > 0)
        yield invalid(
          at.field('containers').index(i).key(name).field('limits'),
          text,
          `must be less than or equal to pod limits of ${own.canonical}`,
        );
    }
}

/** Of limits only those of huge pages have to hold the containers' sum: nobody may have more than there are. */
function* roomFor(spec: PodSpec, resources: ResourceRequirements, list: 'requests' | 'limits', at: Path): Errors {
  for (const [name, sum] of aggregate(spec as unknown as JsonObject, list)) {
    if (list === 'limits' && !isHugePages(name)) continue;
    const own = parseQuantity(resources[list]?.[name] ?? '');
    if (own && compareQuantities(sum, own) > 0)
      yield invalid(
        at.field(list).key(name),
        own.canonical,
        `must be greater than or equal to aggregate container ${list} of ${sum.canonical}`,
      );
  }
}
