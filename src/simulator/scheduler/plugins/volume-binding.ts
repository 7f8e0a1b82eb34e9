import { sameJson } from '../../api/same-json.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/schema/kinds.ts';
import { valueOf } from '../../quantity.ts';
import { matchesRequirement, matchesSelector } from '../../selector.ts';
import { isLabelledNode, isOwnClaim } from '../cluster-event.ts';
import { pass, unresolvable, type FilterPlugin, type Refusal } from '../framework.ts';
import type { Lookups } from '../lookups.ts';
import type { NodeInfo } from '../node-info.ts';
import { matchesNodeTerm } from '../node-selector.ts';
import type { ClaimUse, PodInfo } from '../pod-info.ts';

/** Set on a claim once its volume is its own for good. */
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';

/**
 * Claims must exist and be bound to a volume that the node can reach, or wait for their first consumer and find there a
 * volume or a class that provisions one. Binding itself is the controller's here.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/volumebinding/{volume_binding,binder}.go
 */
export const volumeBinding: FilterPlugin = {
  name: 'VolumeBinding',
  preFilter(pod, { lookups }) {
    if (pod.claims.length === 0) return 'skip';
    const claims: PersistentVolumeClaim[] = [];
    for (const use of pod.claims) {
      const claim = lookups.claim(pod.namespace, use.name);
      if (!claim) return missing(use);
      const refusal = unusable(claim, use, pod);
      if (refusal) return refusal;
      claims.push(claim);
    }
    const unbound = claims.filter((claim) => !isBound(claim));
    if (unbound.some((claim) => claim.spec.volumeName || !waits(claim, lookups)))
      return unresolvable('pod has unbound immediate PersistentVolumeClaims');
    const bound = claims.filter(isBound).map(({ spec }) => lookups.volume(spec.volumeName ?? ''));
    return {
      filter(node) {
        const reasons: string[] = [];
        const found = bound.filter((volume) => volume !== undefined);
        if (found.some((volume) => !isReached(volume, node)))
          reasons.push("node(s) didn't match PersistentVolume's node affinity");
        if (!areToBeHad(unbound, node, lookups))
          reasons.push("node(s) didn't find available persistent volumes to bind");
        if (found.length < bound.length)
          reasons.push('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
        return reasons.length > 0 ? unresolvable(...reasons) : pass;
      },
    };
  },
  mayHelp(pod, event) {
    if (event.type !== 'storage') return isLabelledNode(event);
    const { object, before } = event;
    if (object.kind === 'PersistentVolumeClaim') return isOwnClaim(pod, event);
    if (object.kind === 'PersistentVolume' || before?.kind !== 'StorageClass') return true;
    return !sameJson(object.allowedTopologies, before.allowedTopologies);
  },
};

const missing = ({ name, isEphemeral }: ClaimUse): Refusal =>
  unresolvable(
    isEphemeral
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
      : `persistentvolumeclaim "${name}" not found`,
  );

function unusable(
  { metadata, spec, status }: PersistentVolumeClaim,
  { isEphemeral }: ClaimUse,
  { pod }: PodInfo,
): Refusal | undefined {
  const { name } = metadata;
  const claim = `persistentvolumeclaim "${name}"`;
  if (status.phase === 'Lost')
    return unresolvable(`${claim} bound to non-existent persistentvolume "${spec.volumeName ?? ''}"`);
  if (metadata.deletionTimestamp) return unresolvable(`${claim} is being deleted`);
  const isForPod = metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === pod.metadata.uid);
  if (!isEphemeral || isForPod) return undefined;
  return unresolvable(
    `PVC ${metadata.namespace ?? ''}/${name} was not created for pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name} (pod is not owner)`,
  );
}

const isBound = ({ metadata, spec }: PersistentVolumeClaim): boolean =>
  Boolean(spec.volumeName) && metadata.annotations?.[BIND_COMPLETED] !== undefined;

const classOf = ({ spec }: PersistentVolumeClaim, lookups: Lookups): StorageClass | undefined =>
  spec.storageClassName ? lookups.storageClass(spec.storageClassName) : undefined;

/** Whether a claim is bound only once a pod that uses it is placed. */
const waits = (claim: PersistentVolumeClaim, lookups: Lookups): boolean =>
  classOf(claim, lookups)?.volumeBindingMode === 'WaitForFirstConsumer';

/** Whether the node has a volume for each of the claims, the smallest claim first, or a class that would make one. */
function areToBeHad(claims: readonly PersistentVolumeClaim[], node: NodeInfo, lookups: Lookups): boolean {
  const taken = new Set<string>();
  return claims
    .toSorted((a, b) => requested(a) - requested(b))
    .every((claim) => {
      const volume = smallest(
        lookups
          .volumes()
          .filter(
            (v) =>
              !taken.has(v.metadata.name) && !v.metadata.deletionTimestamp && suits(v, claim) && isReached(v, node),
          ),
      );
      if (volume) taken.add(volume.metadata.name);
      return volume !== undefined || provisions(classOf(claim, lookups), node);
    });
}

const requested = ({ spec }: PersistentVolumeClaim): number => valueOf(spec.resources?.requests?.['storage']);
const capacity = ({ spec }: PersistentVolume): number => valueOf(spec.capacity?.['storage']);

/** A volume that is promised to the claim, or else the smallest. */
const smallest = (volumes: readonly PersistentVolume[]): PersistentVolume | undefined =>
  volumes.find(({ spec }) => spec.claimRef) ?? volumes.toSorted((a, b) => capacity(a) - capacity(b))[0];

/** @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go FindMatchingVolume */
export function suits({ metadata, spec, status }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const wanted = claim.spec;
  if (spec.claimRef)
    return spec.claimRef.name === claim.metadata.name && spec.claimRef.namespace === claim.metadata.namespace;
  return (
    (status?.phase ?? 'Available') === 'Available' &&
    (spec.storageClassName ?? '') === (wanted.storageClassName ?? '') &&
    (spec.volumeMode ?? 'Filesystem') === (wanted.volumeMode ?? 'Filesystem') &&
    (wanted.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode)) &&
    (wanted.selector === undefined || matchesSelector(wanted.selector, metadata.labels)) &&
    valueOf(spec.capacity?.['storage']) >= requested(claim)
  );
}

function isReached({ spec }: PersistentVolume, { node }: NodeInfo): boolean {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms;
  return !terms || terms.some((term) => matchesNodeTerm(term, node));
}

/** Whether the class would make a volume that the node reaches. */
function provisions(storageClass: StorageClass | undefined, { labels }: NodeInfo): boolean {
  if (!storageClass || storageClass.provisioner === 'kubernetes.io/no-provisioner') return false;
  const topologies = storageClass.allowedTopologies ?? [];
  return (
    topologies.length === 0 ||
    topologies.some(
      ({ matchLabelExpressions: all }) =>
        all?.length && all.every(({ key, values }) => matchesRequirement({ key, operator: 'In', values }, labels)),
    )
  );
}
