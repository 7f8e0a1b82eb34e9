import { qosClass } from '../../pod/qos.ts';
import { forbidden, invalid, Path, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { Container, Pod, ResourceRequirements } from '../schema/kinds.ts';
import { internalForm } from './internal-form.ts';
import { validateObjectMetaUpdate } from './metadata.ts';
import { isMirror } from './pod-annotations.ts';
import { validatePod } from './pod.ts';

const SPEC = Path.root('spec');

/**
 * The resize subresource: CPU and memory of containers and sidecars, within the pod's QoS class.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodResize
 */
export function* validatePodResize(pod: Pod, before: Pod): Errors {
  const never = isMirror(before.metadata)
    ? 'static pods'
    : before.spec.os?.name === 'windows'
      ? 'windows pods'
      : undefined;
  if (never !== undefined) return yield forbidden(Path.root(''), `${never} cannot be resized`);

  const errors = [
    ...validateObjectMetaUpdate(pod.metadata, before.metadata, Path.root('metadata')),
    ...validatePod(pod),
    ...validateChanges(pod, before),
  ];
  yield* errors;
  const [now, then] = [withOldAmounts(pod, before), before.spec];
  if (errors.length === 0 && !sameJson(internalForm('PodSpec', now), internalForm('PodSpec', then)))
    yield forbidden(SPEC, 'only cpu and memory resources are mutable');
}

function* validateChanges(pod: Pod, before: Pod): Errors {
  if ((before.status.qosClass ?? qosClass(before.spec)) !== qosClass(pod.spec))
    yield invalid(SPEC, pod.status.qosClass ?? '', 'Pod QOS Class may not change as a result of resizing');
  const running = before.status.containerStatuses?.find(({ state }) => state?.running);
  if (running && !running.resources) yield forbidden(SPEC, 'Pod running on node without support for resize');

  const order = [...validateOrder(pod, before)];
  yield* order;
  if (order.length > 0) return;
  for (const list of ['initContainers', 'containers'] as const)
    for (const [i, old] of (before.spec[list] ?? []).entries())
      yield* nothingRemoved(
        pod.spec[list]?.[i]?.resources,
        old.resources,
        SPEC.field(list).index(i).field('resources'),
      );

  for (const [i, old] of (before.spec.containers ?? []).entries())
    if (!same(withOldComputeResources(pod.spec.containers[i] ?? old, old), old))
      yield forbidden(SPEC, 'only cpu and memory resources are mutable');
  for (const [i, old] of (before.spec.initContainers ?? []).entries()) {
    const now = pod.spec.initContainers?.[i] ?? old;
    const at = SPEC.field('initContainers').index(i);
    if (!same(withOldComputeResources(now, old), old))
      yield forbidden(at, 'only cpu and memory resources for init or sidecar containers are mutable');
    if (old.restartPolicy !== 'Always' && !same(now, old))
      for (const { restartPolicy } of now.resizePolicy ?? [])
        if (restartPolicy === 'RestartContainer')
          yield forbidden(at, 'non-sidecar init containers with a resize policy of RestartContainer cannot be resized');
  }
}

/** @source …/validation.go validatePodResizeContainerOrdering */
function* validateOrder(pod: Pod, before: Pod): Errors {
  for (const list of ['containers', 'initContainers'] as const) {
    const [now, old] = [pod.spec[list] ?? [], before.spec[list] ?? []];
    if (now.length !== old.length) yield forbidden(SPEC.field(list), `${list} may not be added or removed on resize`);
    else
      for (const [i, { name }] of old.entries())
        if (now[i]?.name !== name)
          yield forbidden(SPEC.field(list).index(i).field('name'), `${list} may not be renamed or reordered on resize`);
  }
}

const same = (a: Container, b: Container): boolean =>
  sameJson(internalForm('Container', a), internalForm('Container', b));

function* nothingRemoved(
  now: ResourceRequirements | undefined,
  old: ResourceRequirements | undefined,
  at: Path,
): Errors {
  for (const list of ['requests', 'limits'] as const)
    if (Object.keys(old?.[list] ?? {}).some((name) => now?.[list]?.[name] === undefined))
      yield forbidden(at.field(list), `resource ${list} cannot be removed`);
}

function withOldAmounts(pod: Pod, before: Pod): Pod['spec'] {
  const { spec } = pod;
  const undo = (containers: readonly Container[] | undefined, old: readonly Container[] | undefined) =>
    containers?.map((container, i) => withOldComputeResources(container, old?.[i] ?? container));
  return {
    ...spec,
    containers: undo(spec.containers, before.spec.containers) ?? [],
    initContainers: undo(spec.initContainers, before.spec.initContainers),
  };
}

/** The container with the CPU and memory it had; a list it did not have it has no more. */
function withOldComputeResources(container: Container, before: Container): Container {
  const list = (name: 'limits' | 'requests') => {
    const old = before.resources?.[name];
    if (!old) return undefined;
    const rest = Object.entries(container.resources?.[name] ?? {}).filter(
      ([resource]) => resource !== 'cpu' && resource !== 'memory',
    );
    const kept = Object.entries(old).filter(([resource]) => resource === 'cpu' || resource === 'memory');
    return Object.fromEntries([...rest, ...kept]);
  };
  return {
    ...container,
    resources: { limits: list('limits'), requests: list('requests'), claims: before.resources?.claims },
  };
}
