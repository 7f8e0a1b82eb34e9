import type { Pod } from '../../../api/schema/kinds.ts';
import type { Store } from '../../../store.ts';
import { goQuote } from '../../../go-quote.ts';

export interface DrainOptions {
  readonly force: boolean;
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
}

/** What becomes of a Pod when its node is drained; `say` is the warning, or why not. */
export type Fate =
  { readonly fate: 'goes' | 'stays'; readonly say?: string } | { readonly fate: 'forbids'; readonly say: string };

/**
 * The last filter that has something to say is the one that is heard, the first that holds the Pod back ends it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/drain/filters.go
 */
function fateOf(pod: Pod, store: Store, options: DrainOptions): Fate {
  let fate: Fate = { fate: 'goes' };
  for (const filter of [daemonSetFilter, mirrorPodFilter, localStorageFilter, unreplicatedFilter]) {
    fate = filter(pod, store, options);
    if (fate.fate !== 'goes') return fate;
  }
  return fate;
}

type Filter = (pod: Pod, store: Store, options: DrainOptions) => Fate;

const goes: Fate = { fate: 'goes' };
const isOver = ({ status }: Pod): boolean => status.phase === 'Succeeded' || status.phase === 'Failed';
const controllerOf = ({ metadata }: Pod) => metadata.ownerReferences?.find((o) => o.controller);

const daemonSetFilter: Filter = (pod, store, { force, ignoreDaemonSets }) => {
  const controller = controllerOf(pod);
  if (controller?.kind !== 'DaemonSet' || isOver(pod)) return goes;
  if (!store.get('DaemonSet', pod.metadata.namespace, controller.name)) {
    const missing = `daemonsets.apps ${goQuote(controller.name)} not found`;
    return force ? { fate: 'goes', say: missing } : { fate: 'forbids', say: missing };
  }
  return ignoreDaemonSets
    ? { fate: 'stays', say: 'ignoring DaemonSet-managed Pods' }
    : { fate: 'forbids', say: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
};

const mirrorPodFilter: Filter = ({ metadata }) =>
  metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? goes : { fate: 'stays' };

const localStorageFilter: Filter = (pod, _, { deleteEmptyDirData }) => {
  if (!pod.spec.volumes?.some((v) => v.emptyDir) || isOver(pod)) return goes;
  return deleteEmptyDirData
    ? { fate: 'goes', say: 'deleting Pods with local storage' }
    : { fate: 'forbids', say: 'Pods with local storage (use --delete-emptydir-data to override)' };
};

const unreplicatedFilter: Filter = (pod, _, { force }) => {
  if (isOver(pod) || controllerOf(pod)) return goes;
  return force
    ? { fate: 'goes', say: 'deleting Pods that declare no controller' }
    : { fate: 'forbids', say: 'cannot delete Pods that declare no controller (use --force to override)' };
};

export interface DrainList {
  readonly pods: readonly Pod[];
  /** "deleting Pods that declare no controller: default/web" */
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/**
 * What a drain would delete, and what it says of the rest, in the order of the filters.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/drain/drain.go GetPodsForDeletion
 */
export function drainList(pods: readonly Pod[], store: Store, options: DrainOptions): DrainList {
  const fates = pods.map((pod) => ({ pod, fate: fateOf(pod, store, options) }));
  const grouped = (wanted: (fate: Fate) => boolean): string[] => {
    const by = new Map<string, string[]>();
    for (const { pod, fate } of fates) {
      if (fate.say === undefined || !wanted(fate)) continue;
      by.set(fate.say, [...(by.get(fate.say) ?? []), `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`]);
    }
    return [...by].map(([say, names]) => `${say}: ${names.join(', ')}`);
  };
  return {
    pods: fates.filter(({ fate }) => fate.fate === 'goes').map(({ pod }) => pod),
    warnings: grouped((fate) => fate.fate !== 'forbids'),
    problems: grouped((fate) => fate.fate === 'forbids').map((text) =>
      /^cannot delete/i.test(text) ? text : `cannot delete ${text}`,
    ),
  };
}
