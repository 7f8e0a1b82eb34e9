import type { PodTemplateSpec, ReplicaSet } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';

/** @source kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go */
export const annotations = {
  revision: 'deployment.kubernetes.io/revision',
  history: 'deployment.kubernetes.io/revision-history',
  desired: 'deployment.kubernetes.io/desired-replicas',
  max: 'deployment.kubernetes.io/max-replicas',
} as const;

export const HASH_LABEL = 'pod-template-hash';

export const replicasOf = ({ spec }: ReplicaSet): number => spec.replicas ?? 1;
export const availableOf = ({ status }: ReplicaSet): number => status.availableReplicas ?? 0;
export const isActiveSet = (set: ReplicaSet): boolean => replicasOf(set) > 0;

export const total = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number =>
  sets.reduce((sum, set) => sum + count(set), 0);

/** Oldest first, then by name. */
export function byAge({ metadata: a }: ReplicaSet, { metadata: b }: ReplicaSet): number {
  if (a.creationTimestamp !== b.creationTimestamp) return a.creationTimestamp < b.creationTimestamp ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

const numberIn = (set: ReplicaSet, annotation: string): number | undefined => {
  const text = set.metadata.annotations?.[annotation];
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
};

export const revisionOf = (set: ReplicaSet): number => numberIn(set, annotations.revision) ?? 0;
export const desiredOf = (set: ReplicaSet): number | undefined => numberIn(set, annotations.desired);
export const maxReplicasOf = (set: ReplicaSet): number | undefined => numberIn(set, annotations.max);

/** The ReplicaSet of a template: the oldest, should there be several. @source the same file, FindNewReplicaSet, EqualIgnoreHash */
export function setWithTemplate(template: PodTemplateSpec, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort(byAge).find((set) => isSameTemplate(set.spec.template ?? NONE, template));
}

const NONE: PodTemplateSpec = {};
/** What a template was last compared with: stored objects stay as they are, and a rollout asks at each step. */
const compared = new WeakMap<PodTemplateSpec, { readonly to: PodTemplateSpec; readonly same: boolean }>();

function isSameTemplate(template: PodTemplateSpec, to: PodTemplateSpec): boolean {
  const known = compared.get(template);
  if (known?.to === to) return known.same;
  const same = sameJson(withoutHash(template), withoutHash(to));
  compared.set(template, { to, same });
  return same;
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [HASH_LABEL]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
