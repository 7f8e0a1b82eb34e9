import type { Node, ObjectReference, Pod, Taint } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Millis } from '../../clock.ts';
import type { Cause } from '../../history.ts';
import { findCondition } from '../../pod/conditions.ts';
import { podWithCondition } from '../../scheduler/pod-status.ts';
import { parseTimestamp, timestamp } from '../../timestamp.ts';
import { indexPodsByNode, podsOnNode } from '../selected-pods.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { unknownNode } from './silence.ts';
import {
  hasReadinessTaint,
  readiness,
  taintsOf,
  withNoExecuteTaint,
  withNoScheduleTaints,
  withoutNoExecuteTaints,
} from './taints.ts';
import { TaintQueue, taintingRate, zoneOf, zoneState } from './zones.ts';

const ACTOR = 'node-lifecycle-controller';
/** Nodes are looked at so often; `PHASE` is where in that period. @source kubernetes/kubernetes pkg/controller/nodelifecycle/config/v1alpha1/defaults.go NodeMonitorPeriod */
const PERIOD: Millis = 5_000;
const PHASE: Millis = 2_500;
/** How long a node may say nothing. @source the same file, NodeMonitorGracePeriod */
const GRACE: Millis = 50_000;
const LEASES = 'kube-node-lease';

/** The first look at or after `t`. @example lookAfter(2500) → 2500 · lookAfter(2501) → 7500 */
const lookAfter = (t: Millis): Millis => Math.ceil((t - PHASE) / PERIOD) * PERIOD + PHASE;

/**
 * The first look at which a node is given up that was last heard at `heard`. A look takes a moment, and the next comes a
 * period after it: so many periods on, a little more than the grace period has passed.
 * @source kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go Run (wait.UntilWithContext), tryUpdateNodeHealth
 */
export const givenUpAt = (heard: Millis, grace: Millis): Millis => lookAfter(lookAfter(heard) + grace);

/**
 * Taints nodes by their conditions, gives up those that fall silent, and marks their Pods as not ready.
 * A look at the nodes is taken only where it may see something new.
 * @source kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go
 */
export function startNodeLifecycleController(context: ComponentContext): void {
  const { clock, store, api, nodeMonitorGracePeriod: grace = GRACE } = context;
  const recorder = context.recorder({ component: 'node-controller', style: 'core' });
  indexPodsByNode(context);
  const zones = new Map<string, TaintQueue>();
  const known = new Set<string>();
  /** Nodes that the next look is about, with the entry that made it so. */
  const due = new Map<string, number | undefined>();
  const looks = new Set<Millis>();
  const updated = new WorkQueue(clock, taintNoSchedule);
  const assigned = new WorkQueue(clock, markAssigned);

  for (const node of store.list('Node')) {
    const { name } = node.metadata;
    known.add(name);
    updated.add(name);
    if (needsLook(node)) look(name, clock.now, undefined);
  }
  store.watch('Node', (change) => {
    const { name } = change.object.metadata;
    if (change.type === 'deleted') zones.get(zoneOf(change.object))?.delete(name);
    if (change.type === 'added') updated.add(name, change.entry);
    if (change.type !== 'modified') return look(name, clock.now, change.entry);
    if (!isNews(change.before, change.object)) return;
    updated.add(name, change.entry);
    if (needsLook(change.object) || needsLook(change.before)) look(name, clock.now, change.entry);
  });
  for (const { metadata, spec } of store.list('Lease', LEASES)) fellSilent(metadata.name, spec?.renewTime, undefined);
  store.watch('Lease', (change) => {
    const { metadata, spec } = change.object;
    if (metadata.namespace !== LEASES) return;
    if (change.type === 'deleted') look(metadata.name, clock.now, change.entry);
    else fellSilent(metadata.name, spec?.renewTime, change.entry);
  });
  store.watch('Pod', (change) => {
    const { metadata, spec } = change.object;
    if (change.type === 'deleted' || !spec.nodeName) return;
    if (change.type === 'modified' && change.before.spec.nodeName === spec.nodeName) return;
    const node = store.get('Node', undefined, spec.nodeName);
    if (node && readiness(node) !== 'True') assigned.add(`${metadata.namespace ?? ''}/${metadata.name}`, change.entry);
  });

  function fellSilent(name: string, renewTime: string | null | undefined, because: number | undefined): void {
    const last = (parseTimestamp(renewTime ?? '') ?? clock.epoch) - clock.epoch;
    look(name, givenUpAt(last, grace), because);
  }

  /** Has a look taken at `name`, at `t` or as soon after as looks are: the next one at the earliest. */
  function look(name: string, t: Millis, because: number | undefined): void {
    const at = lookAfter(Math.max(t, clock.now + 1));
    const wake = (): void => {
      due.set(name, because);
      if (looks.has(at)) return;
      looks.add(at);
      clock.after(0, () => {
        looks.delete(at);
        monitor();
      });
    };
    clock.at(at, wake);
  }

  /** @source monitorNodeHealth */
  function monitor(): void {
    const nodes = [...due];
    due.clear();
    for (const [name, because] of nodes) {
      const node = store.get('Node', undefined, name);
      const isNew = node !== undefined && !known.has(name);
      if (node && isNew) {
        known.add(name);
        tellNode(node, 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`, because);
      } else if (!node && known.delete(name))
        tellNode(
          { kind: 'Node', name },
          'RemovingNode',
          `Node ${name} event: Removing Node ${name} from Controller`,
          because,
        );
      if (node) examine(node, because);
    }
    if (nodes.length > 0) handleDisruption(nodes.at(-1)?.[1]);
  }

  function examine(node: Node, because: number | undefined): void {
    const { name } = node.metadata;
    const before = readiness(node);
    const isSilent = isGivenUp(name);
    if (isSilent && before !== 'Unknown') {
      const cause: Cause = { actor: ACTOR, reason: `node ${name} has said nothing for ${grace / 1000} s`, because };
      api.writeStatus('Node', undefined, name, (stored) => unknownNode(stored, timestamp(clock)), cause);
      if (before === 'True') {
        tellNode(node, 'NodeNotReady', `Node ${name} status is now: NodeNotReady`, because);
        for (const pod of podsOnNode(context, name)) markNotReady(pod, because);
      }
    }
    const zone = queueOf(node);
    if (before === 'True' && !isSilent) {
      zone.delete(name);
      setTaints(name, withoutNoExecuteTaints, 'the node is ready', because);
    } else if (hasReadinessTaint(node)) taintNoExecute(name, because);
    else zone.add(name, because);
  }

  function isGivenUp(name: string): boolean {
    const lease = store.get('Lease', LEASES, name);
    if (!lease) return false;
    const last = (parseTimestamp(lease.spec?.renewTime ?? '') ?? clock.epoch) - clock.epoch;
    return clock.now >= givenUpAt(last, grace);
  }

  function queueOf(node: Node): TaintQueue {
    const zone = zoneOf(node);
    let queue = zones.get(zone);
    if (!queue) zones.set(zone, (queue = new TaintQueue(clock, taintNoExecute)));
    return queue;
  }

  /** @source handleDisruption */
  function handleDisruption(because: number | undefined): void {
    const members = new Map<string, Node[]>();
    for (const node of store.list('Node')) {
      const zone = zoneOf(node);
      members.set(zone, [...(members.get(zone) ?? []), node]);
    }
    const states = new Map([...members].map(([zone, nodes]) => [zone, zoneState(nodes)]));
    const isEverythingDown = states.size > 0 && [...states.values()].every((state) => state === 'full');
    for (const [zone, queue] of zones)
      queue.setRate(taintingRate(states.get(zone) ?? 'normal', members.get(zone)?.length ?? 0, isEverythingDown));
    if (!isEverythingDown) return;
    for (const { metadata } of store.list('Node'))
      setTaints(metadata.name, withoutNoExecuteTaints, 'no node is ready: the control plane may be cut off', because);
  }

  function taintNoSchedule(name: string, because: number | undefined): Outcome {
    setTaints(name, (node) => withNoScheduleTaints(node, timestamp(clock)), 'its conditions say so', because);
    return 'done';
  }

  function taintNoExecute(name: string, because: number | undefined): void {
    setTaints(name, (node) => withNoExecuteTaint(node, timestamp(clock)), 'the node is not ready', because);
  }

  function setTaints(
    name: string,
    change: (node: Node) => readonly Taint[],
    reason: string,
    because: number | undefined,
  ): void {
    const write = (node: Node): Node => {
      const taints = change(node);
      if (taints === taintsOf(node)) return node;
      return { ...node, spec: { ...node.spec, taints: taints.length > 0 ? taints : undefined } };
    };
    api.writeStatus('Node', undefined, name, write, { actor: ACTOR, reason, because });
  }

  function markAssigned(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const pod = store.get('Pod', namespace, name);
    if (pod) markNotReady(pod, because);
    return 'done';
  }

  /** @source kubernetes/kubernetes pkg/controller/util/node/controller_utils.go MarkPodsNotReady */
  function markNotReady(pod: Pod, because: number | undefined): void {
    const ready = findCondition(pod.status.conditions, 'Ready');
    if (ready?.status !== 'True') return;
    const { namespace, name } = pod.metadata;
    const cause: Cause = { actor: ACTOR, reason: `node ${pod.spec.nodeName ?? ''} is not ready`, because };
    const change = (stored: Pod): Pod => podWithCondition(stored, { ...ready, status: 'False' }, clock);
    api.writeStatus('Pod', namespace, name, change, cause);
    recorder.tell(pod, { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', cause });
  }

  function tellNode(node: Node | ObjectReference, reason: string, message: string, because: number | undefined): void {
    recorder.tell(node, { type: 'Normal', reason, message, cause: { actor: ACTOR, reason: message, because } });
  }
}

const needsLook = (node: Node): boolean => readiness(node) !== 'True' || hasReadinessTaint(node);

/** Heartbeats alone are none. */
const isNews = (before: Node, node: Node): boolean =>
  before.spec !== node.spec ||
  before.metadata.labels !== node.metadata.labels ||
  (node.status.conditions ?? []).some(
    ({ type, status }) => before.status.conditions?.find((other) => other.type === type)?.status !== status,
  );
