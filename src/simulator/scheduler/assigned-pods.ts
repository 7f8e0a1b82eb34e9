import type { Pod } from '../api/schema/kinds.ts';
import { podRequests, type Resources } from '../pod/requests.ts';
import type { ClusterEvent } from './cluster-event.ts';
import { podInfo, type PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';

interface Assigned {
  readonly info: PodInfo;
  readonly node: string;
  /** Placed by the scheduler, but the store does not say so yet. */
  readonly assumed: boolean;
}

/**
 * The pods that have a node, in the store or as the scheduler already takes for granted, kept in step with the snapshot.
 * Pods that ran to their end take no room.
 * @source kubernetes/kubernetes pkg/scheduler/backend/cache/cache.go
 */
export class AssignedPods {
  readonly #snapshot: Snapshot;
  readonly #pods = new Map<string, Assigned>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  isAssumed(key: string): boolean {
    return this.#pods.get(key)?.assumed === true;
  }

  /** Takes a pod for placed before its binding is stored, so that the next pod meets it there. */
  assume(info: PodInfo, node: string): void {
    this.#put({ info, node, assumed: true });
  }

  /** The binding failed. */
  forget(key: string): PodInfo | undefined {
    const found = this.#pods.get(key);
    if (!found?.assumed) return undefined;
    this.#take(found);
    return found.info;
  }

  /** A pod with a node as the store has it now. @returns what that means for those that wait */
  set(pod: Pod, key: string): ClusterEvent | undefined {
    const node = pod.spec.nodeName ?? '';
    const known = this.#pods.get(key);
    if (!known) {
      const info = podInfo(pod);
      this.#put({ info, node, assumed: false });
      return { type: 'pod-assigned', pod: info };
    }
    const before = known.info;
    if (known.node === node && isSame(before, pod)) {
      before.pod = pod;
      if (!known.assumed) return undefined;
      this.#pods.set(key, { ...known, assumed: false });
      return { type: 'pod-assigned', pod: before };
    }
    const info = podInfo(pod);
    this.#take(known);
    this.#put({ info, node, assumed: false });
    return known.assumed ? { type: 'pod-assigned', pod: info } : { type: 'pod-updated', before, pod: info };
  }

  delete(key: string): ClusterEvent | undefined {
    const found = this.#pods.get(key);
    if (!found) return undefined;
    this.#take(found);
    return { type: 'pod-removed', pod: found.info };
  }

  #put(assigned: Assigned): void {
    this.#pods.set(assigned.info.key, assigned);
    this.#snapshot.addPod(assigned.info, assigned.node);
  }

  #take({ info, node }: Assigned): void {
    this.#pods.delete(info.key);
    this.#snapshot.removePod(info, node);
  }
}

/** Whether nothing changed that a PodInfo holds. Objects are read-only, so that what is the same is the same object. */
function isSame({ pod: before, requests }: PodInfo, after: Pod): boolean {
  const [was, is] = [before.metadata, after.metadata];
  if (
    was.uid !== is.uid ||
    was.labels !== is.labels ||
    Boolean(was.deletionTimestamp) !== Boolean(is.deletionTimestamp)
  )
    return false;
  const isOnlyBound = !before.spec.nodeName && before.spec.containers === after.spec.containers;
  if (before.spec !== after.spec && !isOnlyBound) return false;
  return before.status.containerStatuses === after.status.containerStatuses || equal(requests, podRequests(after));
}

function equal(a: Resources, b: Resources): boolean {
  return (
    a.milliCpu === b.milliCpu &&
    a.memory === b.memory &&
    a.ephemeralStorage === b.ephemeralStorage &&
    Object.keys({ ...a.scalars, ...b.scalars }).every((name) => a.scalars[name] === b.scalars[name])
  );
}
