import type { Volume } from '../../api/schema/kinds.ts';
import { isOwnClaim } from '../cluster-event.ts';
import { pass, unresolvable, unschedulable, type FilterPlugin, type NodeFilter } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';

/**
 * Disks that only one pod of a node may have, and claims with the access mode ReadWriteOncePod: while any pod on any node
 * uses one, no other gets in. Ending that pod would help, so that a more important one preempts it.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go
 */
export const volumeRestrictions: FilterPlugin = {
  name: 'VolumeRestrictions',
  preFilter(pod, cluster) {
    const exclusive = new Set<string>();
    for (const { name, isEphemeral } of pod.claims) {
      if (isEphemeral) continue;
      const claim = cluster.lookups.claim(pod.namespace, name);
      if (!claim) return unresolvable(`persistentvolumeclaim "${name}" not found`);
      if (claim.spec.accessModes?.includes('ReadWriteOncePod')) exclusive.add(name);
    }
    const users = [...exclusive].filter((name) => cluster.isClaimUsed(pod.namespace, name)).length;
    const disks = pod.pod.spec.volumes?.filter(isRestricted) ?? [];
    return disks.length === 0 && users === 0 ? 'skip' : nodeFilter(disks, exclusive, users);
  },
  mayHelp: (pod, event) =>
    event.type === 'node-added' ||
    (event.type === 'pod-removed' && makesWay(event.pod, pod)) ||
    (event.type === 'storage' && !event.before && isOwnClaim(pod, event)),
};

/** @param users - how many of the `exclusive` claims are in use */
function nodeFilter(disks: readonly Volume[], exclusive: ReadonlySet<string>, users: number): NodeFilter {
  let left = users;
  return {
    filter(node) {
      if (disks.length > 0 && hasConflict(disks, node)) return unschedulable('node(s) had no available disk');
      return left > 0
        ? unschedulable(
            'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
          )
        : pass;
    },
    withPod(other, _, change) {
      for (const { name, isEphemeral } of other.claims) if (!isEphemeral && exclusive.has(name)) left += change;
    },
    copy: () => nodeFilter(disks, exclusive, left),
  };
}

const isRestricted = ({ gcePersistentDisk, awsElasticBlockStore, rbd, iscsi }: Volume): boolean =>
  Boolean(gcePersistentDisk ?? awsElasticBlockStore ?? rbd ?? iscsi);

const hasConflict = (disks: readonly Volume[], { pods }: Pick<NodeInfo, 'pods'>): boolean =>
  [...pods.values()].some(({ pod }) => pod.spec.volumes?.some((other) => disks.some((disk) => conflicts(disk, other))));

/** The same disk, unless both only read it; an EBS volume cannot be shared at all. */
function conflicts(a: Volume, b: Volume): boolean {
  const [gce, ebs, iscsi, rbd] = [a.gcePersistentDisk, a.awsElasticBlockStore, a.iscsi, a.rbd];
  const other = { gce: b.gcePersistentDisk, ebs: b.awsElasticBlockStore, iscsi: b.iscsi, rbd: b.rbd };
  if (gce && other.gce) return gce.pdName === other.gce.pdName && !(gce.readOnly && other.gce.readOnly);
  if (ebs && other.ebs) return ebs.volumeID === other.ebs.volumeID;
  if (iscsi && other.iscsi) return iscsi.iqn === other.iscsi.iqn && !(iscsi.readOnly && other.iscsi.readOnly);
  if (!rbd || !other.rbd || (rbd.readOnly && other.rbd.readOnly)) return false;
  const isSameImage = rbd.pool === other.rbd.pool && rbd.image === other.rbd.image;
  return isSameImage && rbd.monitors.some((monitor) => other.rbd?.monitors.includes(monitor));
}

/** Whether a pod that is gone had a disk or a claim of the pod's. */
function makesWay(gone: PodInfo, pod: PodInfo): boolean {
  if (gone.namespace !== pod.namespace) return false;
  const disks = pod.pod.spec.volumes?.filter(isRestricted) ?? [];
  const shares = gone.claims.some(({ name }) => pod.claims.some((own) => own.name === name));
  return shares || hasConflict(disks, { pods: new Map([[gone.key, gone]]) });
}
