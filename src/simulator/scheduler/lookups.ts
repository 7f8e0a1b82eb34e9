import type { LabelSelector, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../api/schema/kinds.ts';
import { matchesSelector, type Labels } from '../selector.ts';
import type { Store } from '../store.ts';
import type { PodInfo } from './pod-info.ts';

/** What plugins look up beside nodes and pods. */
export interface Lookups {
  namespaceLabels(namespace: string): Labels;
  /** Selectors of the Services and the owner that take the pod for theirs; what spreads with it matches all of them. */
  workloadSelectors(pod: PodInfo): readonly LabelSelector[];
  claim(namespace: string, name: string): PersistentVolumeClaim | undefined;
  volume(name: string): PersistentVolume | undefined;
  volumes(): readonly PersistentVolume[];
  storageClass(name: string): StorageClass | undefined;
}

/** As the store is at each question. */
export function storeLookups(store: Store): Lookups {
  store.addIndex('Service', 'namespace', ({ metadata }) => [metadata.namespace ?? '']);
  return {
    namespaceLabels: (namespace) => store.get('Namespace', undefined, namespace)?.metadata.labels ?? {},
    workloadSelectors: (pod) => [...serviceSelectors(store, pod), ...ownerSelectors(store, pod)],
    claim: (namespace, name) => store.get('PersistentVolumeClaim', namespace, name),
    volume: (name) => store.get('PersistentVolume', undefined, name),
    volumes: () => store.list('PersistentVolume'),
    storageClass: (name) => store.get('StorageClass', undefined, name),
  };
}

/** @source kubernetes/kubernetes pkg/scheduler/framework/plugins/helper/spread.go DefaultSelector */
function serviceSelectors(store: Store, pod: PodInfo): LabelSelector[] {
  const found: LabelSelector[] = [];
  for (const { spec } of store.byIndex('Service', 'namespace', pod.namespace)) {
    const matchLabels = spec.selector;
    if (matchLabels && Object.keys(matchLabels).length > 0 && matchesSelector({ matchLabels }, pod.labels))
      found.push({ matchLabels });
  }
  return found;
}

function ownerSelectors(store: Store, { pod, namespace }: PodInfo): LabelSelector[] {
  const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller);
  switch (owner?.kind) {
    case 'ReplicaSet':
    case 'StatefulSet': {
      const selector = store.get(owner.kind, namespace, owner.name)?.spec.selector;
      return selector ? [selector] : [];
    }
    case 'ReplicationController': {
      const matchLabels = store.get('ReplicationController', namespace, owner.name)?.spec.selector;
      return matchLabels ? [{ matchLabels }] : [];
    }
    default:
      return [];
  }
}
