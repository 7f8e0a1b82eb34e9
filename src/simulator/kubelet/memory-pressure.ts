import type { Node, NodeCondition, Pod, PodCondition } from '../api/schema/kinds.ts';
import type { Timer } from '../clock.ts';
import type { Cause } from '../history.ts';
import { milliOf, valueOf } from '../quantity.ts';
import { timestamp } from '../timestamp.ts';
import { rankForMemory } from './eviction-ranking.ts';
import type { NodeServices } from './node-services.ts';
import { MONITORING_PERIOD } from './local-storage.ts';
import { nextPoint, RELIST_PHASE } from './timing.ts';

/** memory.available below this is pressure. @source pkg/kubelet/eviction/defaults_linux.go DefaultEvictionHard */
const THRESHOLD = 100 * 1024 * 1024;
/** The condition stays this long after the last shortage. @source pkg/kubelet/apis/config/v1beta1/defaults.go EvictionPressureTransitionPeriod */
const TRANSITION = 300_000;

/** A Pod of the node that can be asked to go. */
export interface Evictable {
  readonly pod: Pod;
  /** Bytes in use, by container. */
  readonly usage: ReadonlyMap<string, number>;
  evict(message: string, condition: PodCondition): void;
}

/**
 * Watches a node's memory while Pods run on it, and evicts one Pod a look where too little is left. What the node's own
 * services use is taken to be what is reserved for them: Pods have allocatable and the threshold to share.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/eviction_manager.go synchronize
 */
export class MemoryPressure {
  readonly #node: NodeServices;
  readonly #pods: () => readonly Evictable[];
  #timer: Timer | undefined;
  #until = -1;

  constructor(node: NodeServices, pods: () => readonly Evictable[]) {
    this.#node = node;
    this.#pods = pods;
  }

  /** Whether the node says that it is short of memory. */
  get isOn(): boolean {
    return this.#until > this.#node.context.clock.now;
  }

  /** Looks from now on, as long as there are Pods. */
  watch(): void {
    const { clock } = this.#node.context;
    if (this.#timer) return;
    this.#timer = clock.at(nextPoint(clock.now, MONITORING_PERIOD, RELIST_PHASE), () => {
      this.#timer = undefined;
      const pods = this.#pods();
      this.#look(pods);
      if (pods.length > 0 || this.#until >= 0) this.watch();
    });
  }

  #look(pods: readonly Evictable[]): void {
    const { clock } = this.#node.context;
    const uses = pods.map((evictable) => ({ ...evictable, evictable, usage: sum(evictable.usage) }));
    const available =
      valueOf(this.#node.allocatable['memory']) + THRESHOLD - uses.reduce((all, { usage }) => all + usage, 0);
    if (available >= THRESHOLD) {
      if (this.#until >= 0 && this.#until <= clock.now) this.#relieved();
      return;
    }
    const cause: Cause = {
      actor: `kubelet/${this.#node.name}`,
      reason: `memory.available is below ${binary(THRESHOLD)}`,
    };
    if (this.#until < 0)
      this.#write('True', 'KubeletHasInsufficientMemory', 'kubelet has insufficient memory available', cause);
    this.#until = clock.now + TRANSITION;
    const victim = rankForMemory(uses.filter(({ pod }) => (pod.spec.priority ?? 0) < CRITICAL))[0];
    const node = this.#stored();
    if (node)
      this.#node.recorder.tell(node, {
        type: 'Warning',
        reason: 'EvictionThresholdMet',
        message: 'Attempting to reclaim memory',
        cause,
      });
    if (!victim) return;
    const message = evictionMessage(victim.evictable, available);
    victim.evictable.evict(message, {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message,
      lastProbeTime: null,
      lastTransitionTime: timestamp(clock),
    });
  }

  #relieved(): void {
    this.#until = -1;
    const cause = { actor: `kubelet/${this.#node.name}`, reason: 'memory has been available for five minutes' };
    this.#write('False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available', cause);
  }

  #stored(): Node | undefined {
    return this.#node.context.store.get('Node', undefined, this.#node.name);
  }

  #write(status: 'True' | 'False', reason: string, message: string, cause: Cause): void {
    const { api, clock } = this.#node.context;
    const now = timestamp(clock);
    const turned = (condition: NodeCondition): NodeCondition =>
      condition.type === 'MemoryPressure'
        ? { ...condition, status, reason, message, lastHeartbeatTime: now, lastTransitionTime: now }
        : condition;
    api.writeStatus(
      'Node',
      undefined,
      this.#node.name,
      (node) => ({ ...node, status: { ...node.status, conditions: (node.status?.conditions ?? []).map(turned) } }),
      cause,
    );
  }
}

/** Pods of this priority are never evicted for pressure. @source pkg/kubelet/types/pod_update.go IsCriticalPod */
const CRITICAL = 2_000_000_000;

const sum = (usage: ReadonlyMap<string, number>): number => [...usage.values()].reduce((all, bytes) => all + bytes, 0);

/** @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go evictionMessage */
function evictionMessage({ pod, usage }: Evictable, available: number): string {
  let message = `The node was low on resource: memory. Threshold quantity: ${binary(THRESHOLD)}, available: ${binary(Math.max(0, available))}. `;
  for (const { name, resources } of pod.spec.containers) {
    const used = usage.get(name) ?? 0;
    const request = resources?.requests?.['memory'];
    if (used > milliOf(request) / 1000)
      message += `Container ${name} was using ${binary(used)}, request is ${request ?? '0'}, has larger consumption of memory. `;
  }
  return message;
}

/** Bytes as a quantity with the largest binary unit that divides them (whole Ki, as statistics are). @example 104857600 → "100Mi" */
function binary(bytes: number): string {
  let amount = Math.floor(bytes / 1024);
  let unit = 0;
  while (amount > 0 && amount % 1024 === 0 && unit < 2) {
    amount /= 1024;
    unit++;
  }
  return amount === 0 ? '0' : `${amount}${['Ki', 'Mi', 'Gi'][unit] ?? ''}`;
}
