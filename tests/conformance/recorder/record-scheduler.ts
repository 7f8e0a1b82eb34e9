/**
 * Records where Pods are placed on a control plane without controllers, whose scheduler says all:
 *   tests/conformance/recorder/control-plane.sh <folder> 24000; kill $(cat <folder>/controllers.pid <folder>/scheduler.pid)
 *   kube-scheduler --kubeconfig <folder>/kubeconfig … -v 10 2> <folder>/scheduler.log
 *   npx node tests/conformance/recorder/record-scheduler.ts <folder> <scheduler.log> <questions.json> <recordings.json>
 * A question is a case of scheduler.json without its results: { id, nodes, pods, existing, objects }. Existing Pods are
 * bound and Running; the others come one after another, each when the one before has settled. A Pod that is deleted is
 * gone a second later. The cluster is emptied after each case.
 */
import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from './api-client.ts';

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
interface AskedNode {
  readonly name: string;
  readonly labels: object;
  readonly taints: readonly object[];
  readonly cpu: string;
  readonly memory: string;
  readonly pods: string;
  readonly unschedulable: boolean;
  readonly extended: object;
  readonly images: readonly object[];
}
interface Question {
  readonly id: string;
  readonly nodes: readonly AskedNode[];
  readonly pods: readonly Named[];
  readonly existing: readonly Named[];
  readonly objects: readonly Named[];
}
interface SeenPod {
  readonly metadata: {
    readonly uid: string;
    readonly name: string;
    readonly namespace: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly nominatedNodeName?: string;
    readonly conditions?: readonly { type: string; status: string; reason?: string; message?: string }[];
  };
}
interface SeenEvent {
  readonly involvedObject: { readonly uid: string };
  readonly type: string;
  readonly reason: string;
  readonly message?: string;
}

const [folder = '', log = '', questionsFile = '', recordingsFile = ''] = process.argv.slice(2);
const api = connect(`${folder}/kubeconfig`);
/** A Pod has settled when nothing was heard of it, nor of a victim's end, for so long. */
const QUIET = 700;
const MERGE = 'application/merge-patch+json';

let heardAt = 0;
const pods = new Map<string, SeenPod>();
/** What was first seen of each Pod, by name. */
const refusals = new Map<string, { reason: string; message: string }>();
const nominations = new Map<string, string>();
const victims = new Set<string>();
const events: SeenEvent[] = [];

function sawPod(type: string, pod: SeenPod): void {
  heardAt = Date.now();
  const { uid, name, namespace, deletionTimestamp } = pod.metadata;
  if (type === 'DELETED') return void pods.delete(uid);
  if (deletionTimestamp && !pods.get(uid)?.metadata.deletionTimestamp) {
    victims.add(name);
    const options = { gracePeriodSeconds: 0, preconditions: { uid } };
    setTimeout(() => void api.ask('DELETE', api.pathOf('Pod', namespace, name), options), 1000);
  }
  pods.set(uid, pod);
  const refused = pod.status.conditions?.find((one) => one.type === 'PodScheduled' && one.status === 'False');
  const { reason = '', message = '' } = refused ?? {};
  if (refused && !refusals.has(name)) refusals.set(name, { reason, message });
  if (pod.status.nominatedNodeName && !nominations.has(name)) nominations.set(name, pod.status.nominatedNodeName);
}

const place = ({ kind, metadata }: Named): string =>
  api.pathOf(
    kind,
    ['PriorityClass', 'Namespace', 'PersistentVolume', 'StorageClass'].includes(kind)
      ? ''
      : (metadata.namespace ?? 'default'),
  );

async function createNode({
  name,
  labels,
  taints,
  cpu,
  memory,
  pods: most,
  unschedulable,
  extended,
  images,
}: AskedNode): Promise<void> {
  const amounts = { cpu, memory, pods: most, ...extended };
  await api.ask('POST', api.pathOf('Node', ''), { metadata: { name, labels } });
  await api.ask('PATCH', api.pathOf('Node', '', name), { spec: { taints, unschedulable } }, MERGE);
  const status = { capacity: amounts, allocatable: amounts, images };
  await api.ask('PATCH', `${api.pathOf('Node', '', name)}/status`, { status }, MERGE);
}

async function createRunning(pod: Named): Promise<void> {
  const { status, body } = await api.ask('POST', place(pod), pod);
  if (status >= 300) throw new Error(body);
  const startTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  await api.ask(
    'PATCH',
    `${place(pod)}/${pod.metadata.name}/status`,
    { status: { phase: 'Running', startTime } },
    MERGE,
  );
}

/** What the scheduler's log says from a point on. */
function logFrom(offset: number): string {
  const size = statSync(log).size - offset;
  const buffer = Buffer.alloc(Math.max(0, size));
  const file = openSync(log, 'r');
  readSync(file, buffer, 0, buffer.length, offset);
  closeSync(file);
  return buffer.toString();
}

function scoresOf(text: string, key: string, nodes: readonly AskedNode[]): object {
  const scores: Record<string, Record<string, number>> = {};
  const final: Record<string, number> = {};
  for (const [, pod, plugin = '', node = '', score] of text.matchAll(
    /"Plugin scored node for pod" pod="([^"]+)" plugin="([^"]+)" node="([^"]+)" score=(-?\d+)/g,
  ))
    if (pod === key) (scores[node] ??= {})[plugin] = Number(score);
  for (const [, pod, node = '', score] of text.matchAll(
    /"Calculated node's final score for pod" pod="([^"]+)" node="([^"]+)" score=(-?\d+)/g,
  ))
    if (pod === key) final[node] = Number(score);
  if (Object.keys(final).length === 0) return {};
  const top = Math.max(...Object.values(final));
  return { ties: nodes.map(({ name }) => name).filter((name) => final[name] === top), scores, final };
}

async function resultOf(pod: Named, { existing, nodes }: Question): Promise<object> {
  const { name, namespace = 'default' } = pod.metadata;
  const offset = statSync(log).size;
  victims.clear();
  const { status, body } = await api.ask('POST', place(pod), pod);
  if (status >= 300) return { pod: name, node: null, rejected: (JSON.parse(body) as { message: string }).message };
  const { uid } = (JSON.parse(body) as SeenPod).metadata;
  const isUnderWay = (): boolean =>
    Date.now() - heardAt < QUIET ||
    [...pods.values()].some(({ metadata }) => metadata.deletionTimestamp) ||
    (nominations.has(name) && !pods.get(uid)?.spec.nodeName && Date.now() - heardAt < 4000);
  heardAt = Date.now();
  while (isUnderWay()) await sleep(50);
  const refused = refusals.get(name);
  const gone = existing.map(({ metadata }) => metadata.name).filter((one) => victims.has(one));
  const node = pods.get(uid)?.spec.nodeName ?? null;
  return {
    pod: name,
    node,
    ...(refused ? { unschedulable: refused } : {}),
    ...(node === null ? {} : scoresOf(logFrom(offset), `${namespace}/${name}`, nodes)),
    ...(victims.size > 0 ? { nominated: nominations.get(name), victims: gone } : {}),
    events: events
      .filter((event) => event.involvedObject.uid === uid)
      .map(({ type, reason, message }) => ({ type, reason, message })),
  };
}

async function empty(objects: readonly Named[]): Promise<void> {
  for (const {
    metadata: { namespace, name },
  } of pods.values())
    await api.ask('DELETE', api.pathOf('Pod', namespace, name), { gracePeriodSeconds: 0 });
  await api.ask('DELETE', api.pathOf('Node', ''));
  for (const object of objects) {
    const path = `${place(object)}/${object.metadata.name}`;
    await api.ask('DELETE', path);
    if (object.kind.startsWith('PersistentVolume'))
      await api.ask('PATCH', path, { metadata: { finalizers: null } }, MERGE); // no controller lets go of it
  }
  while (pods.size > 0) await sleep(50);
  for (const seen of [refusals, nominations, victims]) seen.clear();
  events.length = 0;
}

async function record(question: Question): Promise<object> {
  const { nodes, pods: asked, existing, objects } = question;
  for (const object of objects) {
    const { status, body } = await api.ask('POST', place(object), object);
    if (status >= 300 && status !== 409) throw new Error(body);
  }
  for (const node of nodes) await createNode(node);
  for (const pod of existing) await createRunning(pod);
  await sleep(400);
  const results: object[] = [];
  for (const pod of asked) results.push(await resultOf(pod, question));
  return { id: question.id, nodes, pods: asked, existing, objects, results };
}

const questions = JSON.parse(readFileSync(questionsFile, 'utf8')) as Question[];
const recordings: object[] = [];
await api.watch(api.pathOf('Pod', ''), (type, object) => sawPod(type, object as unknown as SeenPod));
await api.watch('/api/v1/events', (type, object) => type !== 'DELETED' && events.push(object as unknown as SeenEvent));
await empty([]);
for (const question of questions) {
  const recording = await record(question).catch((error: unknown) => console.error(question.id, String(error)));
  if (recording) recordings.push(recording);
  await empty(question.objects.filter(({ kind }) => kind !== 'Namespace' && kind !== 'ServiceAccount'));
  writeFileSync(recordingsFile, `[\n${recordings.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`);
}
console.log(`${recordings.length} of ${questions.length}`);
process.exit(0);
