/**
 * Records Pods' lives on node-1 of the cluster in <folder> (control-plane.sh, then node.sh):
 *   npx node tests/conformance/recorder/record-kubelet.ts <folder> <questions.json> <recordings.json> [--at-once 15]
 * A question is a case of kubelet.json without its answers: { id, seconds, pod, objects, actions }; a recording in the
 * same file will do. A `static` one's Pod, and the `manifest` of its actions, are files on the node (null takes it away).
 * Each has a namespace of its own, which reads `default` in the answer. A case begins in the middle
 * of a second of the wall clock, as the simulator's do: a kubelet keeps a container's start in whole seconds, and
 * initialDelaySeconds counts from there.
 */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutIds } from '../plain-answer.ts';
import { connect, STRATEGIC } from './api-client.ts';

interface Named {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
interface Pod extends Named {
  readonly spec: { readonly initContainers?: { name: string }[]; readonly containers: { name: string }[] };
}
interface Action {
  readonly at: number;
  readonly delete?: string;
  readonly grace?: number;
  readonly create?: Named;
  readonly condition?: { readonly type: string; readonly status: string };
  readonly patch?: { readonly spec?: { readonly ephemeralContainers?: { name: string }[] } };
  readonly manifest?: Pod | null;
  readonly kind?: string;
  readonly name?: string;
  readonly subresource?: string;
  readonly exec?: readonly string[];
  readonly container?: string;
}
interface Question {
  readonly id: string;
  readonly seconds: number;
  readonly pod: Pod;
  readonly static?: boolean;
  readonly objects?: readonly Named[] | null;
  readonly actions?: readonly Action[] | null;
}
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'at-once': { type: 'string', default: '15' } },
});
const [folder = '', questionsFile = '', recordingsFile = ''] = positionals;
const kubeconfig = `${folder}/kubeconfig`;
const kubectl = process.env['RECORDER_BIN'] ? `${process.env['RECORDER_BIN']}/kubectl` : 'kubectl';
const { ask, pathOf, watch } = connect(kubeconfig);

async function create(namespace: string, object: Named): Promise<void> {
  const answer = await ask('POST', pathOf(object.kind, namespace), object);
  if (answer.status >= 300) throw new Error(answer.body);
}

/** What comes before the Pod is of its beginning. */
const rounded = (ms: number): number => Math.max(0, Math.round(ms / 10) / 100);

/** A static Pod's manifest on the node. */
function write(namespace: string, pod: Pod | null): void {
  const file = `${folder}/manifests/${namespace}.json`;
  if (pod) writeFileSync(file, JSON.stringify({ ...pod, metadata: { ...pod.metadata, namespace } }));
  else rmSync(file, { force: true });
}

async function act(namespace: string, pod: string, action: Action): Promise<unknown> {
  if (action.manifest !== undefined) return write(namespace, action.manifest);
  const path = pathOf(action.kind ?? 'Pod', namespace, action.name ?? pod);
  if (action.delete)
    return ask('DELETE', pathOf('Pod', namespace, action.delete), {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      ...(action.grace === undefined ? {} : { gracePeriodSeconds: action.grace }),
    });
  if (action.create) return create(namespace, action.create);
  if (action.condition) {
    const condition = { lastProbeTime: null, lastTransitionTime: new Date().toISOString().slice(0, 19) + 'Z' };
    const patch = { status: { conditions: [{ ...condition, ...action.condition }] } };
    return ask('PATCH', `${path}/status`, patch, STRATEGIC);
  }
  return ask('PATCH', action.subresource ? `${path}/${action.subresource}` : path, action.patch, STRATEGIC);
}

function exec(namespace: string, pod: string, action: Action): Promise<object> {
  const { at, exec: argv = [], container } = action;
  const flags = ['--kubeconfig', kubeconfig, '-n', namespace, 'exec', pod, ...(container ? ['-c', container] : [])];
  return new Promise((resolve) => {
    execFile(kubectl, [...flags, '--', ...argv], { timeout: 20_000 }, (error, stdout, stderr) => {
      const exit = error ? (typeof error.code === 'number' ? error.code : 124) : 0;
      resolve({ at, exec: argv, ...(container ? { container } : {}), exit, stdout, stderr });
    });
  });
}

async function logs(namespace: string, pod: string, question: Question): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  const { spec } = question.pod;
  const added = (question.actions ?? []).flatMap(({ patch }) => patch?.spec?.ephemeralContainers ?? []);
  for (const { name } of [...(spec.initContainers ?? []), ...spec.containers, ...added])
    for (const previous of [false, true]) {
      const path = `${pathOf('Pod', namespace, pod)}/log?container=${name}&previous=${previous}`;
      const { status, body } = await ask('GET', path);
      const error = (): string => (body.startsWith('{') ? (JSON.parse(body) as { message: string }).message : body);
      said[previous ? `${name} (previous)` : name] = status < 300 ? body : { error: error() };
    }
  return said;
}

/** The recordings in ../data have neither. */
const LEFT_OUT = ['uid', 'volumeMounts'];

/** Times become whole seconds since the Pod's creation; what differs from cluster to cluster becomes a word. */
function plain(answer: object, namespace: string, origin: number): object {
  const text = withoutIds(JSON.stringify(answer))
    .replace(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z"/g, (_, time: string) =>
      String(Math.round((Date.parse(`${time}Z`) - origin) / 1000)),
    )
    .replace(/"hostIPs":\[\{"ip":"[^"]+"\}\]/g, '"hostIPs":[{"ip":"IP"}]')
    .replace(/\b10\.88\.\d+\.\d+\b/g, 'IP')
    .replaceAll(namespace, 'default');
  return JSON.parse(text, (key, value: unknown) => (LEFT_OUT.includes(key) ? undefined : value)) as object;
}

interface Told {
  readonly at: [number, number][];
  message?: unknown;
}

async function record(question: Question, namespace: string): Promise<object> {
  const { pod, seconds, objects, actions } = question;
  const name = question.static ? `${pod.metadata.name}-node-1` : pod.metadata.name;
  await ask('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const account = pathOf('ServiceAccount', namespace, 'default');
  while ((await ask('PATCH', account, { automountServiceAccountToken: false }, STRATEGIC)).status !== 200)
    await sleep(50);
  const changes: object[] = [];
  const events = new Map<string, Told>();
  await sleep((1500 - (Date.now() % 1000)) % 1000);
  let begin = Date.now();
  const stops = [
    await watch(pathOf('Pod', namespace), (type, object) => {
      const at = Date.now();
      const { metadata, status } = object as { metadata: Record<string, unknown>; status: object };
      const gone = type === 'DELETED';
      const graceSeconds = gone ? 0 : metadata['deletionGracePeriodSeconds'];
      const deletion = metadata['deletionTimestamp'] && { at: metadata['deletionTimestamp'], graceSeconds };
      changes.push({ t: rounded(at - begin), ...(gone ? { gone } : {}), ...(deletion ? { deletion } : {}), status });
    }),
    await watch(`/api/v1/namespaces/${namespace}/events`, (type, object) => {
      const at = Date.now();
      const event = object as Record<string, unknown> & {
        metadata: { name: string };
        involvedObject: { kind: string; name: string; fieldPath?: string };
        source?: { component?: string };
      };
      const { kind, name: about, fieldPath } = event.involvedObject;
      const told = events.get(event.metadata.name) ?? {
        ...{ type: event['type'], reason: event['reason'], message: event['message'] },
        ...(fieldPath ? { fieldPath } : {}),
        ...{ about: `${kind}/${about}`, from: event.source?.component || event['reportingComponent'], at: [] },
      };
      told.message = event['message'];
      if (type !== 'DELETED') told.at.push([rounded(at - begin), Number(event['count'] ?? 1)]);
      events.set(event.metadata.name, told);
    }),
  ];
  await sleep((1500 - (Date.now() % 1000)) % 1000);
  for (const object of objects ?? []) await create(namespace, object);
  begin = Date.now();
  if (question.static) write(namespace, pod);
  else await create(namespace, pod);
  const execs: Promise<object>[] = [];
  for (const action of actions ?? []) {
    await sleep(Math.max(0, begin + action.at * 1000 - Date.now()));
    if (action.exec) execs.push(exec(namespace, name, action));
    else await act(namespace, name, action);
  }
  await sleep(Math.max(0, begin + seconds * 1000 - Date.now()));
  const said = await logs(namespace, name, question);
  for (const stop of stops) stop();
  const answer = { changes, events: [...events.values()], logs: said, execs: await Promise.all(execs) };
  write(namespace, null);
  await ask('DELETE', pathOf('Pod', namespace), { gracePeriodSeconds: 0 });
  await ask('DELETE', `/api/v1/namespaces/${namespace}`);
  const { id } = question;
  return {
    id,
    seconds,
    ...(question.static ? { static: true } : {}),
    pod,
    objects: objects ?? [],
    actions: actions ?? [],
    ...plain(answer, namespace, Math.floor(begin / 1000) * 1000),
  };
}

const questions = JSON.parse(readFileSync(questionsFile, 'utf8')) as Question[];
const recordings: object[] = [];
const waiting = [...questions.entries()];
const run = String(Date.now() % 1_000_000);
await Promise.all(
  Array.from({ length: Number(values['at-once']) }, async (_, worker) => {
    await sleep(worker * 1000);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, question] = next;
      recordings[index] = await record(question, `case-${run}-${index}`).catch((error: unknown) => {
        console.error(question.id, String(error));
        return { id: question.id };
      });
      console.log(`${question.id} (${waiting.length} to come)`);
    }
  }),
);
writeFileSync(recordingsFile, `[\n${recordings.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`);
process.exit();
