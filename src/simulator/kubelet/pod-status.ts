import { sameJson } from '../api/same-json.ts';
import type { ApiServer } from '../api/server.ts';
import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import type { Cause } from '../history.ts';
import { findCondition, isKubeletsCondition, withCondition, withTransitionTime } from '../pod/conditions.ts';
import { timestamp } from '../timestamp.ts';
import { containersReadyCondition, readyCondition } from './generate-conditions.ts';
import type { NodeServices } from './node-services.ts';
import type { MirrorPods } from './static-pods/mirror-pods.ts';
import { hasInitialized, isTerminal } from './phase.ts';
import { isStaticPod } from './static-pods/annotations.ts';
import { nextPoint } from './timing.ts';

/** What is still to be written, or has been changed by others, is looked for so often. @source pkg/kubelet/status/status_manager.go syncPeriod */
const SYNC_PERIOD: Millis = 10_000;
/** Where in a period this kubelet's looks fall. */
const SYNC_PHASE: Millis = 3000;

const LOST_AT_END = {
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
  exitCode: 137,
  startedAt: null,
  finishedAt: null,
};

/**
 * The status of one Pod as the kubelet holds it, and its way to the API server: written soon after each change, a
 * terminal phase only once no container can run any more. What could not be written, or what others have changed of it,
 * is written at the next of a row of regular looks.
 * @source kubernetes/kubernetes pkg/kubelet/status/status_manager.go
 */
export class PodStatusWriter {
  readonly #clock: Clock;
  readonly #api: ApiServer;
  readonly #isOnline: () => boolean;
  readonly #mirrors: MirrorPods;
  /** Whether a container of the Pod may still run. */
  readonly #mayRun: () => boolean;
  /** Hears of each new status, before it is written. */
  readonly #changed: () => void;
  #current: PodStatus | undefined;
  #pending: Cause | undefined;
  #finished = false;
  /** As it stands in the API server since this kubelet last wrote it. */
  #written: PodStatus | undefined;
  #isWriteDue = false;
  #isLookDue = false;
  #forgotten = false;

  constructor(
    node: Pick<NodeServices, 'context' | 'isOnline' | 'mirrors'>,
    mayRun: () => boolean,
    changed: () => void,
  ) {
    this.#clock = node.context.clock;
    this.#api = node.context.api;
    this.#isOnline = node.isOnline;
    this.#mirrors = node.mirrors;
    this.#mayRun = mayRun;
    this.#changed = changed;
  }

  get current(): PodStatus | undefined {
    return this.#current;
  }

  set(pod: Pod, status: PodStatus, cause: Cause): void {
    const before = this.#current ?? pod.status;
    const now = timestamp(this.#clock);
    const next: PodStatus = {
      ...status,
      startTime: before.startTime ?? now,
      ...(status.conditions
        ? {
            conditions: status.conditions.map((c) =>
              isKubeletsCondition(c.type) ? withTransitionTime(c, before.conditions, now) : c,
            ),
          }
        : {}),
    };
    if (this.#current && sameJson(this.#current, next)) return;
    this.#put(pod, next, cause);
  }

  /** A readiness probe has decided. */
  setReady(pod: Pod, containerId: string, ready: boolean, cause: Cause): void {
    this.#setContainer(pod, containerId, (status) => ({ ...status, ready }), cause);
  }

  /** A startup probe has decided. */
  setStarted(pod: Pod, containerId: string, started: boolean, cause: Cause): void {
    this.#setContainer(pod, containerId, (status) => ({ ...status, started }), cause);
  }

  setCondition(pod: Pod, condition: PodCondition, cause: Cause): void {
    if (!this.#current) return;
    this.set(pod, { ...this.#current, conditions: withCondition(this.#current.conditions, condition) }, cause);
  }

  /**
   * The API server tells how the Pod (or its mirror) stands there: what others have changed of the kubelet's part is put
   * right at the next look, and what was held back is written.
   * @source kubernetes/kubernetes pkg/kubelet/status/status_manager.go syncBatch, needsReconcile
   */
  heard(pod: Pod, stored: Pod): void {
    if (this.#isLookDue || !this.#current || (stored.status === this.#written && !this.#pending)) return;
    this.#isLookDue = true;
    this.#clock.at(nextPoint(this.#clock.now, SYNC_PERIOD, SYNC_PHASE), () => {
      this.#isLookDue = false;
      this.#pending ??= { actor: `kubelet/${pod.spec.nodeName ?? ''}`, reason: 'what the API server has is not so' };
      this.#write(pod);
    });
  }

  /**
   * The Pod is over: what still seems to wait or run is lost, and the API server hears of the phase.
   * @param told - what the API server said of it when its end began
   */
  finish(pod: Pod, told: PodStatus, cause: Cause): void {
    const status = this.#current ?? pod.status;
    const lost = (container: ContainerStatus): ContainerStatus =>
      container.state?.terminated ? container : { ...container, state: { terminated: LOST_AT_END } };
    this.#finished = true;
    const initialized = hasInitialized(pod, told);
    const inits = status.initContainerStatuses;
    const latest = inits?.findLastIndex(({ lastState, state }) => lastState?.terminated ?? !state?.waiting) ?? -1;
    const begun = Math.max(latest, 0) + 1;
    this.#put(
      pod,
      {
        ...status,
        phase: isTerminal(status.phase) || isStaticPod(pod) ? (status.phase ?? 'Failed') : 'Failed',
        ...(initialized && status.containerStatuses ? { containerStatuses: status.containerStatuses.map(lost) } : {}),
        ...(inits
          ? { initContainerStatuses: inits.map((container, i) => (i < begun ? lost(container) : container)) }
          : {}),
      },
      cause,
    );
  }

  /**
   * No manifest asks for the Pod any more: what it comes to is not written over what its mirror shows.
   * @source kubernetes/kubernetes pkg/kubelet/status/status_manager.go RemoveOrphanedStatuses, needsUpdate
   */
  forget(): void {
    this.#forgotten = true;
  }

  #setContainer(
    pod: Pod,
    containerId: string,
    change: (status: ContainerStatus) => ContainerStatus,
    cause: Cause,
  ): void {
    const status = this.#current;
    if (!status) return;
    const changed = (all: readonly ContainerStatus[] | undefined): readonly ContainerStatus[] =>
      (all ?? []).map((one) => (one.containerID === containerId ? change(one) : one));
    const app = changed(status.containerStatuses);
    const init = changed(status.initContainerStatuses);
    const all = [...init, ...app];
    const phase = status.phase ?? 'Pending';
    const conditions = [
      containersReadyCondition(pod, all, phase),
      readyCondition(pod, status.conditions ?? [], all, phase),
    ].reduce((list, one) => withCondition(list, one), status.conditions ?? []);
    this.set(
      pod,
      {
        ...status,
        conditions,
        ...(status.containerStatuses ? { containerStatuses: app } : {}),
        ...(status.initContainerStatuses ? { initContainerStatuses: init } : {}),
      },
      cause,
    );
  }

  #put(pod: Pod, status: PodStatus, cause: Cause): void {
    this.#current = status;
    this.#changed();
    this.#pending = cause;
    if (this.#isWriteDue) return;
    this.#isWriteDue = true;
    this.#clock.after(1, () => {
      this.#isWriteDue = false;
      this.#write(pod);
    });
  }

  #write(pod: Pod): void {
    const cause = this.#pending;
    const status = this.#current;
    const target = isStaticPod(pod) ? this.#mirrors.showingOf(pod) : pod;
    if (this.#forgotten || !this.#isOnline() || !target) return;
    this.#pending = undefined;
    if (!cause || !status) return;
    const { namespace, name, uid } = target.metadata;
    const mayRun = this.#mayRun();
    const written = this.#api.writeStatus(
      'Pod',
      namespace,
      name,
      (stored) => {
        if (stored.metadata.uid !== uid) return stored;
        const merged = merge(stored.status, status, mayRun);
        return sameJson(stored.status, merged) ? stored : { ...stored, status: merged };
      },
      cause,
    );
    this.#written = written?.status;
    if (!this.#finished || target !== pod || !written?.metadata.deletionTimestamp || written.metadata.uid !== uid)
      return;
    this.#clock.after(5, () =>
      this.#api.delete(
        { kind: 'Pod', namespace, name },
        { gracePeriodSeconds: 0, preconditions: { uid } },
        { cause: { actor: cause.actor, reason: 'all its containers have ended', because: cause.because } },
      ),
    );
  }
}

/** A condition that the kubelet writes as well as others. @source pkg/kubelet/types/pod_status.go PodConditionSharedByKubelet */
const SHARED = 'DisruptionTarget';

/** Keeps what others wrote, and the old phase while a container may still run. */
function merge(stored: PodStatus, ours: PodStatus, mayRun: boolean): PodStatus {
  const own = (ours.conditions ?? []).filter(({ type }) => isKubeletsCondition(type) || type === SHARED);
  const others = (stored.conditions ?? []).filter(
    ({ type }) => !isKubeletsCondition(type) && !(type === SHARED && findCondition(own, SHARED)),
  );
  const held = mayRun && isTerminal(ours.phase) && !isTerminal(stored.phase);
  const { reason, message, ...rest } = ours;
  const said = held ? { reason: stored.reason, message: stored.message } : { reason, message };
  return {
    ...rest,
    ...(said.reason ? { reason: said.reason } : {}),
    ...(said.message ? { message: said.message } : {}),
    phase: held ? (stored.phase ?? 'Pending') : (ours.phase ?? 'Pending'),
    ...(ours.conditions ? { conditions: [...others, ...own] } : others.length > 0 ? { conditions: others } : {}),
    ...(stored.qosClass ? { qosClass: stored.qosClass } : {}),
    ...(stored.nominatedNodeName ? { nominatedNodeName: stored.nominatedNodeName } : {}),
  };
}
