import { allCoded, type Errors, type Path } from '../field-error.ts';
import type { Container, Job, JobSpec, PodSpec, PodTemplateSpec } from '../schema/kinds.ts';
import { immutableValue } from './immutable.ts';
import { internalForm, shownPodTemplate } from './internal-form.ts';

/**
 * A Job's pods stay as they were asked for. While it is suspended and none of them is left, what decides where they go may
 * still change, and what they ask for.
 * @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go validatePodTemplateUpdate,
 *   validatePodResourceUpdatesOnly; pkg/registry/batch/job/strategy.go shouldAllowMutablePodTemplate
 */
export function* validateJobTemplateChange(spec: JobSpec, before: Job, at: Path): Errors {
  const { template } = spec;
  const old = before.spec.template;
  const { startTime, conditions, active = 0 } = before.status ?? {};
  const rests = !startTime || conditions?.some(({ type, status }) => type === 'Suspended' && status === 'True');
  const place = at.field('template');
  yield* allCoded(
    'job-template-fixed',
    before.spec.suspend === true && rests && active === 0
      ? immutableValue(
          template.spec,
          withResources(withScheduling(old, template), template).spec,
          place.field('spec'),
          () => internalForm('PodSpec', template.spec),
        )
      : immutableValue(template, old, place, () => shownPodTemplate(template)),
  );
}

/** `before` with what `template` says about scheduling. */
function withScheduling(before: PodTemplateSpec, template: PodTemplateSpec): PodTemplateSpec {
  const [old, spec] = [before.spec, template.spec];
  if (!old || !spec) return before;
  const affinity = { ...old.affinity, nodeAffinity: spec.affinity?.nodeAffinity };
  const without = Object.values(affinity).every((part) => part === undefined);
  const placed: PodSpec = {
    ...old,
    affinity: without && spec.affinity === undefined ? undefined : affinity,
    nodeSelector: spec.nodeSelector,
    tolerations: spec.tolerations,
    schedulingGates: spec.schedulingGates,
  };
  return {
    ...before,
    metadata: {
      ...before.metadata,
      annotations: template.metadata?.annotations,
      labels: template.metadata?.labels,
    },
    spec: placed,
  };
}

/** `before` with the resources of the containers of the same place and name in `template`. */
function withResources(before: PodTemplateSpec, template: PodTemplateSpec): PodTemplateSpec {
  const [old, spec] = [before.spec, template.spec];
  if (!old || !spec) return before;
  const merged = (containers: readonly Container[], now: readonly Container[]): readonly Container[] =>
    containers.length !== now.length
      ? containers
      : containers.map((container, i) =>
          now[i]?.name === container.name ? { ...container, resources: now[i]?.resources } : container,
        );
  return {
    ...before,
    spec: {
      ...old,
      containers: merged(old.containers, spec.containers),
      ...(old.initContainers ? { initContainers: merged(old.initContainers, spec.initContainers ?? []) } : {}),
    },
  };
}
