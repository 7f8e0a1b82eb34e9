import type { Millis, Seconds } from '../../clock.ts';
import { valueOf } from '../../quantity.ts';

/** What a kubelet watches. Memory of the node and of all Pods together are one here: see `EvictionManager`. */
export type Signal = 'memory.available' | 'nodefs.available' | 'imagefs.available' | 'pid.available';
export type PressureCondition = 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';
export type StarvedResource = 'memory' | 'ephemeral-storage' | 'pids';

/** @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go signalToNodeCondition */
export const CONDITION: Readonly<Record<Signal, PressureCondition>> = {
  'memory.available': 'MemoryPressure',
  'nodefs.available': 'DiskPressure',
  'imagefs.available': 'DiskPressure',
  'pid.available': 'PIDPressure',
};
/** @source the same file, signalToResource */
export const RESOURCE: Readonly<Record<Signal, StarvedResource>> = {
  'memory.available': 'memory',
  'nodefs.available': 'ephemeral-storage',
  'imagefs.available': 'ephemeral-storage',
  'pid.available': 'pids',
};

type BySignal<T> = Readonly<Partial<Record<Signal, T>>>;

/** The part of a KubeletConfiguration that is about eviction, by its own names. Amounts are quantities or percentages: "100Mi", "10%". */
export interface EvictionSettings {
  /** In the place of all defaults where it is given. */
  readonly evictionHard?: BySignal<string>;
  readonly evictionSoft?: BySignal<string>;
  /** How long a soft threshold must have been met. */
  readonly evictionSoftGracePeriod?: BySignal<Millis>;
  /** How much more than the threshold must be free until it counts as no longer met. */
  readonly evictionMinimumReclaim?: BySignal<string>;
  readonly evictionPressureTransitionPeriod?: Millis;
  /** The grace of a Pod that a soft threshold evicts; with 0 it keeps its own. */
  readonly evictionMaxPodGracePeriod?: Seconds;
}

/** @source kubernetes/kubernetes pkg/kubelet/eviction/defaults_linux.go DefaultEvictionHard; inodes are not counted here */
export const DEFAULT_HARD: BySignal<string> = {
  'memory.available': '100Mi',
  'nodefs.available': '10%',
  'imagefs.available': '15%',
};
/** @source kubernetes/kubernetes pkg/kubelet/apis/config/v1beta1/defaults.go EvictionPressureTransitionPeriod */
export const PRESSURE_TRANSITION: Millis = 300_000;

export interface Threshold {
  readonly signal: Signal;
  readonly value: string;
  /** 0: a hard one. */
  readonly grace: Millis;
  readonly minReclaim: string | undefined;
}

/** What is left of something, of how much. */
export interface Observation {
  readonly available: number;
  readonly capacity: number;
}
export type Observations = Readonly<Record<Signal, Observation>>;

/**
 * The thresholds that settings ask for, hard ones first. Ones of 0% and 100% are none.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go ParseThresholdConfig
 */
export function thresholdsOf(settings: EvictionSettings): readonly Threshold[] {
  const { evictionHard = DEFAULT_HARD, evictionSoft = {}, evictionSoftGracePeriod, evictionMinimumReclaim } = settings;
  const made = (values: BySignal<string>, grace: (signal: Signal) => Millis): Threshold[] =>
    SIGNALS.flatMap((signal) => {
      const value = values[signal];
      if (value === undefined || value === '0%' || value === '100%') return [];
      return [{ signal, value, grace: grace(signal), minReclaim: evictionMinimumReclaim?.[signal] }];
    });
  return [...made(evictionHard, () => 0), ...made(evictionSoft, (signal) => evictionSoftGracePeriod?.[signal] ?? 0)];
}

/** In the order in which a kubelet reclaims: memory before all else. @source the same file, byEvictionPriority */
export const SIGNALS: readonly Signal[] = [
  'memory.available',
  'nodefs.available',
  'imagefs.available',
  'pid.available',
];

export const isHard = ({ grace }: Threshold): boolean => grace === 0;

/**
 * An amount, or a share of `capacity`. Shares are computed as Go's float32: 10 % of 100Gi is 10737418400.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/api/types.go GetThresholdQuantity; helpers.go parsePercentage
 */
export function amountOf(value: string, capacity: number): number {
  if (!value.endsWith('%')) return valueOf(value);
  const share = Math.fround(Math.fround(Number(value.slice(0, -1))) / 100);
  return Math.trunc(capacity * share);
}

/**
 * Those that are met, whatever their grace.
 * @param reclaim - `enough`: only less than the threshold and the least to reclaim together counts as resolved
 * @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go thresholdsMet
 */
export function thresholdsMet(
  thresholds: readonly Threshold[],
  observed: Observations,
  reclaim: 'any' | 'enough',
): Threshold[] {
  return thresholds.filter(({ signal, value, minReclaim }) => {
    const { available, capacity } = observed[signal];
    const more = reclaim === 'enough' && minReclaim !== undefined ? amountOf(minReclaim, capacity) : 0;
    return available < amountOf(value, capacity) + more;
  });
}
