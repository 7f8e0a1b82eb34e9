import type { Node, Pod } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import type { EventRecorder } from '../events.ts';
import type { Cause } from '../history.ts';
import { keyOf, type Change } from '../store.ts';
import { AssignedPods } from './assigned-pods.ts';
import type { ClusterEvent, StorageObject } from './cluster-event.ts';
import { schedulingCycle, type Outcome } from './cycle.ts';
import { evictVictims } from './evict-victims.ts';
import { storeLookups } from './lookups.ts';
import { NominatedPods } from './nominated-pods.ts';
import { podInfo } from './pod-info.ts';
import { podWithCondition, podWithNomination } from './pod-status.ts';
import { SchedulingQueue, type Waiting } from './queue.ts';
import { Snapshot } from './snapshot.ts';

export interface SchedulerOptions {
  /** Chooses among equal nodes; by chance unless given. */
  readonly choose?: (pod: Pod, nodes: readonly string[]) => string;
}

/**
 * The default scheduler: watches pods and nodes, places one pod at a time and binds it.
 * A pod that comes to an idle scheduler is bound 12 ms after its creation (recorded: 10 … 20 ms).
 * @source kubernetes/kubernetes pkg/scheduler/{scheduler,schedule_one,eventhandlers}.go
 */
export function startScheduler(context: ComponentContext, options: SchedulerOptions = {}): void {
  new Scheduler(context, options).start();
}

const SCHEDULER_NAME = 'default-scheduler';
/** From a change in the store to a cycle, where the scheduler is idle. */
const WATCH_LATENCY: Millis = 3;
/** From one cycle to the next, where pods wait. */
const CYCLE: Millis = 1;
/** From the cycle to the binding or the condition in the store. */
const BIND_LATENCY: Millis = 9;
const PATCH_LATENCY: Millis = 9;
/** The longest note of an event. @source kubernetes/kubernetes pkg/apis/core/validation/events.go NoteLengthLimit */
const NOTE_LIMIT = 1024;

class Scheduler {
  readonly #context: ComponentContext;
  readonly #options: SchedulerOptions;
  readonly #recorder: EventRecorder;
  readonly #snapshot: Snapshot;
  readonly #assigned: AssignedPods;
  readonly #queue: SchedulingQueue;
  readonly #nominated = new NominatedPods();
  /** Pods whose victims are still being deleted: they are not tried meanwhile. */
  readonly #preempting = new Set<string>();
  #startAt = 0;
  #planned = false;

  constructor(context: ComponentContext, options: SchedulerOptions) {
    this.#context = context;
    this.#options = options;
    this.#recorder = context.recorder({ component: SCHEDULER_NAME, style: 'events.k8s.io' });
    this.#snapshot = new Snapshot(storeLookups(context.store));
    this.#assigned = new AssignedPods(this.#snapshot);
    this.#queue = new SchedulingQueue(
      context.clock,
      () => this.#plan(WATCH_LATENCY),
      ({ key }) => this.#preempting.has(key),
    );
  }

  start(): void {
    const { store } = this.#context;
    for (const node of store.list('Node')) this.#snapshot.setNode(node);
    for (const pod of store.list('Pod')) this.#setPod(pod, undefined, undefined);
    store.watch('Node', (change) => this.#onNode(change));
    store.watch('Pod', (change) => this.#onPod(change));
    for (const kind of ['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'] as const)
      store.watch(kind, (change: Change<typeof kind>) => this.#onStorage(change));
  }

  #onNode(change: Change<'Node'>): void {
    const node: Node = change.object;
    if (change.type === 'deleted') this.#snapshot.removeNode(node.metadata.name);
    else this.#snapshot.setNode(node);
    const event: ClusterEvent =
      change.type === 'added'
        ? { type: 'node-added', node }
        : change.type === 'modified'
          ? { type: 'node-updated', before: change.before, node }
          : { type: 'node-removed', node };
    this.#queue.onEvent(event, change.entry);
  }

  #onStorage(change: Change<StorageObject['kind']>): void {
    if (change.type === 'deleted') return;
    const before = change.type === 'modified' ? { before: change.before } : {};
    this.#queue.onEvent({ type: 'storage', object: change.object, ...before }, change.entry);
  }

  #onPod(change: Change<'Pod'>): void {
    if (change.type === 'deleted') this.#dropPod(change.object, change.entry);
    else this.#setPod(change.object, change.type === 'modified' ? change.before : undefined, change.entry);
  }

  #setPod(pod: Pod, before: Pod | undefined, entry: number | undefined): void {
    const key = keyOf(pod);
    if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return this.#dropPod(pod, entry);
    if (pod.spec.nodeName) {
      this.#queue.delete(key);
      this.#nominated.forget(key);
      const event = this.#assigned.set(pod, key);
      if (event) this.#queue.onEvent(event, entry);
      return;
    }
    if ((pod.spec.schedulerName ?? SCHEDULER_NAME) !== SCHEDULER_NAME || this.#assigned.isAssumed(key)) return;
    const info = podInfo(pod);
    const promised = pod.status.nominatedNodeName;
    if (promised) this.#nominated.promise(info, promised);
    else if (before?.status.nominatedNodeName) this.#nominated.forget(key);
    if (!before) return this.#queue.add(info, entry);
    this.#queue.update(info, before, entry);
    if (before.status.nominatedNodeName !== promised) this.#onPromiseGone(before, entry);
  }

  /** A pod that loses the node it was promised leaves room there for those that are not more important. */
  #onPromiseGone(before: Pod, entry: number | undefined): void {
    if (!before.status.nominatedNodeName) return;
    const info = podInfo(before);
    this.#queue.onEvent({ type: 'pod-removed', pod: info }, entry, info.priority);
  }

  #dropPod(pod: Pod, entry: number | undefined): void {
    const key = keyOf(pod);
    this.#queue.delete(key);
    this.#nominated.forget(key);
    if (!pod.spec.nodeName && !this.#assigned.isAssumed(key)) this.#onPromiseGone(pod, entry);
    const event = this.#assigned.isAssumed(key) ? undefined : this.#assigned.delete(key);
    if (event) this.#queue.onEvent(event, entry);
  }

  #plan(delay: Millis): void {
    if (this.#planned) return;
    this.#planned = true;
    this.#context.clock.after(delay, () => {
      this.#planned = false;
      const next = this.#queue.pop();
      if (next) this.#schedule(next);
      if (!this.#queue.isEmpty) this.#plan(CYCLE);
    });
  }

  #schedule(waiting: Waiting): void {
    const { clock, random, store, history } = this.#context;
    const { pod } = waiting.info;
    if (pod.metadata.deletionTimestamp) {
      const message = `skip schedule deleting pod: ${waiting.info.key}`;
      this.#recorder.tell(pod, {
        type: 'Warning',
        reason: 'FailedScheduling',
        message,
        action: 'Scheduling',
        cause: causeOf(waiting, message),
      });
      return this.#queue.delete(waiting.info.key);
    }
    const choose = this.#options.choose;
    const { outcome, trace, looked } = schedulingCycle({
      pod: waiting.info,
      cluster: this.#snapshot,
      startAt: this.#startAt,
      nominated: this.#nominated.on,
      budgets: () => store.list('PodDisruptionBudget'),
      random: (below) => random.int(below),
      choose: (nodes) => (choose ? choose(pod, nodes) : random.pick(nodes)),
      explaining: history.isKept ? 'explained' : 'plain',
    });
    const nodes = this.#snapshot.nodes.length;
    if (nodes > 0) this.#startAt = (this.#startAt + looked) % nodes;
    history.record({ type: 'schedule', at: clock.now, pod: waiting.info.key, trace });
    if (outcome.kind === 'placed') this.#bind(waiting, outcome.node);
    else this.#fail(waiting, outcome);
  }

  /** Takes the pod for placed at once; the binding follows. */
  #bind(waiting: Waiting, node: string): void {
    const { clock, api, store } = this.#context;
    const { info } = waiting;
    this.#queue.delete(info.key);
    this.#nominated.forget(info.key);
    this.#assigned.assume(info, node);
    clock.after(BIND_LATENCY, () => {
      const { name, uid } = info.pod.metadata;
      const cause = causeOf(waiting, `${node} suits the pod best`);
      const isThere = store.get('Pod', info.namespace, name)?.metadata.uid === uid;
      if (!isThere || !api.bind(info.namespace, name, node, { cause }).ok) return this.#notBound(waiting);
      const message = `Successfully assigned ${info.key} to ${node}`;
      this.#recorder.tell(info.pod, { type: 'Normal', reason: 'Scheduled', message, action: 'Binding', cause });
    });
  }

  /** The pod's place is free again; if the pod is still there it is tried later, and its successor of the same name anew. */
  #notBound(waiting: Waiting): void {
    const { namespace, pod, key } = waiting.info;
    const forgotten = this.#assigned.forget(key);
    if (forgotten) this.#queue.onEvent({ type: 'pod-removed', pod: forgotten }, undefined);
    const current = this.#context.store.get('Pod', namespace, pod.metadata.name);
    if (!current || current.spec.nodeName) return;
    if (current.metadata.uid === pod.metadata.uid) this.#queue.addErrored({ ...waiting, info: podInfo(current) });
    else this.#setPod(current, undefined, undefined);
  }

  #fail(waiting: Waiting, { message, plugins, nominated }: Extract<Outcome, { kind: 'unschedulable' }>): void {
    const { clock, api } = this.#context;
    const { info } = waiting;
    const cause = causeOf(waiting, 'no node suits the pod');
    if (typeof nominated === 'object') {
      this.#nominated.promise(info, nominated.node);
      this.#preempting.add(info.key);
      evictVictims(
        this.#context,
        this.#recorder,
        { preemptor: info, ...nominated, others: this.#nominated.on(nominated.node), cause },
        () => this.#preempting.delete(info.key),
      );
    } else if (nominated === 'goes') this.#nominated.forget(info.key);
    this.#queue.addUnschedulable(waiting, plugins);

    const note = message.length <= NOTE_LIMIT ? message : `${message.slice(0, NOTE_LIMIT - 4)} ...`;
    this.#recorder.tell(info.pod, {
      type: 'Warning',
      reason: 'FailedScheduling',
      message: note,
      action: 'Scheduling',
      cause,
    });
    clock.after(PATCH_LATENCY, () => {
      const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
      api.writeStatus(
        'Pod',
        info.namespace,
        info.pod.metadata.name,
        (pod) => {
          if (pod.spec.nodeName || pod.metadata.uid !== info.pod.metadata.uid) return pod;
          const conditioned = podWithCondition(pod, condition, clock);
          return nominated === 'stays'
            ? conditioned
            : podWithNomination(conditioned, nominated === 'goes' ? '' : nominated.node);
        },
        cause,
      );
    });
  }
}

const causeOf = ({ because }: Waiting, reason: string): Cause => ({ actor: SCHEDULER_NAME, reason, because });
