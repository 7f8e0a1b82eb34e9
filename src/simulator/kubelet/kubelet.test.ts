import { expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { Pod } from '../api/schema/kinds.ts';
import { Cluster } from '../cluster.ts';
import { createRecorder, type EventRecorder, type EventSource } from '../events.ts';
import type { HistoryEntry } from '../history.ts';
import { startKubelet } from './kubelet.ts';
import type { NodeOutages, NodeRuntime } from './node-runtime.ts';

const you = { cause: { actor: 'you', reason: 'a test' } };
const LOOP = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 1; done'];

function clusterWith(spec: JsonObject, seconds: number): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }], run: { controllers: false } });
  const created = cluster.api.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }, 'default', you);
  if (!created.ok) throw new Error(created.error.message);
  cluster.runUntil(seconds * 1000);
  return cluster;
}
const podOf = (cluster: Cluster): Pod | undefined => cluster.store.get('Pod', 'default', 'p');
const app = (rest: JsonObject): JsonObject => ({ name: 'app', image: 'busybox:1.36', ...rest });

/** From an entry back to what first caused it: what each was. */
function chain(cluster: Cluster, entry: HistoryEntry | undefined): string[] {
  const names: string[] = [];
  for (let at = entry; at;) {
    names.push(
      at.type === 'container'
        ? `${at.what} ${at.detail.split(' ')[0] ?? ''}`
        : at.type === 'write'
          ? `${at.verb} ${at.kind}`
          : at.type === 'probe'
            ? `${at.probe} ${at.result}`
            : at.type,
    );
    const because: number | undefined = 'cause' in at ? at.cause.because : undefined;
    at = because === undefined ? undefined : cluster.history.entries[because];
  }
  return names;
}

test('a Pod is Running and Ready within a second, with an address', () => {
  const pod = podOf(clusterWith({ containers: [app({ command: LOOP })] }, 1));
  expect(pod?.status).toMatchObject({
    phase: 'Running',
    podIP: expect.stringMatching(/^10\.244\./),
    containerStatuses: [{ ready: true, started: true, restartCount: 0 }],
  });
});

test('a restart is explained by the end, the signal and the probe before it', () => {
  const cluster = clusterWith(
    {
      terminationGracePeriodSeconds: 2,
      containers: [
        app({ command: LOOP, livenessProbe: { exec: { command: ['false'] }, periodSeconds: 2, failureThreshold: 2 } }),
      ],
    },
    8,
  );
  const restart = cluster.history.entries.findLast((entry) => entry.type === 'container' && entry.what === 'started');
  expect(chain(cluster, restart).slice(0, 4)).toEqual(['started sh', 'exited 0', 'signal SIGTERM', 'liveness failure']);
});

test('looks that find the same are one entry of the history', () => {
  const cluster = clusterWith(
    { containers: [app({ command: LOOP, livenessProbe: { exec: { command: ['true'] }, periodSeconds: 2 } })] },
    60,
  );
  const looks = cluster.history.entries.filter((entry) => entry.type === 'probe');
  expect(looks).toMatchObject([{ result: 'success', inARow: 29, period: 2000 }]);
});

test('a server that does not change is looked at as if each period, and a stop is seen at the next one', () => {
  const command = ['sh', '-c', 'httpd -p 8080 -h /tmp; sleep 21; kill $(pidof httpd); sleep 100'];
  const cluster = clusterWith(
    { containers: [app({ command, readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 2 } })] },
    60,
  );
  const [up, down] = cluster.history.entries.filter((entry) => entry.type === 'probe');
  expect([up, down]).toMatchObject([{ result: 'success' }, { result: 'failure', inARow: 1 }]);
  expect((down?.at ?? 0) - (up?.last ?? 0)).toBe(2000);
  expect(podOf(cluster)?.status.containerStatuses?.[0]?.ready).toBe(false);
});

test('a deleted Pod gets its grace and is gone soon after', () => {
  const cluster = clusterWith(
    { terminationGracePeriodSeconds: 4, containers: [app({ command: ['sleep', '3600'] })] },
    5,
  );
  cluster.api.delete({ kind: 'Pod', namespace: 'default', name: 'p' }, {}, you);
  cluster.runUntil(9_000);
  expect(podOf(cluster)?.metadata.deletionTimestamp).toBeDefined();
  cluster.runUntil(11_000);
  expect(podOf(cluster)).toBeUndefined();
});

test('a Pod that waits for its volumes can be deleted', () => {
  const cluster = clusterWith(
    { volumes: [{ name: 'v', configMap: { name: 'none' } }], containers: [app({ command: LOOP })] },
    5,
  );
  cluster.api.delete({ kind: 'Pod', namespace: 'default', name: 'p' }, {}, you);
  cluster.runUntil(8_000);
  expect(podOf(cluster)).toBeUndefined();
});

test('the same seed gives the same history', () => {
  const entries = (): string =>
    JSON.stringify(clusterWith({ containers: [app({ command: ['sh', '-c', 'exit 1'] })] }, 60).history.entries);
  expect(entries()).toBe(entries());
});

test('a node whose Pods do nothing has little to do', () => {
  const cluster = clusterWith(
    {
      containers: [
        app({
          command: ['sleep', '100000'],
          livenessProbe: { tcpSocket: { port: 1 }, initialDelaySeconds: 50_000, periodSeconds: 100 },
        }),
      ],
    },
    10,
  );
  let steps = 0;
  for (let next = cluster.clock.next(); next !== undefined && next < 600_000; next = cluster.clock.next(), steps++)
    cluster.clock.step();
  expect(steps).toBeLessThan(100); // memory is looked at each 10 s, the Pod now and then
});

test('a Pod that takes more memory than it asked for is evicted when the node runs short', () => {
  const cluster = new Cluster({
    nodes: [
      {
        name: 'small',
        capacity: { cpu: '2', memory: '2Gi', pods: '110' },
        allocatable: { cpu: '2', memory: '300Mi', pods: '110' },
      },
    ],
    run: { controllers: false },
  });
  const create = (name: string, memory: string, env: JsonObject[]): void =>
    void cluster.api.create(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name },
        spec: { containers: [{ name: 'app', image: 'course/leaky:1.0', env, resources: { requests: { memory } } }] },
      },
      'default',
      you,
    );
  create('modest', '100Mi', [{ name: 'MAX_MB', value: '60' }]);
  create('greedy', '100Mi', [{ name: 'MB_PER_SECOND', value: '4' }]);
  cluster.runUntil(120_000);
  const [modest, greedy] = ['modest', 'greedy'].map((name) => cluster.store.get('Pod', 'default', name)?.status);
  expect(modest).toMatchObject({ phase: 'Running' });
  expect(greedy).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
  expect(greedy?.conditions).toContainEqual(
    expect.objectContaining({ type: 'DisruptionTarget', reason: 'TerminationByKubelet' }),
  );
});

/** A Pod that has run for a while on a node to which something then happens. */
function onNode(then: (node: NodeRuntime & NodeOutages, cluster: Cluster) => void): Pod | undefined {
  const cluster = new Cluster({ run: { controllers: false, kubelets: false } });
  cluster.addNode({ name: 'node-1' });
  const node = cluster.store.get('Node', undefined, 'node-1');
  const recorder = (source: EventSource): EventRecorder => createRecorder(cluster, source);
  const { clock, random, store, history, api, network } = cluster;
  const kubelet = startKubelet(
    { clock, random, store, history, api, recorder },
    { node: node!, network, images: 'all' },
  );
  cluster.api.create(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [app({ command: LOOP })] } },
    'default',
    you,
  );
  cluster.runUntil(20_000);
  then(kubelet, cluster);
  cluster.runUntil(80_000);
  return podOf(cluster);
}

test('after a reboot a Pod runs again, in a new sandbox', () => {
  const status = onNode((node) => node.reboot())?.status;
  expect(status).toMatchObject({
    phase: 'Running',
    containerStatuses: [{ ready: true, restartCount: 1, lastState: { terminated: { exitCode: 255 } } }],
  });
});

test('a node that was cut off hears of a deletion when it is back', () => {
  const pod = onNode((node, cluster) => {
    node.disconnect();
    cluster.api.delete({ kind: 'Pod', namespace: 'default', name: 'p' }, {}, you);
    cluster.runUntil(60_000);
    expect(podOf(cluster)?.metadata.deletionTimestamp).toBeDefined();
    expect(cluster.store.get('Lease', 'kube-node-lease', 'node-1')?.spec?.renewTime).toContain('00:00:20');
    node.reconnect();
  });
  expect(pod).toBeUndefined();
});

test('a working directory that is a file cannot be made, and nothing starts', () => {
  const cluster = clusterWith({ containers: [app({ command: ['pwd'], workingDir: '/etc/passwd' })] }, 5);
  const [status] = podOf(cluster)?.status.containerStatuses ?? [];
  expect(status?.lastState?.terminated).toMatchObject({ reason: 'StartError', exitCode: 128 });
  expect(status?.lastState?.terminated?.message).toMatch(
    /error during container init: mkdir \/etc\/passwd: not a directory$/,
  );
});
