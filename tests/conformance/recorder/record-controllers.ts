/**
 * Records what controllers do on a control plane (control-plane.sh, CONTROLLERS=--node-monitor-grace-period=20s):
 *   npx node tests/conformance/recorder/record-controllers.ts <folder> <questions.json> <recordings.json> [--at-once 6]
 * A question is a case of controllers.json without its answers: { id, nodes, seconds, objects, actions, startAtSecond };
 * a recording in the same file will do. Each has a namespace of its own, which reads `default` in the answer. Cases to
 * which nodes mean nothing share three large ones and run at once; the others have the cluster to themselves. Cases that
 * run at once share each controller's client too: give it more (--kube-api-qps=100 --kube-api-burst=150), or what they
 * ask, and tell in events, is late. Pods in other namespaces hold up the next case.
 * A case begins in the middle of a second, as the simulator's do.
 */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { JsonObject } from '../../../src/simulator/api/json.ts';
import type { KubeObject } from '../../../src/simulator/api/schema/kinds.ts';
import type { HistoryEntry } from '../../../src/simulator/history.ts';
import { podNamed, wordsOf, type Action } from '../actions.ts';
import { isShown, SHOWN, shownFields } from '../controllers-sample.ts';
import type { RecordedNode } from '../fake-nodes.ts';
import { namesByAppearance } from '../names-by-appearance.ts';
import { connect } from './api-client.ts';
import { runNodeAgent } from './node-agent.ts';

interface Question {
  readonly id: string;
  readonly nodes: readonly (string | RecordedNode)[];
  readonly seconds: number;
  readonly objects: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[];
  readonly actions: readonly Action[];
  readonly startAtSecond?: number;
}
/** What is seen of a namespace while its case runs. */
interface Seen {
  begin: number;
  readonly objects: Map<string, KubeObject>;
  readonly created: KubeObject[];
  readonly samples: object[];
  readonly events: object[];
  timer?: NodeJS.Timeout;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'at-once': { type: 'string', default: '6' } },
});
const [folder = '', questionsFile = '', recordingsFile = ''] = positionals;
const kubectl = process.env['RECORDER_BIN'] ? `${process.env['RECORDER_BIN']}/kubectl` : 'kubectl';
const api = connect(`${folder}/kubeconfig`);
const QUIET = 800;
const COMMAND_ARRIVES = 1500;
const seenIn = new Map<string, Seen>();

const rounded = (ms: number): number => Math.round(ms / 10) / 100;
const keyOf = ({ kind, metadata }: KubeObject): string => `${kind}/${metadata.name}`;

/** A sample is taken when nothing has changed for a while, and kept if nothing does for as long after. */
function changed(seen: Seen): void {
  clearTimeout(seen.timer);
  seen.timer = setTimeout(() => {
    const t = rounded(Date.now() - seen.begin);
    const shown = [...seen.objects.values()].filter(isShown).map((o) => [keyOf(o), shownFields(o)]);
    const sample = { t, objects: Object.fromEntries(shown) as object };
    seen.timer = setTimeout(() => seen.samples.push(sample), QUIET);
  }, QUIET);
}

function saw(type: string, object: KubeObject): void {
  const { namespace } = object.metadata;
  const concerned = object.kind === 'Node' ? [...seenIn.values()] : [seenIn.get(namespace ?? '')];
  for (const seen of concerned) {
    if (!seen) continue;
    const key = keyOf(object);
    const before = seen.objects.get(key);
    if (type === 'DELETED') seen.objects.delete(key);
    else seen.objects.set(key, object);
    if (type === 'ADDED') seen.created.push(object);
    if (!before || type === 'DELETED' || JSON.stringify(shownFields(before)) !== JSON.stringify(shownFields(object)))
      changed(seen);
  }
}

function heard(event: Extract<KubeObject, { kind: 'Event' }>): void {
  const { involvedObject, source, reportingComponent, type, reason, message, count, metadata } = event;
  const isOfNode = involvedObject.kind === 'Node';
  if (isOfNode && reason === 'RegisteredNode') return;
  const name = involvedObject.name ?? '';
  const isGone = agent.provided.has(name) && !agent.nodes().some((node) => node.metadata.name === name);
  if (reason === 'RemovingNode' && !isGone) return; // of the case before
  const concerned = isOfNode ? [...seenIn.values()] : [seenIn.get(metadata.namespace ?? '')];
  for (const seen of concerned)
    seen?.events.push({
      t: rounded(Date.now() - seen.begin),
      ...{ type, reason, message },
      about: `${involvedObject.kind ?? ''}/${name}`,
      from: source?.component || reportingComponent,
      count: count ?? 1,
    });
}

const podsOf = (seen: Seen): KubeObject[] => [...seen.objects.values()].filter(({ kind }) => kind === 'Pod');

async function act(seen: Seen, namespace: string, action: Action): Promise<object | undefined> {
  const { at } = action;
  if (action.nodeNotReady) return void (await agent.turnReady(action.nodeNotReady, 'False'));
  if (action.nodeReady) return void (await agent.turnReady(action.nodeReady, 'True'));
  if (action.nodeSilent) return void (await agent.silence(action.nodeSilent));
  if (action.evict) {
    const name = podNamed(podsOf(seen), action.evict);
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    const { status, body } = await api.ask('POST', `${api.pathOf('Pod', namespace, name)}/eviction`, eviction);
    const { message } = JSON.parse(body) as { message?: string };
    return { at, evict: name, status, ...(status < 300 ? {} : { message }) };
  }
  const words = wordsOf(action, podsOf(seen));
  const stdin = action.apply ? JSON.stringify(action.apply) : undefined;
  return new Promise((resolve) => {
    const flags = ['--kubeconfig', `${folder}/kubeconfig.${namespace}`];
    clearTimeout(seen.timer); // nothing is sampled while a command is on its way
    const underWay = setTimeout(() => changed(seen), COMMAND_ARRIVES);
    const child = execFile(kubectl, [...words, ...flags], { timeout: 60_000 }, (error, stdout, stderr) => {
      clearTimeout(underWay);
      changed(seen);
      const exit = error ? (typeof error.code === 'number' ? error.code : 124) : 0;
      const command = ['kubectl', ...words].join(' ');
      resolve({ at, command, ...(stdin ? { stdin } : {}), exit, stdout, stderr });
    });
    child.stdin?.end(stdin);
  });
}

async function record(question: Question, namespace: string): Promise<object> {
  const { id, nodes, seconds, objects, actions, startAtSecond } = question;
  const config = readFileSync(`${folder}/kubeconfig`, 'utf8');
  writeFileSync(
    `${folder}/kubeconfig.${namespace}`,
    config.replace('context: {', `context: {namespace: ${namespace}, `),
  );
  await api.ask('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  for (const [kind, name] of [
    ['ServiceAccount', 'default'],
    ['ConfigMap', 'kube-root-ca.crt'],
  ] as const)
    while ((await api.ask('GET', api.pathOf(kind, namespace, name))).status !== 200) await sleep(50);
  const nodeObjects = agent.nodes().map((node): [string, KubeObject] => [keyOf(node), node]);
  const seen: Seen = { begin: 0, objects: new Map(nodeObjects), created: [], samples: [], events: [] };
  const second = startAtSecond === undefined ? 1000 : 60_000;
  const untilBegin = (startAtSecond ?? 0) * 1000 + 500 - (Date.now() % second);
  await sleep((untilBegin + second) % second);
  seen.begin = Date.now();
  seenIn.set(namespace, seen);
  const outputs: (object | undefined)[] = [];
  for (const object of objects)
    outputs.push(await act(seen, namespace, { at: 0, apply: object as unknown as JsonObject }));
  let last: Promise<unknown> = Promise.resolve();
  let at = 0;
  for (const action of actions) {
    if (action.at === at) await last;
    at = action.at;
    await sleep(Math.max(0, seen.begin + at * 1000 - Date.now()));
    const place = outputs.push(undefined) - 1;
    last = act(seen, namespace, action).then((said) => (outputs[place] = said));
  }
  await sleep(Math.max(0, seen.begin + seconds * 1000 - Date.now()));
  clearTimeout(seen.timer);
  await last;
  seenIn.delete(namespace);
  await api.ask('DELETE', api.pathOf('Pod', namespace), { gracePeriodSeconds: 0 });
  await api.ask('DELETE', `/api/v1/namespaces/${namespace}`);
  rmSync(`${folder}/kubeconfig.${namespace}`);
  for (const { kind, metadata } of objects)
    if (kind === 'PriorityClass') await api.ask('DELETE', api.pathOf(kind, '', metadata.name));
  const inOrder = seen.created.toSorted(
    (a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion),
  );
  const rename = namesByAppearance(
    inOrder.map((after) => ({ type: 'write', verb: 'create', after }) as unknown as HistoryEntry),
  );
  const answer = { samples: seen.samples, events: seen.events, outputs: outputs.filter(Boolean) };
  const plain = rename(JSON.parse(JSON.stringify(answer).replaceAll(namespace, 'default'))) as object;
  return { id, nodes, seconds, objects, actions, ...(startAtSecond === undefined ? {} : { startAtSecond }), ...plain };
}

/** Cases whose answers do not depend on what else is on the nodes. */
const shares = ({ id, nodes, objects, actions }: Question): boolean =>
  JSON.stringify(nodes) === '["a","b","c"]' &&
  !/^(ds|taint|node|drain|daemonset|priority)\//.test(id) &&
  !/"(PriorityClass|DaemonSet|node[A-Z]\w+|taint|drain|hostPort|topologyKey)"|(drain|cordon|node) /.test(
    JSON.stringify([objects, actions]),
  );

const recordings = new Map<string, object>();
const run = String(Date.now() % 1_000_000);
async function recorded(question: Question, n: number): Promise<void> {
  const recording = await record(question, `case-${run}-${n}`).catch((error: unknown) =>
    console.error(question.id, error),
  );
  if (recording) recordings.set(question.id, recording);
  console.log(`${question.id} (${recordings.size} of ${questions.length})`);
  writeFileSync(recordingsFile, `[\n${[...recordings.values()].map((r) => JSON.stringify(r)).join(',\n')}\n]\n`);
}

const questions = JSON.parse(readFileSync(questionsFile, 'utf8')) as Question[];
const agent = await runNodeAgent(api);
for (const kind of SHOWN)
  await api.watch(api.pathOf(kind, ''), (type, object) => saw(type, { ...object, kind } as KubeObject));
await api.watch('/api/v1/events', (type, object) => type !== 'DELETED' && heard(object as never));
const waiting = [...questions.entries()].filter(([, question]) => shares(question));
if (waiting.length > 0)
  await agent.provide(['a', 'b', 'c'].map((name) => ({ name, cpu: '64', memory: '256Gi', pods: '500' })));
await Promise.all(
  Array.from({ length: Number(values['at-once']) }, async (_, worker) => {
    await sleep(worker * 1000);
    for (let next = waiting.shift(); next; next = waiting.shift()) await recorded(next[1], next[0]);
  }),
);
for (const [n, question] of questions.entries()) {
  if (shares(question)) continue;
  await agent.provide(question.nodes.map((node) => (typeof node === 'string' ? { name: node } : node)));
  await recorded(question, n);
}
process.exit(0);
