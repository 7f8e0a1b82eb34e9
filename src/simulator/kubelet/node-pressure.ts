import type { Node, NodeCondition } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { Cause } from '../history.ts';
import { timestamp } from '../timestamp.ts';
import type { PressureCondition } from './eviction/thresholds.ts';
import type { NodeServices } from './node-services.ts';
import { nextPoint } from './timing.ts';

/** A kubelet writes its node's status so often. @source pkg/kubelet/apis/config/v1beta1/defaults.go NodeStatusUpdateFrequency */
const STATUS_PERIOD: Millis = 10_000;
/** Where in a period this kubelet's writes fall: soon after its looks at what the node is short of. */
const STATUS_PHASE: Millis = 200;

/** By condition: what it says when it is True, when it is False, and the words of the events. @source pkg/kubelet/nodestatus/setters.go */
const WORDS = {
  MemoryPressure: [
    {
      reason: 'KubeletHasInsufficientMemory',
      message: 'kubelet has insufficient memory available',
      event: 'NodeHasInsufficientMemory',
    },
    {
      reason: 'KubeletHasSufficientMemory',
      message: 'kubelet has sufficient memory available',
      event: 'NodeHasSufficientMemory',
    },
  ],
  DiskPressure: [
    { reason: 'KubeletHasDiskPressure', message: 'kubelet has disk pressure', event: 'NodeHasDiskPressure' },
    { reason: 'KubeletHasNoDiskPressure', message: 'kubelet has no disk pressure', event: 'NodeHasNoDiskPressure' },
  ],
  PIDPressure: [
    {
      reason: 'KubeletHasInsufficientPID',
      message: 'kubelet has insufficient PID available',
      event: 'NodeHasInsufficientPID',
    },
    {
      reason: 'KubeletHasSufficientPID',
      message: 'kubelet has sufficient PID available',
      event: 'NodeHasSufficientPID',
    },
  ],
} as const satisfies Record<PressureCondition, unknown>;

const isPressure = (type: string): type is PressureCondition => type in WORDS;

/**
 * What a node says of what it is short of: conditions and events, at the next write of its status after a change.
 * @source kubernetes/kubernetes pkg/kubelet/nodestatus/setters.go MemoryPressureCondition and the like
 */
export class NodePressure {
  readonly #node: NodeServices;
  #wanted = '';
  #on: readonly PressureCondition[] = [];
  #isDue = false;

  constructor(node: NodeServices) {
    this.#node = node;
  }

  /** Conditions that are True from now on; the others are False. */
  set(conditions: readonly PressureCondition[]): void {
    const key = conditions.toSorted().join(' ');
    if (key === this.#wanted) return;
    this.#wanted = key;
    this.#on = conditions;
    if (!this.#isDue) this.#writeLater();
  }

  /** The node's status is written again, after others have said that they know nothing of it. */
  reportAgain(): void {
    this.#write();
  }

  /** An event about the node. */
  tell(type: 'Normal' | 'Warning', reason: string, message: string, cause: Cause): void {
    const node = this.#stored();
    if (node && this.#node.isOnline()) this.#node.recorder.tell(node, { type, reason, message, cause });
  }

  #writeLater(): void {
    const { clock } = this.#node.context;
    this.#isDue = true;
    clock.at(nextPoint(clock.now, STATUS_PERIOD, STATUS_PHASE), () => {
      this.#isDue = false;
      if (this.#node.isOnline()) this.#write();
      else this.#writeLater();
    });
  }

  #write(): void {
    const { name, context } = this.#node;
    const now = timestamp(context.clock);
    const turns: { readonly event: string; readonly cause: Cause }[] = [];
    const turned = (condition: NodeCondition): NodeCondition => {
      if (!isPressure(condition.type)) return condition;
      const isOn = this.#on.includes(condition.type);
      const status = isOn ? 'True' : 'False';
      if (condition.status === status) return condition;
      const { event, reason, message } = WORDS[condition.type][isOn ? 0 : 1];
      turns.push({ event, cause: { actor: `kubelet/${name}`, reason: message } });
      return { ...condition, status, reason, message, lastHeartbeatTime: now, lastTransitionTime: now };
    };
    const conditions = (this.#stored()?.status.conditions ?? []).map(turned);
    const [first] = turns;
    if (!first) return;
    for (const { event, cause } of turns) this.tell('Normal', event, `Node ${name} status is now: ${event}`, cause);
    context.api.writeStatus(
      'Node',
      undefined,
      name,
      (node) => ({ ...node, status: { ...node.status, conditions } }),
      first.cause,
    );
  }

  #stored(): Node | undefined {
    return this.#node.context.store.get('Node', undefined, this.#node.name);
  }
}
