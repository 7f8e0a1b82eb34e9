/**
 * Asks a real cluster what manifests and updates come to, in the form of data/README.md (areas api, manifests, updates).
 *   npx node tests/conformance/recorder/record-api.ts api <folder> <questions.json> <out.json>
 *   npx node tests/conformance/recorder/record-api.ts updates <folder> <questions.json> <out.json>
 * `folder` is that of control-plane.sh, which runs with nothing in it. Questions are cases without answers: of api
 * `{ id, yaml }`, of updates `{ id, said: [{ command, stdin }] }`. Each is asked twice; one that is not answered alike is
 * left out and told of. The namespace `default` is emptied between updates, and all namespaces but the cluster's own go.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Question {
  readonly id: string;
  readonly yaml?: string;
  readonly said?: readonly { readonly command: string; readonly stdin: string }[];
}

const [area = '', folder = '', questions = '', out = ''] = process.argv.slice(2);

/** Controllers are done with a command by then, in milliseconds. */
const PAUSE = 450;

const KINDS =
  'namespaces pods deployments.apps replicasets.apps statefulsets.apps daemonsets.apps jobs.batch cronjobs.batch services configmaps secrets priorityclasses limitranges resourcequotas poddisruptionbudgets';
const OTHERS =
  'nodes persistentvolumes persistentvolumeclaims horizontalpodautoscalers serviceaccounts replicationcontrollers storageclasses';
/** What every cluster has. */
const OWN: ReadonlySet<string> = new Set(
  'default kube-system kube-public kube-node-lease kubernetes kube-root-ca.crt system-cluster-critical system-node-critical'.split(
    ' ',
  ),
);

function kubectl(args: readonly string[], stdin = ''): Promise<Said> {
  return new Promise((resolve) => {
    const env = { ...process.env, KUBECONFIG: `${folder}/kubeconfig` };
    const child = execFile('kubectl', args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ exit: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    );
    child.stdin?.end(stdin);
  });
}

/** Without what differs from one asking to the next. */
const normal = (text: string): string =>
  text
    .replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-xxxxx')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/\b10\.96\.\d+\.\d+/g, 'CLUSTER-IP');

function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const kept: { [key: string]: Json } = {};
  for (const [key, field] of Object.entries(value)) {
    if (key === 'managedFields') continue;
    const instead = { uid: 'UID', resourceVersion: 'N', creationTimestamp: 'T' }[key];
    kept[key] = instead !== undefined && typeof field === 'string' ? instead : plain(field);
  }
  return kept;
}

const parsed = (text: string): Json => plain(JSON.parse(normal(text)) as Json);

async function askApi({ id, yaml = '' }: Question): Promise<object> {
  const { exit, stdout, stderr } = await kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], yaml);
  const objects = stdout
    .split(/^(?=\{)/m)
    .filter((text) => text !== '')
    .map(parsed);
  return { id, yaml, exit, stderr: normal(stderr), objects };
}

async function askUpdates({ id, said = [] }: Question): Promise<object> {
  await empty();
  const answers: object[] = [];
  for (const { command, stdin } of said) {
    const answer = await kubectl(wordsOf(command).slice(1), stdin);
    answers.push({ command, stdin, exit: answer.exit, stdout: normal(answer.stdout), stderr: normal(answer.stderr) });
    await sleep(PAUSE);
  }
  const left: Json[] = [];
  for (const kind of KINDS.split(' '))
    for (const object of await list(kind))
      if (!object.metadata.ownerReferences?.length) left.push(parsed(JSON.stringify(object)));
  await empty();
  return { id, said: answers, left };
}

interface Listed {
  readonly metadata: {
    name: string;
    namespace?: string;
    ownerReferences?: readonly object[];
    finalizers?: readonly string[];
  };
}

async function list(kind: string): Promise<readonly Listed[]> {
  const { stdout } = await kubectl(['get', kind, '-A', '-o', 'json']);
  const { items } = JSON.parse(stdout || '{"items":[]}') as { readonly items: readonly Listed[] };
  return items.filter(({ metadata }) => !OWN.has(metadata.name) && !metadata.namespace?.startsWith('kube-'));
}

async function empty(): Promise<void> {
  for (let isLeft = true; isLeft;) {
    isLeft = false;
    for (const kind of `${KINDS} ${OTHERS}`.split(' '))
      for (const { metadata } of await list(kind)) {
        isLeft = true;
        const at = [kind, metadata.name, ...(metadata.namespace ? ['-n', metadata.namespace] : [])];
        if (metadata.finalizers?.length && kind !== 'namespaces')
          await kubectl(['patch', ...at, '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);
        await kubectl(['delete', ...at, '--wait=false', '--ignore-not-found', ...(kind === 'pods' ? ['--force'] : [])]);
      }
  }
}

/** A line's words, as a shell has them. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}

const ask = area === 'updates' ? askUpdates : askApi;
const answered: string[] = [];
for (const question of JSON.parse(readFileSync(questions, 'utf8')) as readonly Question[]) {
  const [once, again] = [JSON.stringify(await ask(question)), JSON.stringify(await ask(question))];
  const timeless = (text: string): string => text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'T');
  if (timeless(once) === timeless(again)) answered.push(once);
  else console.error(`not answered twice alike: ${question.id}`);
}
writeFileSync(out, `[\n${answered.join(',\n')}\n]\n`);
