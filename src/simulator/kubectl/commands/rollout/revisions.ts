import type { ControllerRevision, PodTemplateSpec, ReplicaSet } from '../../../api/schema/kinds.ts';
import type { Store } from '../../../store.ts';
import { replicaSetsOf, revisionOf } from '../../replica-sets.ts';
import type { Rolling } from './targets.ts';

/** A state that a workload had, or has. */
export interface Revision {
  readonly number: number;
  readonly template: PodTemplateSpec;
  /** The annotations of what keeps it. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly keptBy: ControllerRevision | ReplicaSet;
}

/**
 * The revisions of a workload, the lowest number first: a Deployment's ReplicaSets, the others' ControllerRevisions.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go
 */
export function revisionsOf(store: Store, object: Rolling): readonly Revision[] {
  const revisions = object.kind === 'Deployment' ? ofReplicaSets(store, object) : ofControllerRevisions(store, object);
  return revisions.sort((a, b) => a.number - b.number);
}

function ofReplicaSets(store: Store, deployment: Extract<Rolling, { kind: 'Deployment' }>): Revision[] {
  return replicaSetsOf(store, deployment).all.map((rs) => ({
    number: revisionOf(rs),
    template: rs.spec?.template ?? {},
    annotations: rs.metadata.annotations ?? {},
    keptBy: rs,
  }));
}

function ofControllerRevisions(store: Store, object: Exclude<Rolling, { kind: 'Deployment' }>): Revision[] {
  return store
    .list('ControllerRevision', object.metadata.namespace)
    .filter((r) => r.metadata.ownerReferences?.some((o) => o.controller && o.uid === object.metadata.uid))
    .map((r: ControllerRevision) => ({
      number: r.revision ?? 0,
      template: templateIn(r),
      annotations: r.metadata.annotations ?? {},
      keptBy: r,
    }));
}

/** A ControllerRevision keeps a patch that puts the template back. */
function templateIn({ data }: ControllerRevision): PodTemplateSpec {
  const { $patch: _, ...template } =
    (data as { readonly spec?: { readonly template?: PodTemplateSpec & { readonly $patch?: string } } } | undefined)
      ?.spec?.template ?? {};
  return template;
}
