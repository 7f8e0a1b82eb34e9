import type { Clock } from '../../clock.ts';
import { qosClass } from '../../pod/qos.ts';
import { timestamp } from '../../timestamp.ts';
import { withMetadata } from '../object-metadata.ts';
import type {
  Container,
  KubeObject,
  LabelSelector,
  Pod,
  PodAffinityTerm,
  PodSpec,
  TopologySpreadConstraint,
} from '../schema/kinds.ts';
import { appArmorWarnings } from '../validation/pod-warnings.ts';
import { nextGeneration, withField } from './generation.ts';
import { inTodaysFields } from './pod-versions.ts';
import type { Strategy } from './strategy.ts';

/**
 * A new Pod is Pending, of a class, and its label keys are turned into selectors.
 * @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go
 */
export const podStrategy: Strategy = {
  prepareForCreate: (object, { clock }) => {
    const pod = inTodaysFields(object as Pod);
    const spec = withLabelKeys(withPositiveGrace(pod.spec), pod.metadata.labels ?? {});
    return withMetadata(
      {
        ...pod,
        spec,
        // a class that is given is believed, as upstream's computation of it looks at the status first
        status: { phase: 'Pending', qosClass: pod.status?.qosClass || qosClass(spec), ...gated(spec, clock) },
      } as Pod,
      { generation: 1 },
    );
  },
  warningsOnPrepare: (object) => appArmorWarnings(object as Pod),
  prepareForUpdate: (object, before, _context, subresource) => {
    if (subresource === 'status') return statusWrite(object as Pod, before as Pod);
    if (subresource === 'ephemeralcontainers')
      return nextGeneration(withEphemeralContainers(object as Pod, before as Pod), before);
    if (subresource === 'resize') return nextGeneration(resized(object as Pod, before as Pod), before);
    const status = (before as Pod).status;
    const updated = withField(
      object,
      'status',
      status.qosClass ? status : { ...status, qosClass: qosClass((object as Pod).spec) },
    );
    return nextGeneration(updated, before);
  },
  update: 'unconditional',
};

/** @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go podStatusStrategy; pkg/apis/core/v1/conversion.go */
function statusWrite(pod: Pod, before: Pod): KubeObject {
  const { podIP, podIPs = [] } = pod.status;
  const addresses = podIP && podIPs[0]?.ip !== podIP ? { podIPs: [{ ip: podIP }] } : {};
  const status = { ...pod.status, ...addresses, qosClass: pod.status.qosClass || before.status.qosClass };
  return withMetadata({ ...pod, spec: before.spec, status } as Pod, {
    ownerReferences: before.metadata.ownerReferences,
  });
}

/** Nothing but the ephemeral containers is taken over. @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go dropNonEphemeralContainerUpdates */
function withEphemeralContainers({ spec: { ephemeralContainers } }: Pod, before: Pod): Pod {
  const { ephemeralContainers: _, ...spec } = before.spec;
  return { ...before, spec: { ...spec, ...(ephemeralContainers ? { ephemeralContainers } : {}) } };
}

/**
 * A resize changes what containers ask for and nothing else; that none was added, removed or renamed, validation looks.
 * @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go dropNonResizeUpdates
 */
function resized(pod: Pod, before: Pod): Pod {
  const { containers, initContainers = [] } = pod.spec;
  const { containers: old, initContainers: oldInit = [] } = before.spec;
  if (containers.length !== old.length || initContainers.length !== oldInit.length) return pod;
  return {
    ...before,
    metadata: { ...before.metadata, resourceVersion: pod.metadata.resourceVersion },
    spec: {
      ...before.spec,
      containers: asked(containers, old),
      ...(before.spec.initContainers ? { initContainers: asked(initContainers, oldInit) } : {}),
    },
  };
}

const asked = (containers: readonly Container[], old: readonly Container[]): readonly Container[] =>
  containers.some(({ name }, i) => name !== old[i]?.name)
    ? containers
    : old.map((container, i) => ({
        ...container,
        resources: containers[i]?.resources,
        resizePolicy: containers[i]?.resizePolicy,
      }));

/** Less than no time is one second. */
const withPositiveGrace = (spec: PodSpec): PodSpec =>
  (spec.terminationGracePeriodSeconds ?? 0) < 0 ? { ...spec, terminationGracePeriodSeconds: 1 } : spec;

const GATED = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
  lastProbeTime: null,
};

const gated = (spec: PodSpec, clock: Clock): Partial<Pod['status']> =>
  spec.schedulingGates?.length ? { conditions: [{ ...GATED, lastTransitionTime: timestamp(clock) }] } : {};

/** @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go applyMatchLabelKeysAndMismatchLabelKeys, applyMatchLabelKeysInTopologySpread */
function withLabelKeys(spec: PodSpec, labels: Readonly<Record<string, string>>): PodSpec {
  const { affinity, topologySpreadConstraints: spread } = spec;
  const term = (t: PodAffinityTerm): PodAffinityTerm => affinityTerm(t, labels);
  const of = <A extends NonNullable<typeof affinity>['podAffinity']>(a: A): A =>
    a && {
      ...a,
      ...(a.requiredDuringSchedulingIgnoredDuringExecution
        ? { requiredDuringSchedulingIgnoredDuringExecution: a.requiredDuringSchedulingIgnoredDuringExecution.map(term) }
        : {}),
      ...(a.preferredDuringSchedulingIgnoredDuringExecution
        ? {
            preferredDuringSchedulingIgnoredDuringExecution: a.preferredDuringSchedulingIgnoredDuringExecution.map(
              (p) => ({ ...p, podAffinityTerm: term(p.podAffinityTerm) }),
            ),
          }
        : {}),
    };
  if (!affinity?.podAffinity && !affinity?.podAntiAffinity && !spread?.some((s) => s.matchLabelKeys?.length))
    return spec;
  return {
    ...spec,
    ...(affinity
      ? {
          affinity: {
            ...affinity,
            ...(affinity.podAffinity ? { podAffinity: of(affinity.podAffinity) } : {}),
            ...(affinity.podAntiAffinity ? { podAntiAffinity: of(affinity.podAntiAffinity) } : {}),
          },
        }
      : {}),
    ...(spread ? { topologySpreadConstraints: spread.map((s) => spreadConstraint(s, labels)) } : {}),
  };
}

function affinityTerm(term: PodAffinityTerm, labels: Readonly<Record<string, string>>): PodAffinityTerm {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  if (!labelSelector || (matchLabelKeys.length === 0 && mismatchLabelKeys.length === 0)) return term;
  return {
    ...term,
    labelSelector: extended(labelSelector, labels, [
      ...matchLabelKeys.map((k) => [k, 'In'] as const),
      ...mismatchLabelKeys.map((k) => [k, 'NotIn'] as const),
    ]),
  };
}

function spreadConstraint(
  constraint: TopologySpreadConstraint,
  labels: Readonly<Record<string, string>>,
): TopologySpreadConstraint {
  const { matchLabelKeys = [], labelSelector } = constraint;
  if (!labelSelector || matchLabelKeys.length === 0) return constraint;
  return {
    ...constraint,
    labelSelector: extended(
      labelSelector,
      labels,
      matchLabelKeys.map((k) => [k, 'In'] as const),
    ),
  };
}

/** A key that the pod has no label for asks for nothing. */
function extended(
  selector: LabelSelector,
  labels: Readonly<Record<string, string>>,
  keys: readonly (readonly [string, 'In' | 'NotIn'])[],
): LabelSelector {
  const added = keys.flatMap(([key, operator]) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  return added.length === 0
    ? selector
    : { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
