/**
 * Records what the real kubectl says of clusters that are made up, for the areas statuses and kubectl.
 *   npx node tests/conformance/recorder/record-kubectl.ts <folder of control-plane.sh> <its port> <questions.json> <answers.json>
 * A question: `{ id, now, objects, commands: [command | { command, stdin }] }`. Objects are written into etcd as they are
 * (statuses, ages and all) with their times moved from `now` to the present, so controllers and scheduler must be
 * stopped and the API server started with `API_SERVER=--storage-media-type=application/json`. The kubectl in PATH is
 * asked. The recordings' own was built around component-base's cli.Run instead of cmd/kubectl's main: it says
 * "Error: unknown flag" where the released one says "error: unknown flag".
 * A question whose commands change something (`changes: true`) becomes a case of kubectl.json, every other one of
 * statuses.json.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from './api-client.ts';

interface Obj {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
type Asked = string | { readonly command: string; readonly stdin?: string };
interface Question {
  readonly id: string;
  readonly now: string;
  readonly objects: readonly Obj[];
  readonly commands: readonly Asked[];
  readonly changes?: boolean;
}

/** Kinds that are loaded and read back: where etcd has them, and how the API serves them. */
const KINDS: Readonly<Record<string, { readonly etcd: string; readonly path: string }>> = {
  Node: { etcd: 'minions', path: 'api/v1/nodes' },
  Namespace: { etcd: 'namespaces', path: 'api/v1/namespaces' },
  ...inGroup('api/v1', {
    Pod: 'pods',
    ReplicationController: 'replicationcontrollers',
    Service: 'services/specs',
    Endpoints: 'services/endpoints',
    ConfigMap: 'configmaps',
    Secret: 'secrets',
    ServiceAccount: 'serviceaccounts',
    Event: 'events',
    PersistentVolume: 'persistentvolumes',
    PersistentVolumeClaim: 'persistentvolumeclaims',
    LimitRange: 'limitranges',
    ResourceQuota: 'resourcequotas',
    PodTemplate: 'podtemplates',
  }),
  ...inGroup('apis/apps/v1', {
    Deployment: 'deployments',
    ReplicaSet: 'replicasets',
    StatefulSet: 'statefulsets',
    DaemonSet: 'daemonsets',
    ControllerRevision: 'controllerrevisions',
  }),
  ...inGroup('apis/batch/v1', { Job: 'jobs', CronJob: 'cronjobs' }),
  ...inGroup('apis/autoscaling/v2', { HorizontalPodAutoscaler: 'horizontalpodautoscalers' }),
  ...inGroup('apis/policy/v1', { PodDisruptionBudget: 'poddisruptionbudgets' }),
  ...inGroup('apis/scheduling.k8s.io/v1', { PriorityClass: 'priorityclasses' }),
  ...inGroup('apis/storage.k8s.io/v1', { StorageClass: 'storageclasses' }),
  ...inGroup('apis/discovery.k8s.io/v1', { EndpointSlice: 'endpointslices' }),
  ...inGroup('apis/coordination.k8s.io/v1', { Lease: 'leases' }),
};

function inGroup(
  prefix: string,
  kinds: Readonly<Record<string, string>>,
): Record<string, { etcd: string; path: string }> {
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, etcd]) => [
      kind,
      { etcd, path: `${prefix}/${kind === 'Service' ? 'services' : (etcd.split('/').at(-1) ?? '')}` },
    ]),
  );
}

const [folder = '', port = '', questionsFile = '', answersFile = ''] = process.argv.slice(2);
const api = connect(`${folder}/kubeconfig`);

function etcd(
  call: string,
  body: unknown,
): Promise<{ readonly kvs?: { readonly key: string; readonly value: string }[] }> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: Number(port), path: `/v3/kv/${call}`, method: 'POST' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(JSON.parse(text) as never));
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const EVERYTHING = { key: base64('/registry/'), range_end: base64('/registry0') };

async function emptied(base: ReadonlyMap<string, string>): Promise<void> {
  const { kvs = [] } = await etcd('range', EVERYTHING);
  const there = new Map(kvs.map((kv) => [kv.key, kv.value]));
  for (const key of there.keys()) if (!base.has(key)) await etcd('deleterange', { key });
  for (const [key, value] of base) if (there.get(key) !== value) await etcd('put', { key, value });
}

async function load(objects: readonly Obj[], shift: number): Promise<void> {
  const moved = JSON.stringify(objects).replace(
    /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)"/g,
    (_, time: string, fraction?: string) => {
      const at = new Date(Date.parse(time) + shift).toISOString();
      return `"${fraction ? at.replace(/\d{3}Z$/, fraction.slice(1, 4).padEnd(3, '0') + '000Z') : at.replace(/\.\d+Z$/, 'Z')}"`;
    },
  );
  for (const object of JSON.parse(moved) as Obj[]) {
    const kind = KINDS[object.kind];
    if (!kind) throw new Error(`nowhere to put a ${object.kind}`);
    const { name, namespace } = object.metadata;
    const key = `/registry/${kind.etcd}/${namespace ? `${namespace}/` : ''}${name}`;
    await etcd('put', {
      key: base64(key),
      value: base64(JSON.stringify({ ...object, metadata: { ...object.metadata, resourceVersion: undefined } })),
    });
  }
}

/** All objects as the API serves them, without managedFields. */
async function snapshot(): Promise<Obj[]> {
  const lists = await Promise.all(
    Object.entries(KINDS).map(async ([kind, { path }]) => {
      const list = JSON.parse((await api.ask('GET', `/${path}`)).body) as { items: Obj[]; apiVersion: string };
      return list.items.map(({ metadata, ...rest }) => ({
        ...rest,
        apiVersion: list.apiVersion,
        kind,
        metadata: { ...metadata, managedFields: undefined },
      }));
    }),
  );
  return lists.flat();
}

function say(command: string, stdin: string): Promise<{ exit: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, KUBECONFIG: `${folder}/kubeconfig`, HOME: `${folder}/home` };
    const child = spawn('timeout', ['60', 'sh', '-c', command], { cwd: `${folder}/home`, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('close', (code) => resolve({ exit: code ?? 1, stdout, stderr }));
    child.stdin.on('error', () => undefined); // a command need not read it
    child.stdin.end(stdin);
  });
}

/** A command that took longer waited for something; others looked so many milliseconds before they ended. */
const [WAITS, LOOKED] = [1500, 40];

mkdirSync(`${folder}/home`, { recursive: true });
const questions = JSON.parse(readFileSync(questionsFile, 'utf8')) as Question[];
const { kvs = [] } = await etcd('range', EVERYTHING);
const base = new Map(kvs.map((kv) => [kv.key, kv.value]));
const answers: Record<string, unknown>[] = [];
for (const { id, now, objects, commands, changes } of questions) {
  await emptied(base);
  await load(objects, Date.now() - Date.parse(now));
  await new Promise((resolve) => setTimeout(resolve, 150));
  const clusters = [await snapshot()];
  const said: Record<string, unknown>[] = [];
  for (const asked of commands) {
    const { command, stdin = '' } = typeof asked === 'string' ? { command: asked } : asked;
    if (changes && said.length > 0) {
      const next = await snapshot();
      if (JSON.stringify(next) !== JSON.stringify(clusters.at(-1))) clusters.push(next);
    }
    const started = Date.now();
    const answer = await say(command, stdin);
    // Most of the time kubectl only starts: it looks at the cluster just before it ends, unless it waits for something.
    const ended = Date.now();
    const at = new Date(ended - started < WAITS ? ended - LOOKED : started).toISOString();
    said.push(
      changes ? { cluster: clusters.length - 1, command, stdin, now: at, ...answer } : { command, now: at, ...answer },
    );
  }
  answers.push(changes ? { id, clusters, said } : { id, objects: clusters[0], said });
  process.stderr.write(`${id}\n`);
}
await emptied(base);
writeFileSync(answersFile, `[\n${answers.map((a) => JSON.stringify(a)).join(',\n')}\n]\n`);
