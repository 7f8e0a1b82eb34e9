import { sameJson } from '../../api/same-json.ts';
import type { Pod, PodCondition } from '../../api/schema/kinds.ts';
import type { Millis, Seconds } from '../../clock.ts';
import type { Cause } from '../../history.ts';
import { qosClass } from '../../pod/qos.ts';
import { valueOf } from '../../quantity.ts';
import { untoleratedTaint } from '../../scheduler/tolerations.ts';
import { run, sleep, type Task } from '../../task.ts';
import { timestamp } from '../../timestamp.ts';
import type { Rejection } from '../admission.ts';
import { NodePressure } from '../node-pressure.ts';
import type { NodeServices } from '../node-services.ts';
import { MONITORING_PERIOD, nextPoint, RELIST_PHASE } from '../timing.ts';
import { isCriticalPod } from './critical-pod.ts';
import { binary, evictionMessage } from './eviction-message.ts';
import { rank, type PodStatistics } from './ranking.ts';
import {
  amountOf,
  CONDITION,
  DEFAULT_HARD,
  isHard,
  PRESSURE_TRANSITION,
  RESOURCE,
  SIGNALS,
  thresholdsMet,
  thresholdsOf,
  type EvictionSettings,
  type Observations,
  type PressureCondition,
  type StarvedResource,
  type Threshold,
} from './thresholds.ts';

/** An evicted Pod is waited for so long, looked at each second. @source pkg/kubelet/eviction/eviction_manager.go podCleanupTimeout, podCleanupPollFreq */
const CLEANUP_TIMEOUT: Millis = 30_000;
const CLEANUP_POLL: Millis = 1000;
/** Seconds that a Pod gets when a hard threshold evicts it. @source the same file, immediateEvictionGracePeriodSeconds */
export const IMMEDIATE_GRACE: Seconds = 1;
/** Process ids of a node. @source Linux kernel.pid_max, its default */
const MOST_PIDS = 32_768;

/** How a Pod is asked to go. */
export interface EvictionOrder {
  readonly message: string;
  /** Of its event. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly condition?: PodCondition;
  /** In the place of the Pod's own where it is less; undefined: the Pod's own. */
  readonly grace: Seconds | undefined;
}

/** A Pod of the node that can be asked to go. */
export interface Evictable {
  readonly pod: Pod;
  /** Bytes that it holds now. */
  readonly memory: () => number;
  readonly processes: () => number;
  /** All that it uses, for the ranking. */
  readonly statistics: () => PodStatistics | undefined;
  readonly evict: (order: EvictionOrder) => void;
  /** Whether nothing of it is left on the node. */
  readonly isCleanedUp: () => boolean;
}

/** What the manager sees of its node. */
export interface EvictionPlace {
  readonly node: NodeServices;
  readonly settings: EvictionSettings;
  /** Pods that are not over. */
  readonly pods: () => readonly Evictable[];
  /** Bytes in use on the node's disk, or 0 where that is surely less than `least`. */
  readonly diskUsed: (least: number) => number;
  /** Takes away what nobody uses: containers of Pods that are over, images. */
  readonly reclaimDisk: () => void;
}

/**
 * Watches what a node is short of while Pods run on it, says so in its conditions, and evicts one Pod at a time. What the
 * node's own services use is taken to be what is reserved for them, so that `memory.available` and
 * `allocatableMemory.available` are one; images and containers share the node's one disk.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/eviction_manager.go
 */
export class EvictionManager {
  readonly #place: EvictionPlace;
  readonly #thresholds: readonly Threshold[];
  readonly #countsProcesses: boolean;
  readonly #transition: Millis;
  readonly #pressure: NodePressure;
  /** Bytes: all that a node's Pods may use, and the whole of its memory and disk. */
  readonly #capacity: { readonly pods: number; readonly memory: number; readonly disk: number };
  readonly #diskToMatter: number;
  #met: readonly Threshold[] = [];
  #firstMet = new Map<Threshold, Millis>();
  #observed: Observations | undefined;
  readonly #lastSeen = new Map<PressureCondition, Millis>();
  #isRunning = false;

  constructor(place: EvictionPlace) {
    this.#place = place;
    this.#thresholds = thresholdsOf(place.settings);
    this.#countsProcesses = this.#thresholds.some(({ signal }) => signal === 'pid.available');
    this.#transition = place.settings.evictionPressureTransitionPeriod ?? PRESSURE_TRANSITION;
    this.#pressure = new NodePressure(place.node);
    const { node, settings } = place;
    this.#capacity = {
      pods: valueOf(node.allocatable['memory']) + valueOf((settings.evictionHard ?? DEFAULT_HARD)['memory.available']),
      memory: valueOf(node.capacity['memory']),
      disk: valueOf(node.capacity['ephemeral-storage']),
    };
    this.#diskToMatter = leastToMatter(this.#thresholds, this.#capacity.disk);
  }

  /** The API server can be reached again. */
  reportAgain(): void {
    this.#pressure.reportAgain();
  }

  /** Looks from now on, as long as there are Pods or pressure. */
  watch(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    run(this.#place.node.context.clock, this.#monitor(), () => (this.#isRunning = false));
  }

  /**
   * Why a Pod is not taken while its node is short of something.
   * @source the same file, Admit
   */
  refusal(pod: Pod): Rejection | undefined {
    const conditions = this.#conditions();
    if (conditions.length === 0 || isCriticalPod(pod)) return undefined;
    if (conditions.length === 1 && conditions[0] === 'MemoryPressure') {
      if (qosClass(pod.spec) !== 'BestEffort') return undefined;
      const taint = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };
      if (!untoleratedTaint([taint], pod.spec.tolerations, ['NoSchedule'])) return undefined;
    }
    return { reason: 'Evicted', message: `The node had condition: [${conditions.join(' ')}]. ` };
  }

  /** Conditions that were seen within the transition period. */
  #conditions(): PressureCondition[] {
    const { now } = this.#place.node.context.clock;
    return [...this.#lastSeen].filter(([, at]) => now - at < this.#transition).map(([condition]) => condition);
  }

  /** @source the same file, Start */
  *#monitor(): Task<void> {
    const { clock } = this.#place.node.context;
    yield sleep(nextPoint(clock.now, MONITORING_PERIOD, RELIST_PHASE) - clock.now);
    for (;;) {
      const pods = this.#place.pods();
      const evicted = this.#synchronize(pods);
      if (evicted) yield* waitForCleanup(evicted);
      else if (pods.length === 0 && this.#lastSeen.size === 0) return;
      else yield sleep(MONITORING_PERIOD);
    }
  }

  /** @returns the Pod that was told to go */
  #synchronize(pods: readonly Evictable[]): Evictable | undefined {
    const { now } = this.#place.node.context.clock;
    const observed = this.#observe(pods);
    const unchanged = this.#observed !== undefined && sameJson(observed, this.#observed);
    this.#observed = observed;
    // nothing was short of anything, and nothing has changed
    if (unchanged && this.#firstMet.size === 0 && this.#lastSeen.size === 0) return undefined;
    const met = thresholdsMet(this.#thresholds, observed, 'any');
    for (const threshold of thresholdsMet(this.#met, observed, 'enough'))
      if (!met.includes(threshold)) met.push(threshold);
    this.#firstMet = new Map(met.map((threshold) => [threshold, this.#firstMet.get(threshold) ?? now]));
    for (const { signal } of met) this.#lastSeen.set(CONDITION[signal], now);
    for (const [condition, at] of this.#lastSeen) if (now - at >= this.#transition) this.#lastSeen.delete(condition);
    this.#pressure.set(this.#conditions());
    this.#met = met.filter((threshold) => now - (this.#firstMet.get(threshold) ?? now) >= threshold.grace);
    const [first] = this.#met.toSorted(
      (a, b) => SIGNALS.indexOf(a.signal) - SIGNALS.indexOf(b.signal) || a.grace - b.grace,
    );
    return first && this.#reclaim(first, observed, pods);
  }

  #reclaim(threshold: Threshold, observed: Observations, pods: readonly Evictable[]): Evictable | undefined {
    const { node, settings, reclaimDisk } = this.#place;
    const resource = RESOURCE[threshold.signal];
    const { available, capacity } = observed[threshold.signal];
    const cause: Cause = {
      actor: `kubelet/${node.name}`,
      reason: `${threshold.signal} is below ${threshold.value.endsWith('%') ? threshold.value : binary(amountOf(threshold.value, capacity))}`,
    };
    this.#pressure.tell('Warning', 'EvictionThresholdMet', `Attempting to reclaim ${resource}`, cause);
    if (resource === 'ephemeral-storage') {
      reclaimDisk();
      if (thresholdsMet(this.#thresholds, this.#observe(pods), 'enough').length === 0) return undefined;
    }
    const victim = this.#ranked(resource, pods).find(({ pod }) => !isCriticalPod(pod));
    if (!victim) return undefined;
    const { message, annotations } = evictionMessage(resource, victim.pod, victim.statistics, {
      threshold: amountOf(threshold.value, capacity),
      available,
    });
    const most = settings.evictionMaxPodGracePeriod ?? 0;
    victim.evictable.evict({
      message,
      annotations,
      grace: isHard(threshold) ? IMMEDIATE_GRACE : most === 0 ? undefined : most,
      condition: {
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'TerminationByKubelet',
        message,
        lastProbeTime: null,
        lastTransitionTime: timestamp(node.context.clock),
      },
    });
    return victim.evictable;
  }

  #ranked(
    resource: StarvedResource,
    pods: readonly Evictable[],
  ): { readonly pod: Pod; readonly statistics: PodStatistics | undefined; readonly evictable: Evictable }[] {
    const known = pods.map((evictable) => ({ pod: evictable.pod, statistics: evictable.statistics(), evictable }));
    return rank(resource, known);
  }

  #observe(pods: readonly Evictable[]): Observations {
    const { pods: most, memory, disk } = this.#capacity;
    const sum = (of: (one: Evictable) => number): number => pods.reduce((all, one) => all + of(one), 0);
    const onDisk = { available: disk - this.#place.diskUsed(this.#diskToMatter), capacity: disk };
    return {
      'memory.available': { available: most - sum((one) => one.memory()), capacity: memory },
      'nodefs.available': onDisk,
      'imagefs.available': onDisk,
      'pid.available': {
        available: this.#countsProcesses ? MOST_PIDS - sum((one) => one.processes()) : MOST_PIDS,
        capacity: MOST_PIDS,
      },
    };
  }
}

/** Bytes of a disk that must be in use until any threshold can be met. */
function leastToMatter(thresholds: readonly Threshold[], capacity: number): number {
  const kept = thresholds
    .filter(({ signal }) => CONDITION[signal] === 'DiskPressure')
    .map(({ value, minReclaim }) => amountOf(value, capacity) + (minReclaim ? amountOf(minReclaim, capacity) : 0));
  return kept.length === 0 ? Infinity : capacity - Math.max(...kept);
}

/** @source the same file, waitForPodsCleanup */
function* waitForCleanup(evicted: Evictable): Task<void> {
  for (let waited = 0; waited < CLEANUP_TIMEOUT && !evicted.isCleanedUp(); waited += CLEANUP_POLL)
    yield sleep(CLEANUP_POLL);
}
