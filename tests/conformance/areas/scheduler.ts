import type { JsonObject } from '../../../src/simulator/api/json.ts';
import { createApiServer } from '../../../src/simulator/api/create-server.ts';
import type { ContainerImage, Node, Pod, Taint } from '../../../src/simulator/api/schema/kinds.ts';
import { bootstrapObjects } from '../../../src/simulator/bootstrap.ts';
import { Clock } from '../../../src/simulator/clock.ts';
import type { ComponentContext } from '../../../src/simulator/component.ts';
import { createRecorder } from '../../../src/simulator/events.ts';
import { History } from '../../../src/simulator/history.ts';
import { Random } from '../../../src/simulator/random.ts';
import { startScheduler } from '../../../src/simulator/scheduler/scheduler.ts';
import type { ScheduleTrace } from '../../../src/simulator/scheduler/trace.ts';
import { isNamespaced, keyOf, Store } from '../../../src/simulator/store.ts';
import { timestamp } from '../../../src/simulator/timestamp.ts';
import type { Area } from '../area.ts';

interface RecordedNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly cpu: string;
  readonly memory: string;
  readonly pods: string;
  readonly unschedulable: boolean;
  readonly extended: Readonly<Record<string, string>>;
  readonly images: readonly ContainerImage[];
}
interface Question {
  readonly nodes: readonly RecordedNode[];
  readonly pods: readonly JsonObject[];
  readonly existing: readonly JsonObject[];
  readonly objects: readonly JsonObject[];
  readonly recordedNodes: readonly (string | null | undefined)[];
}

const CAUSE = { actor: 'test', reason: 'the case has it' };
/** Long enough for victims to end and the pod to be tried again. */
const SETTLED = 20_000;

/** Nodes without kubelets, no controllers: pods arrive one after another, each when the one before has settled. */
export const area: Area = {
  answers: ['results'],
  answer(asked) {
    const question = asked as unknown as Question;
    const context = cluster(question);
    const { clock, api } = context;
    for (const object of question.objects) {
      const answer = api.create(object, namespaceOf(object), { cause: CAUSE });
      if (!answer.ok) throw new Error(answer.error.message);
    }
    for (const pod of question.existing) createRunning(context, pod);
    const recorded = new Map<string, string | null | undefined>();
    startScheduler(context, {
      choose: (pod, nodes) => nodes.find((node) => node === recorded.get(keyOf(pod))) ?? context.random.pick(nodes),
    });
    const results = question.pods.map((pod, i) => {
      const { name } = metadataOf(pod);
      recorded.set(`${namespaceOf(pod)}/${name}`, question.recordedNodes[i]);
      const answer = api.create(pod, namespaceOf(pod), { cause: CAUSE });
      if (!answer.ok) return { pod: name, node: null, rejected: answer.error.message };
      clock.runUntil(clock.now + SETTLED);
      return resultOf(context, question, namespaceOf(pod) ?? '', name);
    });
    return { results };
  },
};

function cluster(question: Question): ComponentContext {
  const clock = new Clock();
  const random = new Random(1);
  const history = new History();
  const store = new Store(clock, history);
  const api = createApiServer({ clock, random, store });
  for (const object of [
    ...bootstrapObjects({ clock, random }),
    ...question.nodes.map((node) => nodeObject(node, clock)),
  ])
    store.create(object, CAUSE);
  store.watch('Pod', ({ type, object: { metadata } }) => {
    if (type === 'modified' && metadata.deletionTimestamp)
      clock.after(1000, () =>
        api.delete(
          { kind: 'Pod', namespace: metadata.namespace, name: metadata.name },
          { gracePeriodSeconds: 0 },
          { cause: CAUSE },
        ),
      );
  });
  return { clock, random, history, store, api, recorder: (source) => createRecorder({ clock, random, store }, source) };
}

function nodeObject(
  { name, labels, taints, cpu, memory, pods, unschedulable, extended, images }: RecordedNode,
  clock: Clock,
): Node {
  const amounts = { cpu, memory, pods, ...extended };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: name, resourceVersion: '', creationTimestamp: timestamp(clock), labels },
    spec: { taints, unschedulable },
    status: { capacity: amounts, allocatable: amounts, images },
  };
}

const metadataOf = (object: JsonObject): { name: string; namespace?: string } => object['metadata'] as never;

function namespaceOf(object: JsonObject): string | undefined {
  return isNamespaced(String(object['kind'])) ? (metadataOf(object).namespace ?? 'default') : undefined;
}

function createRunning({ api, clock }: ComponentContext, object: JsonObject): void {
  const answer = api.create(object, namespaceOf(object), { cause: CAUSE });
  if (!answer.ok) throw new Error(answer.error.message);
  const startTime = timestamp(clock);
  const running = (pod: Pod): Pod => ({ ...pod, status: { ...pod.status, phase: 'Running', startTime } });
  const { namespace, name } = answer.object.metadata;
  api.writeStatus('Pod', namespace, name, running, CAUSE);
}

function resultOf(
  { store, history }: ComponentContext,
  { nodes, existing }: Question,
  namespace: string,
  name: string,
): Record<string, unknown> {
  const key = `${namespace}/${name}`;
  const versions = history.entries.flatMap((entry) =>
    entry.type === 'write' && entry.kind === 'Pod' && entry.key === key && entry.after ? [entry.after as Pod] : [],
  );
  const attempts = history.entries.flatMap((entry) =>
    entry.type === 'schedule' && entry.pod === key ? [entry.trace as ScheduleTrace] : [],
  );
  const failure = versions.flatMap(
    ({ status }) =>
      status.conditions?.filter(({ type, status }) => type === 'PodScheduled' && status === 'False') ?? [],
  )[0];
  const victims = new Set(attempts.flatMap(({ preemption }) => preemption?.victims ?? []));
  const placed = attempts.find(({ chosen }) => chosen !== undefined);
  return {
    pod: name,
    node: store.get('Pod', namespace, name)?.spec.nodeName ?? null,
    ...(failure ? { unschedulable: { reason: failure.reason, message: failure.message } } : {}),
    ...(placed && placed.scores.length > 0 ? scoresOf(placed, nodes) : {}),
    ...(victims.size > 0
      ? {
          nominated: versions.find(({ status }) => status.nominatedNodeName)?.status.nominatedNodeName,
          victims: existing
            .filter((pod) => victims.has(`${namespaceOf(pod)}/${metadataOf(pod).name}`))
            .map((pod) => metadataOf(pod).name),
        }
      : {}),
    events: eventsOf(store, name),
  };
}

function scoresOf(
  { feasible, scores, final, ties }: ScheduleTrace,
  nodes: readonly RecordedNode[],
): Record<string, unknown> {
  return {
    ties: nodes.map(({ name }) => name).filter((name) => ties.includes(name)),
    scores: Object.fromEntries(
      feasible.map((node, i) => [
        node,
        Object.fromEntries(scores.map(({ plugin, weighted }) => [plugin, weighted[i]])),
      ]),
    ),
    final: Object.fromEntries(feasible.map((node, i) => [node, final[i]])),
  };
}

function eventsOf(store: Store, name: string): Record<string, unknown>[] {
  return store
    .list('Event')
    .filter(({ involvedObject }) => involvedObject.name === name && involvedObject.kind === 'Pod')
    .map(({ type, reason, message }) => ({ type, reason, message }));
}
