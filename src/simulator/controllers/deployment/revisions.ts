import type { JsonObject } from '../../api/json.ts';
import type { Deployment, ReplicaSet } from '../../api/schema/kinds.ts';
import { controllerReference } from '../ownership.ts';
import { sizeAnnotations } from './proportional-scaling.ts';
import { annotations, HASH_LABEL, revisionOf } from './replica-sets.ts';

/** Annotations of a Deployment that say something about it alone. @source kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go annotationsToSkip */
const NOT_COPIED: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  ...Object.values(annotations),
]);
/** Letters; older revisions are forgotten beyond them. */
const LONGEST_HISTORY = 2000;

/** The revision that the new ReplicaSet has to have: one more than all the old ones. */
export const nextRevision = (old: readonly ReplicaSet[]): number => Math.max(0, ...old.map(revisionOf)) + 1;

/**
 * The annotations that a Deployment's new ReplicaSet shall have.
 * @source the same file, SetNewReplicaSetAnnotations
 */
export function revisionAnnotations(
  deployment: Deployment,
  before: Readonly<Record<string, string>>,
  revision: number,
): Readonly<Record<string, string>> {
  const copied = Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key)),
  );
  const old = before[annotations.revision];
  const all = { ...before, ...copied };
  if (Number(old ?? 0) >= revision) return all;
  const history = old === undefined ? undefined : historyWith(before[annotations.history], old);
  return {
    ...all,
    [annotations.revision]: String(revision),
    ...(history === undefined ? {} : { [annotations.history]: history }),
  };
}

function historyWith(history: string | undefined, revision: string): string {
  const revisions = [...(history ? history.split(',') : []), revision];
  while (revisions.length > 1 && revisions.join(',').length > LONGEST_HISTORY) revisions.shift();
  return revisions.join(',');
}

/** @source kubernetes/kubernetes pkg/controller/deployment/sync.go getNewReplicaSet */
export function newReplicaSet(deployment: Deployment, hash: string, revision: number, replicas: number): JsonObject {
  const { template, selector, minReadySeconds } = deployment.spec;
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      labels,
      annotations: { ...revisionAnnotations(deployment, {}, revision), ...sizeAnnotations(deployment) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  } as unknown as JsonObject;
}

/**
 * Old ReplicaSets that are one too many for the history: the lowest revisions, without Pods.
 * @source the same file, cleanupDeployment
 */
export function forgotten(deployment: Deployment, old: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const limit = deployment.spec.revisionHistoryLimit ?? Infinity;
  const candidates = old
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  return candidates
    .slice(0, Math.max(0, candidates.length - limit))
    .filter(
      ({ metadata, spec, status }) =>
        status.replicas === 0 && spec.replicas === 0 && (metadata.generation ?? 0) <= (status.observedGeneration ?? 0),
    );
}
