import type { PersistentVolume } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import { isLabelledNode, isOwnClaim, type ClusterEvent } from '../cluster-event.ts';
import { pass, unresolvable, type FilterPlugin, type Refusal } from '../framework.ts';
import type { Lookups } from '../lookups.ts';
import type { PodInfo } from '../pod-info.ts';

/** A label of a volume that says where it can be had: its zones, separated by "__", or its region. */
interface Place {
  readonly key: string;
  readonly values: ReadonlySet<string>;
}

/** The labels, with the one that a node may carry in the place of an old one. */
const LABELS: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region': 'topology.kubernetes.io/region',
};

/**
 * A node that is labelled with a zone or region must be where the pod's bound volumes are labelled to be.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/volumezone/volume_zone.go
 */
export const volumeZone: FilterPlugin = {
  name: 'VolumeZone',
  preFilter(pod, { lookups }) {
    const places = placesOf(pod, lookups);
    if ('code' in places) return places;
    if (places.length === 0) return 'skip';
    return {
      filter({ labels }) {
        if (!Object.keys(LABELS).some((key) => labels[key] !== undefined)) return pass;
        const isThere = ({ key, values }: Place): boolean =>
          values.has(labels[key] ?? labels[LABELS[key] ?? key] ?? '');
        return places.every(isThere) ? pass : unresolvable('node(s) had no available volume zone');
      },
    };
  },
  mayHelp: (pod, event) => isLabelledNode(event) || isOwnClaim(pod, event) || isOtherPlace(event),
};

function placesOf(pod: PodInfo, lookups: Lookups): readonly Place[] | Refusal {
  const places: Place[] = [];
  for (const { name, isEphemeral } of pod.claims) {
    if (isEphemeral) continue;
    const claim = lookups.claim(pod.namespace, name);
    if (!claim) return unresolvable(`persistentvolumeclaim "${name}" not found`);
    const { volumeName, storageClassName } = claim.spec;
    if (volumeName) {
      const volume = lookups.volume(volumeName);
      if (!volume) return unresolvable(`persistentvolume "${volumeName}" not found`);
      places.push(...placesOfVolume(volume));
      continue;
    }
    if (!storageClassName) return unresolvable('PersistentVolumeClaim had no pv name and storageClass name');
    const storageClass = lookups.storageClass(storageClassName);
    if (!storageClass) return unresolvable(`storageclass.storage.k8s.io "${storageClassName}" not found`);
    if (storageClass.volumeBindingMode !== 'WaitForFirstConsumer') return unresolvable('PersistentVolume had no name');
  }
  return places;
}

/** A label with an empty zone among its zones says nothing. @source staging/src/k8s.io/cloud-provider/volume/helpers/zones.go LabelZonesToSet */
function placesOfVolume({ metadata }: PersistentVolume): readonly Place[] {
  return Object.keys(LABELS).flatMap((key) => {
    const values = metadata.labels?.[key]?.split('__').map((value) => value.trim());
    return values && !values.includes('') ? [{ key, values: new Set(values) }] : [];
  });
}

/** A new volume, one that is labelled anew, or a class whose claims wait. */
function isOtherPlace(event: ClusterEvent): boolean {
  if (event.type !== 'storage') return false;
  const { object, before } = event;
  if (object.kind === 'StorageClass') return !before && object.volumeBindingMode === 'WaitForFirstConsumer';
  if (object.kind !== 'PersistentVolume') return false;
  return !before || !sameJson(object.metadata.labels, before.metadata.labels);
}
