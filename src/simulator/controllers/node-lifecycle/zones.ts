import type { Node } from '../../api/schema/kinds.ts';
import type { Clock, Millis, Timer } from '../../clock.ts';
import { readiness } from './taints.ts';

/** Nodes a second that are tainted in a zone, and in a large one that is partly down. @source kubernetes/kubernetes pkg/controller/nodelifecycle/config/v1alpha1/defaults.go */
const RATE = 0.1;
const SECONDARY_RATE = 0.01;
const LARGE_ZONE = 50;
const UNHEALTHY_SHARE = 0.55;
/** A node that is to be tainted waits for the next round. @source kubernetes/kubernetes pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go NodeEvictionPeriod */
const ROUND: Millis = 100;

export type ZoneState = 'normal' | 'partial' | 'full';

/** @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/node/topology/helpers.go GetZoneKey */
export function zoneOf({ metadata: { labels } }: Node): string {
  const region = labels?.['topology.kubernetes.io/region'] ?? '';
  return `${region}:\x00:${labels?.['topology.kubernetes.io/zone'] ?? ''}`;
}

/** @source kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go ComputeZoneState */
export function zoneState(nodes: readonly Node[]): ZoneState {
  const unready = nodes.filter((node) => readiness(node) !== 'True').length;
  if (unready > 0 && unready === nodes.length) return 'full';
  return unready > 2 && unready / nodes.length >= UNHEALTHY_SHARE ? 'partial' : 'normal';
}

/**
 * Nodes a second that may be tainted NoExecute: none where every zone is down (it is rather the control plane that is cut
 * off), none in a small zone that is mostly down.
 * @source the same file, setLimiterInZone, ReducedQPSFunc, handleDisruption
 */
export function taintingRate(state: ZoneState, size: number, isEverythingDown: boolean): number {
  if (isEverythingDown) return 0;
  if (state !== 'partial') return RATE;
  return size > LARGE_ZONE ? SECONDARY_RATE : 0;
}

/** The nodes of one zone that wait to be tainted, one in `1 / rate` seconds; the first at once. */
export class TaintQueue {
  readonly #clock: Clock;
  readonly #taint: (node: string, because: number | undefined) => void;
  readonly #waiting = new Map<string, number | undefined>();
  #rate = RATE;
  #nextAt: Millis = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, taint: (node: string, because: number | undefined) => void) {
    this.#clock = clock;
    this.#taint = taint;
  }

  add(node: string, because: number | undefined): void {
    if (this.#waiting.has(node)) return;
    this.#waiting.set(node, because);
    this.#schedule();
  }

  delete(node: string): void {
    this.#waiting.delete(node);
  }

  setRate(rate: number): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    this.#schedule();
  }

  #schedule(): void {
    this.#timer?.cancel();
    if (this.#rate === 0 || this.#waiting.size === 0) return;
    this.#timer = this.#clock.at(Math.max(this.#clock.now + ROUND, this.#nextAt), () => this.#next());
  }

  #next(): void {
    const [first] = this.#waiting;
    if (!first) return;
    const [node, because] = first;
    this.#waiting.delete(node);
    this.#nextAt = this.#clock.now + 1000 / this.#rate;
    this.#taint(node, because);
    this.#schedule();
  }
}
