import type { Deployment, PodTemplateSpec, ReplicaSet } from '../api/schema/kinds.ts';
import type { Store } from '../store.ts';
import { parseTimestamp } from '../timestamp.ts';
import { compactJson, type Value } from './printers/json-text.ts';

export interface ReplicaSets {
  /** The one whose template is the Deployment's. */
  readonly newest: ReplicaSet | undefined;
  /** The others that still want Pods. */
  readonly older: readonly ReplicaSet[];
  /** All, the earliest first. */
  readonly all: readonly ReplicaSet[];
}

/**
 * The ReplicaSets of a Deployment.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/deployment/deployment.go GetAllReplicaSets, FindNewReplicaSet, FindOldReplicaSets
 */
export function replicaSetsOf(store: Store, { metadata, spec }: Pick<Deployment, 'metadata' | 'spec'>): ReplicaSets {
  const all = store
    .list('ReplicaSet', metadata.namespace)
    .filter((rs) => rs.metadata.ownerReferences?.some((o) => o.controller && o.uid === metadata.uid))
    .sort((a, b) => createdAt(a) - createdAt(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
  const wanted = withoutHash(spec?.template);
  const newest = all.find((rs) => withoutHash(rs.spec?.template) === wanted);
  return { newest, older: all.filter((rs) => rs !== newest && (rs.spec?.replicas ?? 0) > 0), all };
}

/** A revision's number; 0 where there is none. */
export function revisionOf(rs: ReplicaSet): number {
  return Number(rs.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}

function createdAt(rs: ReplicaSet): number {
  return parseTimestamp(rs.metadata.creationTimestamp ?? '') ?? 0;
}

/** A template as text, without the label that its ReplicaSet added. */
function withoutHash(template: PodTemplateSpec | undefined): string {
  if (!template) return '';
  const labels = Object.fromEntries(
    Object.entries(template.metadata?.labels ?? {}).filter(([key]) => key !== 'pod-template-hash'),
  );
  const { creationTimestamp: _, ...metadata } = template.metadata ?? {};
  return compactJson({ ...template, metadata: { ...metadata, labels } } as unknown as Value);
}
