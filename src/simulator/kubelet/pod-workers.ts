import { sameJson } from '../api/same-json.ts';
import type { Pod } from '../api/schema/kinds.ts';
import { isKubeletsCondition } from '../pod/conditions.ts';
import type { Change } from '../store.ts';
import { rejection, type Rejection } from './admission.ts';
import type { PodRef } from './node-runtime.ts';
import type { NodeServices } from './node-services.ts';
import { isTerminal } from './phase.ts';
import { PodWorker } from './pod-worker.ts';
import { rejectPod } from './reject-pod.ts';
import { fullName, isMirrorPod, isStaticPod } from './static-pods/annotations.ts';
import {
  HOUSEKEEPING,
  HOUSEKEEPING_PHASE,
  JITTER,
  nextPoint,
  SYNC_BACKOFF,
  SYNC_TICK,
  SYNC_TICK_PHASE,
} from './timing.ts';

/** What else of the kubelet has to do with whether a Pod may run. */
export interface Gate {
  /** Why the node takes no such Pod now. */
  readonly refusal: (pod: Pod) => Rejection | undefined;
  /** A Pod has begun to run here. */
  readonly begun: () => void;
}

/**
 * Which Pods run on a node: those that name it in the API, and those of its own manifests. The API server's part of a
 * static Pod, its mirror, decides nothing: a change of it only makes the kubelet look.
 * @source kubernetes/kubernetes pkg/kubelet/kubelet.go HandlePodAdditions, HandlePodUpdates, HandlePodRemoves;
 *   pkg/kubelet/pod_workers.go allowPodStart
 */
export class PodWorkers {
  readonly #node: NodeServices;
  readonly #gate: Gate;
  /** By the Pods' uids; a static Pod's is its manifest's. */
  readonly #workers = new Map<string, PodWorker>();
  readonly #rejected = new Set<string>();
  /** Uids of static Pods that end because their manifests went; those may have come back since. */
  readonly #leaving = new Set<string>();
  /** What the node's manifests ask for. */
  #static: readonly Pod[] = [];

  constructor(node: NodeServices, gate: Gate) {
    this.#node = node;
    this.#gate = gate;
  }

  all(): PodWorker[] {
    return [...this.#workers.values()];
  }

  /** Pods that are not over. */
  active(): Pod[] {
    return this.all()
      .filter((worker) => worker.isActive)
      .map((worker) => worker.on.pod);
  }

  /** The worker of a Pod as the API names it: a mirror's is its static Pod's. */
  of({ uid }: PodRef): PodWorker | undefined {
    const own = this.#workers.get(uid);
    if (own) return own;
    const mirror = this.#node.mirrors.all().find(({ metadata }) => metadata.uid === uid);
    return mirror && this.#staticWorker(mirror);
  }

  hear({ object: pod, type, entry }: Change<'Pod'>): void {
    if (isMirrorPod(pod)) {
      this.#mirrorChanged(pod, type, entry);
      return;
    }
    const worker = this.#workers.get(pod.metadata.uid);
    if (type === 'deleted') this.#removed(pod, worker, entry, pod.metadata.deletionGracePeriodSeconds ?? 0);
    else if (worker) this.#changed(worker, pod, entry);
    else this.#added(pod, entry);
  }

  /** The API server can be reached again: what it has is held against what runs. */
  resync(): void {
    const { store } = this.#node.context;
    for (const worker of this.all()) {
      const { pod } = worker;
      if (isStaticPod(pod)) continue;
      const stored = store.get('Pod', pod.metadata.namespace, pod.metadata.name);
      if (stored?.metadata.uid === pod.metadata.uid) this.#changed(worker, stored, undefined);
      // nobody has told how soon it must end
      else this.#removed(pod, worker, undefined, pod.metadata.deletionGracePeriodSeconds ?? undefined);
    }
    const here = store.list('Pod').filter(({ spec }) => spec.nodeName === this.#node.name);
    for (const mirror of this.#node.mirrors.all())
      if (!here.some(({ metadata }) => metadata.uid === mirror.metadata.uid))
        this.#mirrorChanged(mirror, 'deleted', undefined);
    for (const pod of here)
      if (isMirrorPod(pod)) this.#mirrorChanged(pod, 'modified', undefined);
      else if (!this.#workers.has(pod.metadata.uid)) this.#added(pod, undefined);
    for (const worker of this.all()) if (isStaticPod(worker.pod) && !worker.isOver) worker.wake(undefined);
  }

  /** The manifests on the node ask for these and no others. */
  setStatic(pods: readonly Pod[]): void {
    this.#static = pods;
    this.#node.mirrors.showing(pods);
    for (const worker of this.all())
      if (isStaticPod(worker.pod) && !pods.some(({ metadata }) => metadata.uid === worker.pod.metadata.uid)) {
        if (worker.isOver) this.#gone(worker.pod);
        else {
          this.#leaving.add(worker.pod.metadata.uid);
          worker.terminate(undefined);
          this.#forgetStatusLater(worker);
        }
      }
    this.#startStatic();
  }

  /** @source pkg/kubelet/kubelet_pods.go HandlePodCleanups, removeOrphanedPodStatuses */
  #forgetStatusLater(worker: PodWorker): void {
    const { clock } = this.#node.context;
    clock.at(nextPoint(clock.now, HOUSEKEEPING, HOUSEKEEPING_PHASE), () => {
      if (!this.#static.some(({ metadata }) => metadata.uid === worker.pod.metadata.uid)) worker.on.status.forget();
    });
  }

  /**
   * One of a name at a time: the next is tried again later while the one before has not ended.
   * @source kubernetes/kubernetes pkg/kubelet/pod_workers.go allowPodStart, podWorkerLoop
   */
  #startStatic(): void {
    const { clock } = this.#node.context;
    for (const pod of this.#static) {
      const before = this.#staticWorker(pod);
      if (!before) this.#admit(pod, undefined);
      else if (before.pod.metadata.uid !== pod.metadata.uid)
        clock.at(nextPoint(clock.now + SYNC_BACKOFF * JITTER, SYNC_TICK, SYNC_TICK_PHASE), () => this.#startStatic());
    }
  }

  #staticWorker(pod: Pod): PodWorker | undefined {
    return this.all().find((worker) => isStaticPod(worker.pod) && fullName(worker.pod) === fullName(pod));
  }

  #mirrorChanged(mirror: Pod, type: Change<'Pod'>['type'], because: number | undefined): void {
    const { mirrors } = this.#node;
    const before = mirrors.of(mirror);
    if (type === 'deleted') mirrors.gone(mirror);
    else mirrors.heard(mirror);
    const worker = this.#staticWorker(mirror);
    if (!worker) {
      if (type !== 'deleted') this.#removeOrphansLater();
      return;
    }
    if (type !== 'deleted') worker.on.status.heard(worker.pod, mirror);
    const isNew = before?.metadata.uid !== mirror.metadata.uid;
    // nobody wakes for one that is gone: the next look at the Pod makes it anew
    if (type !== 'deleted' && (isNew || mirror.metadata.deletionTimestamp)) worker.wake(because);
  }

  /** A mirror without a static Pod goes at the next housekeeping. @source pkg/kubelet/kubelet_pods.go HandlePodCleanups */
  #removeOrphansLater(): void {
    const { context, mirrors, isOnline } = this.#node;
    context.clock.at(nextPoint(context.clock.now, HOUSEKEEPING, HOUSEKEEPING_PHASE), () => {
      if (!isOnline()) return;
      for (const mirror of mirrors.all())
        if (!this.#staticWorker(mirror) && !this.#static.some((pod) => fullName(pod) === fullName(mirror)))
          mirrors.remove(mirror, undefined);
    });
  }

  #added(pod: Pod, because: number | undefined): void {
    const { uid } = pod.metadata;
    if (this.#rejected.has(uid) || isTerminal(pod.status.phase)) return;
    const stored = this.#node.context.store.get('Pod', pod.metadata.namespace, pod.metadata.name);
    if (stored?.metadata.uid === uid) this.#admit(pod, because);
  }

  #admit(pod: Pod, because: number | undefined): void {
    const { uid } = pod.metadata;
    const node = this.#node.context.store.get('Node', undefined, this.#node.name);
    const no =
      node && !pod.metadata.deletionTimestamp
        ? (this.#gate.refusal(pod) ?? rejection(node, pod, this.active()))
        : undefined;
    if (no) {
      this.#rejected.add(uid);
      rejectPod(this.#node, pod, no, because);
      return;
    }
    const worker = new PodWorker(this.#node, pod, () => this.#over(uid));
    this.#workers.set(uid, worker);
    this.#gate.begun();
    if (pod.metadata.deletionTimestamp) worker.terminate(because);
    else worker.wake(because);
  }

  #changed(worker: PodWorker, pod: Pod, because: number | undefined): void {
    const before = worker.pod;
    worker.update(pod);
    worker.on.status.heard(pod, pod);
    if (pod.metadata.deletionTimestamp && !before.metadata.deletionTimestamp) worker.terminate(because);
    else if (differs(before, pod)) worker.wake(because);
  }

  /** @param grace - seconds, or undefined for the Pod's own */
  #removed(pod: Pod, worker: PodWorker | undefined, because: number | undefined, grace: number | undefined): void {
    this.#rejected.delete(pod.metadata.uid);
    if (!worker) return;
    if (worker.isOver) this.#workers.delete(pod.metadata.uid);
    else worker.terminate(because, grace);
    this.#retryResizes(because);
  }

  /** @source pkg/kubelet/allocation/allocation_manager.go RetryPendingResizes; recorded: resize/deferred */
  #retryResizes(because: number | undefined): void {
    for (const worker of this.all()) if (worker.isActive && worker.on.retryResize()) worker.wake(because);
  }

  /** Everything of a Pod is done: it is kept for its logs as long as its object, or its manifest, stays. */
  #over(uid: string): void {
    const pod = this.#workers.get(uid)?.on.pod;
    if (!pod) return;
    this.#retryResizes(undefined);
    if (isStaticPod(pod)) {
      const isWanted = this.#static.some(({ metadata }) => metadata.uid === uid);
      if (this.#leaving.delete(uid) && isWanted) this.#beginAnew(uid);
      else if (!isWanted) this.#gone(pod);
      return;
    }
    const stored = this.#node.context.store.get('Pod', pod.metadata.namespace, pod.metadata.name);
    if (stored?.metadata.uid !== uid) this.#workers.delete(uid);
  }

  /** Its manifest went and came back while it ended. @source pkg/kubelet/kubelet_pods.go HandlePodCleanups */
  #beginAnew(uid: string): void {
    const { clock } = this.#node.context;
    this.#workers.delete(uid);
    clock.at(nextPoint(clock.now, HOUSEKEEPING, HOUSEKEEPING_PHASE), () => this.#startStatic());
  }

  /** Nothing of a static Pod is left, and no manifest asks for it. */
  #gone(pod: Pod): void {
    this.#workers.delete(pod.metadata.uid);
    this.#removeOrphansLater();
  }
}

/** Whether a change of a Pod is one that its kubelet must act on: not the kubelet's own writing. */
function differs(before: Pod, now: Pod): boolean {
  if (before.spec !== now.spec && !sameJson(before.spec, now.spec)) return true;
  if (!sameJson([before.metadata.labels, before.metadata.annotations], [now.metadata.labels, now.metadata.annotations]))
    return true;
  return Boolean(now.spec.readinessGates?.length) && !sameJson(othersConditions(before), othersConditions(now));
}

const othersConditions = (pod: Pod): unknown => pod.status.conditions?.filter(({ type }) => !isKubeletsCondition(type));
