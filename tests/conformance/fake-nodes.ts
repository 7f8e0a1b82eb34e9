import type { Node, Pod, PodCondition, Taint } from '../../src/simulator/api/schema/kinds.ts';
import type { Cluster } from '../../src/simulator/cluster.ts';
import type { Millis } from '../../src/simulator/clock.ts';
import { withCondition, withTransitionTime } from '../../src/simulator/pod/conditions.ts';
import { microTimestamp, timestamp } from '../../src/simulator/timestamp.ts';

/** A node that runs no containers, as a question of controllers.json names it. */
export interface RecordedNode {
  readonly name: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
}

/**
 * Nodes that run no containers, as the recordings had them: a Pod is Running a second after it is bound, and ready unless
 * its annotation fake/behaviour says otherwise; a deleted Pod is gone after a second.
 * The node hears of a Pod a little after the controllers that wrote it, as a kubelet behind a watch does.
 */
const HEARS: Millis = 10;
const SECOND: Millis = 1000;
/** It wrote one status after another. */
const BETWEEN_WRITES: Millis = 25;

type Behaviour =
  | { readonly what: 'ready' | 'never-ready' }
  | { readonly what: 'ready-after' | 'fail' | 'succeed'; readonly after: Millis };

/** @example behaviourOf("fail:3") → { what: 'fail', after: 3000 } */
function behaviourOf(text = ''): Behaviour {
  const [what, seconds] = text.split(':');
  switch (what) {
    case 'ready-after':
    case 'fail':
    case 'succeed':
      return { what, after: Number(seconds) * SECOND };
    case 'never-ready':
      return { what };
    default:
      return { what: 'ready' };
  }
}

/** What fake nodes need of a cluster. */
type FakeCluster = Pick<Cluster, 'clock' | 'store' | 'api'>;

/** Starts a fake kubelet for all nodes of the cluster; Pods that are there already are heard of too. */
export function runFakeNodes(cluster: FakeCluster): void {
  const { clock, store } = cluster;
  const started = new Set<string>();
  const ending = new Set<string>();
  const hear = (pod: Pod): void => {
    const { uid, deletionTimestamp } = pod.metadata;
    const { nodeName } = pod.spec;
    if (!nodeName || !store.get('Node', undefined, nodeName)) return;
    if (!started.has(uid)) {
      started.add(uid);
      clock.after(HEARS + SECOND, () => start(cluster, pod));
    }
    if (deletionTimestamp && !ending.has(uid)) {
      ending.add(uid);
      clock.after(HEARS + SECOND, () => end(cluster, pod));
    }
  };
  for (const pod of store.list('Pod')) {
    if ((pod.status.phase ?? 'Pending') !== 'Pending') started.add(pod.metadata.uid);
    hear(pod);
  }
  store.watch('Pod', (change) => {
    const { uid } = change.object.metadata;
    if (change.type !== 'deleted') return hear(change.object);
    started.delete(uid);
    ending.delete(uid);
  });
}

function end({ api }: FakeCluster, { metadata: { namespace, name, uid } }: Pod): void {
  const cause = { actor: 'fake-kubelet', reason: 'the Pod has ended' };
  api.delete({ kind: 'Pod', namespace, name }, { gracePeriodSeconds: 0, preconditions: { uid } }, { cause });
}

function start(cluster: FakeCluster, pod: Pod): void {
  const behaviour = behaviourOf(pod.metadata.annotations?.['fake/behaviour']);
  write(
    cluster,
    pod,
    'Running',
    behaviour.what === 'never-ready' || behaviour.what === 'ready-after' ? NOT_READY : READY,
  );
  if (!('after' in behaviour)) return;
  cluster.clock.after(behaviour.after, () => {
    if (behaviour.what === 'fail') write(cluster, pod, 'Failed', FAILED);
    else if (behaviour.what === 'succeed') write(cluster, pod, 'Succeeded', SUCCEEDED);
    else write(cluster, pod, 'Running', READY);
  });
}

/** What is patched, reason by reason: a reason that a patch does not name stays, as the recordings show. */
type Conditions = Readonly<Record<string, { readonly status: 'True' | 'False'; readonly reason?: string }>>;
const READY: Conditions = {
  PodReadyToStartContainers: { status: 'True' },
  Initialized: { status: 'True' },
  Ready: { status: 'True' },
  ContainersReady: { status: 'True' },
};
const NOT_READY: Conditions = {
  ...READY,
  Ready: { status: 'False', reason: 'ContainersNotReady' },
  ContainersReady: { status: 'False', reason: 'ContainersNotReady' },
};
const FAILED: Conditions = {
  ...READY,
  PodReadyToStartContainers: { status: 'False' },
  Ready: { status: 'False', reason: 'PodFailed' },
  ContainersReady: { status: 'False', reason: 'PodFailed' },
};
const SUCCEEDED: Conditions = {
  PodReadyToStartContainers: { status: 'False' },
  Initialized: { status: 'True', reason: 'PodCompleted' },
  Ready: { status: 'False', reason: 'PodCompleted' },
  ContainersReady: { status: 'False', reason: 'PodCompleted' },
};

/** When each cluster's fake kubelet can write again. */
const busyUntil = new WeakMap<FakeCluster, Millis>();

function write(
  cluster: FakeCluster,
  pod: Pod,
  phase: 'Running' | 'Succeeded' | 'Failed',
  conditions: Conditions,
): void {
  const at = Math.max(cluster.clock.now, busyUntil.get(cluster) ?? 0);
  busyUntil.set(cluster, at + BETWEEN_WRITES);
  cluster.clock.at(at, () => writeNow(cluster, pod, phase, conditions));
}

function writeNow(
  { api, clock, store }: FakeCluster,
  pod: Pod,
  phase: 'Running' | 'Succeeded' | 'Failed',
  conditions: Conditions,
): void {
  const { namespace, name, uid } = pod.metadata;
  const now = timestamp(clock);
  const change = (before: Pod): Pod => {
    if (before.metadata.uid !== uid || (before.metadata.deletionTimestamp && phase === 'Running')) return before;
    const all = Object.entries(conditions).reduce((list: readonly PodCondition[] | undefined, [type, condition]) => {
      const old = list?.find((other) => other.type === type);
      return withCondition(list, withTransitionTime({ ...old, type, ...condition }, list, now));
    }, before.status.conditions);
    const startTime = before.status.startTime ?? now;
    const state =
      phase === 'Running'
        ? { running: { startedAt: now } }
        : {
            terminated: {
              exitCode: phase === 'Failed' ? 1 : 0,
              startedAt: startTime,
              finishedAt: now,
              reason: phase === 'Failed' ? 'Error' : 'Completed',
            },
          };
    const ready = conditions['Ready']?.status === 'True';
    const containerStatuses = before.spec.containers.map((container) => ({
      name: container.name,
      image: container.image ?? '',
      imageID: '',
      ready,
      restartCount: 0,
      started: phase === 'Running',
      state,
    }));
    const address = before.status.podIP ?? `10.244.0.${(store.count('Pod') % 250) + 2}`;
    return {
      ...before,
      status: {
        ...before.status,
        phase,
        ...(all ? { conditions: all } : {}),
        startTime,
        podIP: address,
        podIPs: [{ ip: address }],
        containerStatuses,
      },
    };
  };
  api.writeStatus('Pod', namespace, name, change, { actor: 'fake-kubelet', reason: `the Pod is ${phase}` });
}

/** Turns a node's Ready condition. */
export function turnReady(cluster: FakeCluster, name: string, status: 'True' | 'False'): void {
  const now = timestamp(cluster.clock);
  const turned = (node: Node): Node => ({
    ...node,
    status: {
      ...node.status,
      conditions: (node.status.conditions ?? []).map((condition) =>
        condition.type === 'Ready' && condition.status !== status
          ? {
              ...condition,
              status,
              reason: status === 'True' ? 'KubeletReady' : 'KubeletNotReady',
              lastHeartbeatTime: now,
              lastTransitionTime: now,
            }
          : condition,
      ),
    },
  });
  cluster.api.writeStatus('Node', undefined, name, turned, {
    actor: `kubelet/${name}`,
    reason: 'the node says how it is',
  });
}

/** Ends a node's heartbeats: its lease is left as it was last renewed. */
export function silence({ clock, store }: FakeCluster, node: string): void {
  store.create<'Lease'>(
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        namespace: 'kube-node-lease',
        name: node,
        uid: `lease-${node}`,
        resourceVersion: '',
        creationTimestamp: timestamp(clock),
      },
      spec: { holderIdentity: node, leaseDurationSeconds: 40, renewTime: microTimestamp(clock) },
    },
    { actor: `kubelet/${node}`, reason: 'it is cut off: this was its last heartbeat' },
  );
}
