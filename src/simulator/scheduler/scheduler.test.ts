import { expect, test } from 'vitest';
import { createApiServer } from '../api/create-server.ts';
import type { Pod } from '../api/schema/kinds.ts';
import { bootstrapObjects } from '../bootstrap.ts';
import { Clock } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import { createRecorder } from '../events.ts';
import { History } from '../history.ts';
import { nodeObject, type NodeSpec } from '../node.ts';
import { Random } from '../random.ts';
import { Store } from '../store.ts';
import { startScheduler } from './scheduler.ts';

const cause = { actor: 'test', reason: 'the test has it' };

function start(...nodes: NodeSpec[]): ComponentContext {
  const clock = new Clock();
  const random = new Random(1);
  const history = new History();
  const store = new Store(clock, history);
  const api = createApiServer({ clock, random, store });
  const context: ComponentContext = {
    clock,
    random,
    history,
    store,
    api,
    recorder: (source) => createRecorder({ clock, random, store }, source),
  };
  for (const object of bootstrapObjects(context)) store.create(object, cause);
  for (const node of nodes) addNode(context, node);
  startScheduler(context);
  return context;
}

const addNode = (context: ComponentContext, node: NodeSpec): void =>
  void context.store.create(nodeObject(context, node), cause);

function create({ api }: ComponentContext, name: string, cpu: string, spec: object = {}): void {
  const container = { name: 'app', image: 'nginx', resources: { requests: { cpu } } };
  const answer = api.create(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [container], ...spec } },
    'default',
    { cause },
  );
  if (!answer.ok) throw new Error(answer.error.message);
}

/** A node of four whose three are taken by the Pod "low", and the class "high" above it. */
function withLow(): ComponentContext {
  const context = start(four);
  context.api.create(
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 10 },
    undefined,
    { cause },
  );
  create(context, 'low', '3');
  context.clock.runUntil(1000);
  return context;
}

const pod = ({ store }: ComponentContext, name: string): Pod | undefined => store.get('Pod', 'default', name);
const nodeOf = (context: ComponentContext, name: string): string | undefined => pod(context, name)?.spec.nodeName;
const scheduled = (context: ComponentContext, name: string): unknown => {
  const found = pod(context, name)?.status.conditions?.find(({ type }) => type === 'PodScheduled');
  return found && [found.status, found.reason, found.message];
};
const told = ({ store }: ComponentContext, name: string): (string | undefined)[] =>
  store
    .list('Event')
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ reason, message }) => `${reason}: ${message}`);

const four = { name: 'a', allocatable: { cpu: '4' } };
const FULL =
  '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';

test('a pod is bound 12 ms after its creation, and told so', () => {
  const context = start(four);
  create(context, 'p', '1');
  context.clock.runUntil(11);
  expect(nodeOf(context, 'p')).toBeUndefined();
  context.clock.runUntil(12);
  expect([nodeOf(context, 'p'), told(context, 'p')]).toEqual([
    'a',
    ['Scheduled: Successfully assigned default/p to a'],
  ]);
});

test('pods that come together are bound one after another, each meeting those before', () => {
  const context = start(four, { ...four, name: 'b' });
  for (let i = 0; i < 4; i++) create(context, `p${i}`, '2');
  context.clock.runUntil(15);
  expect(['p0', 'p1', 'p2', 'p3'].map((name) => nodeOf(context, name)).sort()).toEqual(['a', 'a', 'b', 'b']);
});

test('a pod that fits nowhere says why, and is placed when a node with room comes', () => {
  const context = start(four);
  create(context, 'big', '4');
  create(context, 'p', '2');
  context.clock.runUntil(60_000);
  expect(scheduled(context, 'p')).toEqual(['False', 'Unschedulable', FULL]);
  expect(told(context, 'p')).toEqual([`FailedScheduling: ${FULL}`]);
  addNode(context, { ...four, name: 'b' });
  context.clock.runUntil(61_000);
  expect([nodeOf(context, 'p'), scheduled(context, 'p')]).toEqual(['b', ['True', undefined, undefined]]);
});

test('a pod that runs to its end leaves its room', () => {
  const context = start(four);
  create(context, 'job', '4');
  create(context, 'p', '4');
  context.clock.runUntil(10_000);
  context.api.writeStatus(
    'Pod',
    'default',
    'job',
    (job) => ({ ...job, status: { ...job.status, phase: 'Succeeded' } }),
    cause,
  );
  context.clock.runUntil(10_100);
  expect(nodeOf(context, 'p')).toBe('a');
});

test('a pod without an event that helps is tried every five minutes: anew once its condition is noted, then in a series', () => {
  const context = start(four);
  create(context, 'p', '5');
  const seen = (): unknown => {
    const attempts = context.history.entries.filter(({ type }) => type === 'schedule').length;
    return [attempts, context.store.list('Event').map(({ series }) => series?.count)];
  };
  context.clock.runUntil(340_000);
  expect(seen()).toEqual([2, [undefined, undefined]]);
  context.clock.runUntil(670_000);
  expect(seen()).toEqual([3, [undefined, 2]]);
});

test('pods of another scheduler and pods with gates are left alone', () => {
  const context = start(four);
  create(context, 'other', '1', { schedulerName: 'mine' });
  create(context, 'gated', '1', { schedulingGates: [{ name: 'wait' }] });
  context.clock.runUntil(1000);
  expect([nodeOf(context, 'other'), nodeOf(context, 'gated'), told(context, 'gated')]).toEqual([
    undefined,
    undefined,
    [],
  ]);
});

test('a pod that preempts is promised the node, and placed there once its victim is gone', () => {
  const context = withLow();
  const { store, clock } = context;
  create(context, 'high', '3', { priorityClassName: 'high' });
  clock.runUntil(1100);
  expect(pod(context, 'high')?.status.nominatedNodeName).toBe('a');
  expect(scheduled(context, 'high')).toEqual([
    'False',
    'Unschedulable',
    '0/1 nodes are available: 1 Insufficient cpu.',
  ]);
  expect(pod(context, 'low')?.metadata.deletionTimestamp).toBeDefined();
  expect(pod(context, 'low')?.status.conditions?.find(({ type }) => type === 'DisruptionTarget')?.reason).toBe(
    'PreemptionByScheduler',
  );
  expect(told(context, 'low').at(-1)).toBe(
    `Preempted: Preempted by pod ${pod(context, 'high')?.metadata.uid} on node a`,
  );
  expect(store.list('Event').find(({ reason }) => reason === 'Preempted')?.related).toMatchObject({
    kind: 'Pod',
    name: 'high',
    uid: pod(context, 'high')?.metadata.uid,
  });
  create(context, 'small', '1');
  clock.runUntil(1200);
  expect(nodeOf(context, 'small')).toBeUndefined();
  store.remove('Pod', 'default', 'low', cause);
  clock.runUntil(1300);
  expect([nodeOf(context, 'high'), nodeOf(context, 'small')]).toEqual(['a', 'a']);
});

test('a pod that is no longer promised a node leaves room there for the less important', () => {
  const context = withLow();
  const { store, clock } = context;
  create(context, 'high', '4', { priorityClassName: 'high' });
  clock.runUntil(1100);
  create(context, 'small', '1');
  clock.runUntil(1200);
  expect([nodeOf(context, 'small'), pod(context, 'high')?.status.nominatedNodeName]).toEqual([undefined, 'a']);
  store.remove('Pod', 'default', 'high', cause);
  clock.runUntil(3000);
  expect(nodeOf(context, 'small')).toBe('a');
});

test('a pod that is deleted before it is bound leaves no trace on the node', () => {
  const context = start(four);
  create(context, 'p', '4');
  context.clock.runUntil(5);
  context.store.remove('Pod', 'default', 'p', cause);
  context.clock.runUntil(100);
  create(context, 'q', '4');
  context.clock.runUntil(200);
  expect(nodeOf(context, 'q')).toBe('a');
});

test('a pod that takes the name of one that was about to be bound is placed in its own right', () => {
  const context = start(four);
  create(context, 'p', '4');
  context.clock.runUntil(5);
  context.store.remove('Pod', 'default', 'p', cause);
  create(context, 'p', '5');
  context.clock.runUntil(200);
  expect([nodeOf(context, 'p'), scheduled(context, 'p')]).toEqual([
    undefined,
    ['False', 'Unschedulable', expect.stringContaining('Insufficient cpu')],
  ]);
});

test('the same seed gives the same history', () => {
  const run = (): string => {
    const context = start(four, { ...four, name: 'b' }, { ...four, name: 'c' });
    for (let i = 0; i < 8; i++) create(context, `p${i}`, '1500m');
    context.clock.runUntil(400_000);
    return JSON.stringify(context.history.entries);
  };
  expect(run()).toBe(run());
});

test('the binding names the change that brought the pod here', () => {
  const context = start(four);
  create(context, 'p', '1');
  context.clock.runUntil(100);
  const writes = context.history.entries.flatMap((entry) =>
    entry.type === 'write' && entry.key === 'default/p' ? [entry] : [],
  );
  expect(writes[1]?.cause.because).toBe(writes[0]?.index);
});
