import { forbidden, type Errors, type Path } from '../field-error.ts';
import type { PodSpec, PodTemplateSpec } from '../schema/kinds.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import { seccompAgrees, validatePodAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/** What controllers make their pods of. @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodTemplateSpec */
export function* validatePodTemplateSpec(template: PodTemplateSpec, at: Path): Errors {
  const { annotations, labels } = template.metadata ?? {};
  const spec: PodSpec = template.spec ?? { containers: [] };
  yield* validateLabels(labels, at.field('labels'));
  yield* validateAnnotations(annotations, at.field('annotations'));
  yield* validatePodAnnotations(annotations, spec, at.field('annotations'));
  yield* validatePodSpec(spec, at.field('spec'), { of: 'template' });
  yield* seccompAgrees(annotations, spec, at.field('spec'));
  if (spec.ephemeralContainers?.length)
    yield forbidden(at.field('spec').field('ephemeralContainers'), 'ephemeral containers not allowed in pod template');
}
