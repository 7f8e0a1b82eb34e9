import type { PersistentVolume, PersistentVolumeClaim, StorageClass, Volume } from '../../api/schema/kinds.ts';
import { valueOf } from '../../quantity.ts';
import { matchesRequirement, matchesSelector } from '../../selector.ts';
import { pass, unresolvable, type FilterPlugin, type Refusal } from '../framework.ts';
import type { Lookups } from '../lookups.ts';
import type { NodeInfo } from '../node-info.ts';
import { matchesNodeTerm } from '../node-selector.ts';
import type { PodInfo } from '../pod-info.ts';

/**
 * Claims must exist and be bound to a volume that the node can reach, or wait for their first consumer and find there a
 * volume or a class that provisions one. Binding itself is not simulated.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/volumebinding/{volume_binding,binder}.go
 */
export const volumeBinding: FilterPlugin = {
  name: 'VolumeBinding',
  preFilter(pod, { lookups }) {
    const names = (pod.pod.spec.volumes ?? []).flatMap((volume) => claimName(volume, pod) ?? []);
    if (names.length === 0) return 'skip';
    const claims: PersistentVolumeClaim[] = [];
    for (const name of names) {
      const claim = lookups.claim(pod.namespace, name);
      const refusal = claim ? unusable(claim) : missing(name, pod);
      if (refusal) return refusal;
      if (claim) claims.push(claim);
    }
    if (claims.some((claim) => !claim.spec.volumeName && !waits(claim, lookups)))
      return unresolvable('pod has unbound immediate PersistentVolumeClaims');
    return {
      filter(node) {
        const reasons = [...new Set(claims.flatMap((claim) => obstacle(claim, node, lookups) ?? []))];
        return reasons.length > 0 ? unresolvable(...reasons) : pass;
      },
    };
  },
  mayHelp: (_, event) => event.type === 'storage' || event.type === 'node-added' || event.type === 'node-updated',
};

function claimName({ name, persistentVolumeClaim, ephemeral }: Volume, { pod }: PodInfo): string | undefined {
  return persistentVolumeClaim?.claimName ?? (ephemeral ? `${pod.metadata.name}-${name}` : undefined);
}

function missing(name: string, { pod }: PodInfo): Refusal {
  const isEphemeral = pod.spec.volumes?.some(
    (volume) => volume.ephemeral && `${pod.metadata.name}-${volume.name}` === name,
  );
  return unresolvable(
    isEphemeral
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
      : `persistentvolumeclaim "${name}" not found`,
  );
}

function unusable({ metadata, spec, status }: PersistentVolumeClaim): Refusal | undefined {
  const claim = `persistentvolumeclaim "${metadata.name}"`;
  if (status.phase === 'Lost')
    return unresolvable(`${claim} bound to non-existent persistentvolume "${spec.volumeName ?? ''}"`);
  return metadata.deletionTimestamp ? unresolvable(`${claim} is being deleted`) : undefined;
}

const classOf = ({ spec }: PersistentVolumeClaim, lookups: Lookups): StorageClass | undefined =>
  spec.storageClassName ? lookups.storageClass(spec.storageClassName) : undefined;

/** Whether a claim is bound only once a pod that uses it is placed. */
const waits = (claim: PersistentVolumeClaim, lookups: Lookups): boolean =>
  classOf(claim, lookups)?.volumeBindingMode === 'WaitForFirstConsumer';

/** Why the claim cannot be had on the node. */
function obstacle(claim: PersistentVolumeClaim, node: NodeInfo, lookups: Lookups): string | undefined {
  const { volumeName } = claim.spec;
  if (!volumeName) {
    const isThere = lookups.volumes().some((volume) => suits(volume, claim) && isReached(volume, node));
    return isThere || provisions(classOf(claim, lookups), node)
      ? undefined
      : "node(s) didn't find available persistent volumes to bind";
  }
  const volume = lookups.volume(volumeName);
  if (!volume) return 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';
  return isReached(volume, node) ? undefined : "node(s) didn't match PersistentVolume's node affinity";
}

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
    valueOf(spec.capacity?.['storage']) >= valueOf(wanted.resources?.requests?.['storage'])
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
    topologies.some(({ matchLabelExpressions }) =>
      matchLabelExpressions?.every(({ key, values }) => matchesRequirement({ key, operator: 'In', values }, labels)),
    )
  );
}
