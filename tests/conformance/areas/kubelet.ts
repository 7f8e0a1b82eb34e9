import { Clock } from '../../../src/simulator/clock.ts';
import { Cluster } from '../../../src/simulator/cluster.ts';
import { runWords } from '../../../src/simulator/kubectl/kubectl.ts';
import { run } from '../../../src/simulator/task.ts';
import { withoutIds } from '../plain-answer.ts';
import type { Pod } from '../../../src/simulator/api/schema/kinds.ts';
import type { JsonObject } from '../../../src/simulator/api/json.ts';
import type { Event } from '../../../src/simulator/api/schema/kinds.ts';
import type { Area, Case } from '../area.ts';

/** One Pod's life on the one node that the recordings were made on. */
const NODE = {
  name: 'node-1',
  capacity: { cpu: '2', memory: '24684092Ki', 'ephemeral-storage': '100Gi', pods: '110' },
  allocatable: { cpu: '2', memory: '24581692Ki', 'ephemeral-storage': '100Gi', pods: '110' },
  cachedImages: ['busybox:1.36'],
};
/** The cluster stands for a while before the case begins. */
const BEGIN = 10_000;
/**
 * Recordings began anywhere within a second of the wall clock; here each begins in the middle of one. A kubelet counts
 * initialDelaySeconds from a start that it holds in whole seconds, so this decides whether a look comes too early.
 */
const EPOCH = Clock.EPOCH + 500;

interface Action {
  readonly at: number;
  readonly delete?: string;
  readonly grace?: number;
  readonly create?: JsonObject;
  readonly condition?: { readonly type: string; readonly status: string };
  readonly patch?: JsonObject & {
    readonly spec?: { readonly ephemeralContainers?: readonly { readonly name: string }[] };
  };
  /** What the static Pod's file on the node is to say; null takes it away. */
  readonly manifest?: JsonObject | null;
  /** What is patched, where not the Pod. */
  readonly kind?: 'ConfigMap' | 'Secret';
  readonly name?: string;
  readonly subresource?: 'status' | 'resize' | 'ephemeralcontainers';
  readonly exec?: readonly string[];
  readonly container?: string;
}
interface Question extends Case {
  readonly seconds: number;
  readonly pod: JsonObject & { readonly metadata: { readonly name: string }; readonly spec: Pod['spec'] };
  /** The Pod is a file on the node. */
  readonly static?: boolean;
  readonly objects?: readonly JsonObject[] | null;
  readonly actions?: readonly Action[] | null;
}

const caller = { cause: { actor: 'you', reason: 'the case' } };

export const area: Area = {
  answers: ['changes', 'events', 'logs', 'execs'],
  answer(asked) {
    const question = asked as Question;
    const cluster = new Cluster({ epoch: EPOCH, nodes: [NODE], run: { controllers: false } });
    cluster.runUntil(BEGIN);
    for (const object of question.objects ?? []) create(cluster, object);
    const begin = cluster.clock.now;
    const name = nameOf(question);
    if (question.static) writeManifest(cluster, question.pod);
    else create(cluster, question.pod);
    const execs: Execution[] = [];
    for (const action of question.actions ?? []) {
      cluster.runUntil(begin + action.at * 1000);
      act(cluster, question, action, execs);
    }
    cluster.runUntil(begin + question.seconds * 1000);
    const answer = {
      changes: changes(cluster, begin),
      events: events(cluster, begin),
      logs: logs(cluster, question, name),
      execs: execs.map((execution) => execution()),
    };
    return plain(answer, cluster.store.get('Node', undefined, 'node-1')?.metadata.name ?? '');
  },
};

const nameOf = ({ pod, static: isStatic }: Question): string =>
  isStatic ? `${pod.metadata.name}-node-1` : pod.metadata.name;

const writeManifest = (cluster: Cluster, manifest: JsonObject | null): void =>
  cluster.node('node-1')?.writeManifest('case.json', manifest ? JSON.stringify(manifest) : undefined);

function create(cluster: Cluster, object: JsonObject): void {
  const answer = cluster.api.create(object, 'default', caller);
  if (!answer.ok) throw new Error(answer.error.message);
}

function act(cluster: Cluster, question: Question, action: Action, execs: Execution[]): void {
  const name = nameOf(question);
  const target = { kind: 'Pod' as const, namespace: 'default', name };
  if (action.delete) {
    const grace = action.grace === undefined ? {} : { gracePeriodSeconds: action.grace };
    cluster.api.delete({ ...target, name: action.delete }, grace, caller);
  }
  if (action.manifest !== undefined) writeManifest(cluster, action.manifest);
  if (action.create) create(cluster, action.create);
  if (action.condition) {
    const condition = { lastProbeTime: null, lastTransitionTime: '2026-01-01T00:00:00Z', ...action.condition };
    cluster.api.writeStatus(
      'Pod',
      'default',
      name,
      (pod) => {
        const conditions = pod.status.conditions ?? [];
        const known = conditions.some(({ type }) => type === condition.type);
        return {
          ...pod,
          status: {
            ...pod.status,
            conditions: known
              ? conditions.map((other) => (other.type === condition.type ? condition : other))
              : [condition, ...conditions],
          },
        };
      },
      caller.cause,
    );
  }
  if (action.patch)
    cluster.api.patch(
      {
        ...target,
        ...(action.kind ? { kind: action.kind, name: action.name ?? name } : {}),
        ...(action.subresource ? { subresource: action.subresource } : {}),
      },
      { type: 'strategic', body: action.patch },
      caller,
    );
  if (action.exec) execs.push(exec(cluster, name, action));
}

/** What a command has come to by now. */
type Execution = () => Record<string, unknown>;

/** As kubectl exec says it. */
function exec(cluster: Cluster, pod: string, { at, exec: argv = [], container }: Action): Execution {
  const words = ['kubectl', 'exec', pod, ...(container ? ['-c', container] : []), '--', ...argv];
  let [stdout, stderr] = ['', ''];
  let exit: number | undefined;
  const io = { stdin: '', out: (text: string) => void (stdout += text), err: (text: string) => void (stderr += text) };
  run(cluster.clock, runWords(cluster, words, io), (code) => (exit = code));
  return () => ({ at, exec: argv, ...(container ? { container } : {}), exit: exit ?? 124, stdout, stderr });
}

const seconds = (ms: number): number => Math.round(ms / 10) / 100;

function changes(cluster: Cluster, begin: number): unknown[] {
  return cluster.history.entries.flatMap((entry) => {
    if (entry.type !== 'write' || entry.kind !== 'Pod') return [];
    const pod = (entry.after ?? entry.before) as Pod;
    const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
    return [
      {
        t: seconds(entry.at - begin),
        ...(entry.verb === 'delete' ? { gone: true } : {}),
        ...(deletionTimestamp || entry.verb === 'delete'
          ? { deletion: { at: 0, graceSeconds: entry.verb === 'delete' ? 0 : deletionGracePeriodSeconds } }
          : {}),
        status: pod.status,
      },
    ];
  });
}

function events(cluster: Cluster, begin: number): unknown[] {
  const told = new Map<string, { at: [number, number][] } & Record<string, unknown>>();
  for (const entry of cluster.history.entries) {
    if (entry.type !== 'write' || entry.kind !== 'Event' || !entry.after) continue;
    const event = entry.after as Event;
    const about = event.involvedObject;
    const found = told.get(entry.key) ?? {
      type: event.type,
      reason: event.reason,
      ...(about.fieldPath ? { fieldPath: about.fieldPath } : {}),
      about: `${about.kind ?? ''}/${about.name ?? ''}`,
      from: event.source?.component || event.reportingComponent,
      at: [],
    };
    found['message'] = event.message;
    found.at.push([seconds(entry.at - begin), event.count ?? 1]);
    told.set(entry.key, found);
  }
  return [...told.values()];
}

function logs(cluster: Cluster, question: Question, name: string): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  const pod = cluster.store.get('Pod', 'default', name);
  const { initContainers = [], containers } = question.pod.spec;
  const added = (question.actions ?? []).flatMap(({ patch }) => patch?.spec?.ephemeralContainers ?? []);
  for (const container of [...initContainers, ...containers, ...added])
    for (const which of ['current', 'previous'] as const) {
      const key = which === 'previous' ? `${container.name} (previous)` : container.name;
      if (!pod) said[key] = { error: `pods "${name}" not found` };
      else if (!isIn(pod, container.name))
        said[key] = { error: `container ${container.name} is not valid for pod ${name}` };
      else if (!pod.spec.nodeName) said[key] = '';
      else {
        const answer = cluster
          .node('node-1')
          ?.logs({ namespace: 'default', name, uid: pod.metadata.uid }, container.name, which);
        if (answer?.ok) said[key] = answer.lines.map((line) => (line.open ? line.text : `${line.text}\n`)).join('');
        else said[key] = { error: answer?.message };
      }
    }
  return said;
}

const isIn = ({ spec }: Pod, name: string): boolean =>
  [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])].some(
    (container) => container.name === name,
  );

/** Takes out what differs from cluster to cluster, as the recordings did. */
function plain(answer: unknown, _node: string): Record<string, unknown> {
  const text = withoutIds(JSON.stringify(answer)).replace(/\b(10\.244|172\.18)\.\d+\.\d+\b/g, 'IP');
  return JSON.parse(text, (key, value: unknown) => (key === 'uid' ? undefined : value)) as Record<string, unknown>;
}
