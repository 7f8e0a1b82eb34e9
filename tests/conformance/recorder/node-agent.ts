import { setTimeout as sleep } from 'node:timers/promises';
import type { Node, Pod, PodCondition } from '../../../src/simulator/api/schema/kinds.ts';
import type { RecordedNode } from '../fake-nodes.ts';
import { STRATEGIC, type ApiClient } from './api-client.ts';

export interface NodeAgent {
  nodes(): Node[];
  /** The names of those that were provided last. */
  readonly provided: ReadonlySet<string>;
  /** Makes these the cluster's nodes, ready and settled. */
  provide(specs: readonly RecordedNode[]): Promise<void>;
  turnReady(node: string, status: 'True' | 'False'): Promise<void>;
  /** Reports a last time. */
  silence(node: string): Promise<void>;
}

const HEARTBEAT = 4000;
const SECOND = 1000;
/** Between two status writes, as the agent of controllers.json had it. */
const BETWEEN_WRITES = 25;

type States = Readonly<Record<string, readonly string[]>>;
const READY: States = {
  PodReadyToStartContainers: ['True'],
  Initialized: ['True'],
  Ready: ['True'],
  ContainersReady: ['True'],
};
const NOT_READY: States = {
  ...READY,
  Ready: ['False', 'ContainersNotReady'],
  ContainersReady: ['False', 'ContainersNotReady'],
};
const FAILED: States = {
  ...READY,
  PodReadyToStartContainers: ['False'],
  Ready: ['False', 'PodFailed'],
  ContainersReady: ['False', 'PodFailed'],
};
const SUCCEEDED: States = {
  PodReadyToStartContainers: ['False'],
  Initialized: ['True', 'PodCompleted'],
  Ready: ['False', 'PodCompleted'],
  ContainersReady: ['False', 'PodCompleted'],
};
/** What comes some seconds after it is Running, by what its annotation says. */
const LATER: Readonly<Record<string, { readonly phase: string; readonly states: States }>> = {
  fail: { phase: 'Failed', states: FAILED },
  succeed: { phase: 'Succeeded', states: SUCCEEDED },
  'ready-after': { phase: 'Running', states: READY },
};

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/**
 * Plays the kubelets of nodes that are kept Ready: a Pod is Running and ready a second after it is bound unless its
 * annotation fake/behaviour says otherwise, a deleted Pod gone after a second.
 */
export async function runNodeAgent(api: ApiClient): Promise<NodeAgent> {
  const nodes = new Map<string, Node>();
  const reporting = new Set<string>();
  const provided = new Set<string>();
  const pods = new Map<string, Pod>();
  const started = new Set<string>();
  const ending = new Set<string>();
  const writing = new Map<string, Promise<unknown>>();
  let addresses = 0;

  async function write(uid: string, phase: string, states: States): Promise<void> {
    const pod = pods.get(uid);
    if (!pod || (pod.metadata.deletionTimestamp && phase === 'Running')) return;
    const conditions = Object.entries(states).map(([type, [status, reason]]) => {
      const old: PodCondition | undefined = pod.status.conditions?.find((other) => other.type === type);
      const lastTransitionTime = old?.status === status ? (old?.lastTransitionTime ?? now()) : now();
      return { type, status, ...(reason ? { reason } : {}), lastTransitionTime };
    });
    const startTime = pod.status.startTime ?? now();
    const ip = pod.status.podIP ?? `10.244.${(addresses >> 8) & 255}.${addresses++ & 255}`;
    const exitCode = phase === 'Failed' ? 1 : 0;
    const reason = phase === 'Failed' ? 'Error' : 'Completed';
    const state =
      phase === 'Running'
        ? { running: { startedAt: now() } }
        : { terminated: { exitCode, reason, startedAt: startTime, finishedAt: now() } };
    const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
      ...{ name, image, imageID: '', restartCount: 0, state },
      ready: states['Ready']?.[0] === 'True',
      started: phase === 'Running',
    }));
    const status = { phase, startTime, conditions, podIP: ip, podIPs: [{ ip }], containerStatuses };
    const { namespace, name } = pod.metadata;
    await api.ask(
      'PATCH',
      `${api.pathOf('Pod', namespace ?? '', name)}/status`,
      { metadata: { uid }, status },
      STRATEGIC,
    );
  }

  /** One write after another within a case. */
  function inTurn(pod: Pod, phase: string, states: States): void {
    const { namespace = '', uid } = pod.metadata;
    const before = writing.get(namespace) ?? Promise.resolve();
    writing.set(
      namespace,
      before.then(() => Promise.all([write(uid, phase, states), sleep(BETWEEN_WRITES)])),
    );
  }

  function start(pod: Pod): void {
    const [what, seconds] = (pod.metadata.annotations?.['fake/behaviour'] ?? 'ready').split(':');
    inTurn(pod, 'Running', what === 'never-ready' || what === 'ready-after' ? NOT_READY : READY);
    const then = LATER[what ?? ''];
    if (then) setTimeout(() => inTurn(pod, then.phase, then.states), Number(seconds) * SECOND);
  }

  function end({ metadata: { namespace = '', name, uid } }: Pod): void {
    const options = { gracePeriodSeconds: 0, preconditions: { uid } };
    void api.ask('DELETE', api.pathOf('Pod', namespace, name), options);
  }

  await api.watch(api.pathOf('Node', ''), (type, object) => {
    const node = { ...object, kind: 'Node' } as unknown as Node;
    if (type === 'DELETED') nodes.delete(node.metadata.name);
    else nodes.set(node.metadata.name, node);
  });
  await api.watch(api.pathOf('Pod', ''), (type, object) => {
    const pod = { ...object, kind: 'Pod' } as unknown as Pod;
    const { uid, deletionTimestamp } = pod.metadata;
    if (type === 'DELETED') return void pods.delete(uid);
    pods.set(uid, pod);
    if (!pod.spec.nodeName || !reporting.has(pod.spec.nodeName)) return;
    if (!started.has(uid)) {
      started.add(uid);
      setTimeout(() => start(pod), SECOND);
    }
    if (deletionTimestamp && !ending.has(uid)) {
      ending.add(uid);
      setTimeout(() => end(pod), SECOND);
    }
  });

  async function heartbeat(node: string): Promise<void> {
    const renewTime = new Date().toISOString().replace('Z', '000Z');
    const metadata = { name: node };
    const spec = { holderIdentity: node, leaseDurationSeconds: 40, renewTime };
    const path = api.pathOf('Lease', 'kube-node-lease', node);
    const patched = await api.ask('PATCH', path, { spec }, 'application/merge-patch+json');
    if (patched.status === 404) await api.ask('POST', api.pathOf('Lease', 'kube-node-lease'), { metadata, spec });
  }
  setInterval(() => reporting.forEach((node) => void heartbeat(node)), HEARTBEAT);

  async function make({ name, labels, taints, ...amounts }: RecordedNode): Promise<void> {
    const capacity = { cpu: '32', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '110', ...amounts };
    const names = {
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      ...labels,
    };
    await api.ask('POST', api.pathOf('Node', ''), { metadata: { name, labels: names }, spec: { taints }, status: {} });
    const at = { lastHeartbeatTime: now(), lastTransitionTime: now() };
    const conditions = [
      { type: 'MemoryPressure', status: 'False', reason: 'KubeletHasSufficientMemory', ...at },
      { type: 'DiskPressure', status: 'False', reason: 'KubeletHasNoDiskPressure', ...at },
      { type: 'PIDPressure', status: 'False', reason: 'KubeletHasSufficientPID', ...at },
      { type: 'Ready', status: 'True', reason: 'KubeletReady', ...at },
    ];
    const status = { capacity, allocatable: capacity, conditions };
    await api.ask('PATCH', `${api.pathOf('Node', '', name)}/status`, { status }, STRATEGIC);
    await heartbeat(name);
    reporting.add(name);
  }

  return {
    nodes: () => [...nodes.values()],
    provided,
    async provide(specs) {
      reporting.clear();
      await api.ask('DELETE', api.pathOf('Node', ''));
      while (nodes.size > 0 || [...pods.values()].length > 0) {
        for (const pod of pods.values()) end(pod);
        await sleep(300);
      }
      provided.clear();
      for (const { name } of specs) provided.add(name);
      for (const spec of specs) await make(spec);
      const wanted = specs.flatMap(({ taints = [] }) => taints).length;
      const settled = (): boolean =>
        nodes.size === specs.length && [...nodes.values()].flatMap(({ spec }) => spec.taints ?? []).length === wanted;
      while (!settled()) await sleep(100);
      await sleep(2 * SECOND);
    },
    async turnReady(name, status) {
      const reason = status === 'True' ? 'KubeletReady' : 'KubeletNotReady';
      const condition = { type: 'Ready', status, reason, lastHeartbeatTime: now(), lastTransitionTime: now() };
      await api.ask(
        'PATCH',
        `${api.pathOf('Node', '', name)}/status`,
        { status: { conditions: [condition] } },
        STRATEGIC,
      );
    },
    async silence(name) {
      reporting.delete(name);
      await heartbeat(name);
    },
  };
}
