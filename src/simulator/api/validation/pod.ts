import { forbidden, invalid, Path, type Errors } from '../field-error.ts';
import type { Pod } from '../schema/kinds.ts';
import { unpaddedImage } from './containers.ts';
import { validateObjectMeta } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { appArmorAgrees, seccompAgrees, validatePodAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodCreate */
export function* validatePodCreate(pod: Pod): Errors {
  const { spec, metadata } = pod;
  yield* validatePod(pod);
  if (spec.ephemeralContainers?.length) yield forbidden(SPEC.field('ephemeralContainers'), 'cannot be set on create');
  if (spec.nodeName && spec.schedulingGates?.length)
    yield forbidden(SPEC.field('nodeName'), 'cannot be set until all schedulingGates have been cleared');
  yield* seccompAgrees(metadata.annotations, spec, SPEC);
  yield* appArmorAgrees(metadata.annotations, spec, SPEC);
}

/** What a Pod has to be, new or changed. @source …/validation.go validatePodMetadataAndSpec */
export function* validatePod({ spec, metadata }: Pod): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  yield* validatePodAnnotations(metadata.annotations, spec, METADATA.field('annotations'));
  yield* validatePodSpec(spec, SPEC, { of: 'pod', podName: metadata.name });
  if (!spec.serviceAccountName)
    for (const [v, volume] of (spec.volumes ?? []).entries())
      for (const [s, source] of (volume.projected?.sources ?? []).entries())
        if (source.serviceAccountToken)
          yield forbidden(
            SPEC.field('volumes').index(v).field('projected').field('sources').index(s).field('serviceAccountToken'),
            'must not be specified when serviceAccountName is not set',
          );
  for (const list of ['containers', 'initContainers'] as const)
    for (const [i, container] of (spec[list] ?? []).entries())
      yield* unpaddedImage(container, SPEC.field(list).index(i));
}

/** What an update of a Pod may say of its deadline: nothing new, or less. @returns false where nothing else is looked at */
export function* validateDeadlineChange(
  deadline: number | undefined,
  before: number | undefined,
): Generator<ReturnType<typeof invalid>, boolean> {
  const at = SPEC.field('activeDeadlineSeconds');
  if (deadline === undefined) {
    if (before !== undefined) yield invalid(at, null, 'must not update from a positive integer to nil value');
    return true;
  }
  if (deadline < 0 || deadline > 2_147_483_647) {
    yield invalid(at, deadline, 'must be between 0 and 2147483647, inclusive');
    return false;
  }
  if (before !== undefined && before < deadline) {
    yield invalid(at, deadline, 'must be less than or equal to previous value');
    return false;
  }
  return true;
}
