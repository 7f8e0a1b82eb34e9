import type { KubeObject, LabelSelector, Pod } from '../api/schema/kinds.ts';
import { matchesSelector } from '../selector.ts';
import type { Store } from '../store.ts';
import { parseTimestamp } from '../timestamp.ts';
import { plainFailure, type Failure } from './failure.ts';
import { sortedByKey } from './resource-arguments.ts';

/**
 * The Pods that a workload or Service stands for, the best to look into first: running before pending, ready before not,
 * longest ready, fewest restarts, oldest.
 * @param what - what cannot be done with what stands for none: "attach to"
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/helpers.go SelectorsForObject; pkg/util/podutils ByLogging, ActivePods
 */
export function podsOf(store: Store, object: KubeObject, what = 'get the logs from'): readonly Pod[] | Failure {
  if (object.kind === 'Pod') return [object];
  if (object.kind === 'Service' && Object.keys(object.spec?.selector ?? {}).length === 0)
    return plainFailure(
      `cannot ${what} *v1.Service: invalid service '${object.metadata.name}': Service is defined without a selector`,
    );
  const selector = selectorOf(object);
  if (!selector)
    return plainFailure(`cannot ${what} *v1.${object.kind}: selector for *v1.${object.kind} not implemented`);
  const pods = store
    .list('Pod', object.metadata.namespace)
    .filter((pod) => matchesSelector(selector, pod.metadata.labels));
  return sortedByKey(pods).sort(byUse);
}

function selectorOf(object: KubeObject): LabelSelector | undefined {
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return object.spec?.selector;
    case 'ReplicationController':
    case 'Service':
      return object.spec?.selector ? { matchLabels: object.spec.selector } : undefined;
    default:
      return undefined;
  }
}

const PHASES: Readonly<Record<string, number>> = { Running: 0, Unknown: 1, Pending: 2 };

function byUse(a: Pod, b: Pod): number {
  const key = (pod: Pod): number[] => {
    const ready = pod.status.conditions?.find((c) => c.type === 'Ready');
    const at = (time: string | null | undefined): number => (time ? (parseTimestamp(time) ?? Infinity) : Infinity);
    return [
      pod.spec.nodeName ? 0 : 1,
      PHASES[pod.status.phase ?? ''] ?? 0,
      ready?.status === 'True' ? 0 : 1,
      ready?.status === 'True' ? at(ready.lastTransitionTime) : 0,
      Math.max(0, ...(pod.status.containerStatuses ?? []).map((c) => c.restartCount)),
      at(pod.metadata.creationTimestamp),
    ];
  };
  const [x, y] = [key(a), key(b)];
  for (const [i, value] of x.entries()) if (value !== y[i]) return value < (y[i] ?? 0) ? -1 : 1;
  return 0;
}
