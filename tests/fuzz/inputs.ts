import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Random } from '../../src/simulator/random.ts';
import { commands } from '../../src/simulator/kubectl/commands.ts';
import { mutate } from './mutate.ts';

interface Recorded {
  readonly yaml: string;
  readonly exit: number;
}

const recorded = ['api', 'manifests'].flatMap(
  (area) => JSON.parse(readFileSync(`tests/conformance/data/${area}.json`, 'utf8')) as Recorded[],
);
const all = recorded.map(({ yaml }) => yaml);
const taken = recorded.filter(({ exit }) => exit === 0).map(({ yaml }) => yaml);

/** One seed for an input, so that any of them can be repeated alone. */
const seedOf = (seed: number, index: number): number => Math.imul(seed, 1_000_003) + index;

/**
 * What somebody hands in: of ten, eight are recorded manifests with a few mutations, one is an object of known kinds with
 * arbitrary values, one is arbitrary text.
 */
export function manifestInput(seed: number, index: number): string {
  const own = seedOf(seed, index);
  const random = new Random(own);
  const way = random.int(10);
  if (way === 0) return fc.sample(anyText, { seed: own, numRuns: 1 })[0] ?? '';
  if (way === 1) return JSON.stringify(fc.sample(anyObject, { seed: own, numRuns: 1 })[0], undefined, 1);
  let text = random.pick(taken);
  do text = mutate(text, random.pick(all), random);
  while (random.int(3) === 0);
  return text;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'kind',
        ': ',
        ':',
        '- ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '"',
        "'",
        '|',
        '>',
        '#',
        '&x',
        '*x',
        '!!str',
        '? ',
        '---\n',
        '\t',
        '1',
        '~',
      ),
    )
    .map((parts) => parts.join('')),
);

const name = fc.constantFrom(
  'name',
  'image',
  'spec',
  'containers',
  'template',
  'selector',
  'metadata',
  'labels',
  'ports',
  'env',
);
const anyObject = fc.record({
  apiVersion: fc.constantFrom('v1', 'apps/v1', 'batch/v1', 'policy/v1', 'autoscaling/v2'),
  kind: fc.constantFrom('Pod', 'Deployment', 'Service', 'Job', 'CronJob', 'ConfigMap', 'List', 'Node', 'Namespace'),
  metadata: fc.oneof({ weight: 3, arbitrary: fc.constant({ name: 'web' }) }, { weight: 1, arbitrary: fc.anything() }),
  spec: fc.oneof(
    fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as unknown),
    fc.dictionary(
      name,
      fc.oneof(fc.array(fc.dictionary(name, fc.anything(), { maxKeys: 4 }), { maxLength: 3 }), fc.anything()),
    ),
  ),
});

const FLAGS: readonly string[] = [
  '-n',
  '-A',
  '-o',
  '-o yaml',
  '-o wide',
  '-o jsonpath={.items[*].metadata.name}',
  '-o jsonpath={',
  '-o custom-columns=A:.metadata.name',
  '-o go-template={{.}}',
  '--sort-by=.metadata.name',
  '-l app=web',
  '-l "app in (web"',
  '-w',
  '--watch=false',
  '--all',
  '--force',
  '--grace-period=0',
  '--grace-period',
  '--dry-run=server',
  '--dry-run=nothing',
  '-f -',
  '-c web',
  '--previous',
  '--tail=-1',
  '--since=5x',
  '--replicas=3',
  '--replicas=-1',
  '--for=condition=Ready',
  '--for=delete',
  '--timeout=1s',
  '--image=nginx',
  '--patch',
  '-p {"spec":{"replicas":2}}',
  '--type=json',
  '--field-selector=status.phase=Running',
  '--overwrite',
  '--unknown',
  '-x',
  '--',
  '-h',
  '-it',
];

const WORDS: readonly string[] = [
  'pod',
  'pods',
  'po',
  'web',
  'pod/web',
  'deployment/site',
  'deploy',
  'svc',
  'node',
  'node-a',
  'nodes/node-a',
  'events',
  'all',
  'configmap',
  'secret/x',
  'pods,svc',
  'pod/',
  '/',
  'ns',
  'default',
  'app=web',
  'app-',
  'key=value:NoSchedule',
  'image',
  'web=nginx:1.27',
  'status',
  'undo',
  'restart',
  'history',
  'sh -c "exit 3"',
  'sh -c',
  'ls /',
  'cat /etc/hosts',
  '"',
  "'",
  '\\',
  '$HOME',
  '$(ls)',
  '`ls`',
  '|',
  '>',
  '&&',
  '*',
  '한글',
  '',
  '-1',
  'x'.repeat(300),
];

/** What somebody types at a terminal: kubectl's words in no order that need make sense. */
export function terminalLine(seed: number, index: number): string {
  const random = new Random(seedOf(seed, index) ^ 0x5bd1e995);
  const known = Object.keys(commands);
  const words = random.int(12) === 0 ? [] : ['kubectl'];
  words.push(random.int(20) === 0 ? random.pick(WORDS) : random.pick(known));
  const below = Object.keys(commands[words.at(-1) ?? '']?.below ?? {});
  if (below.length > 0 && random.int(8) > 0) words.push(random.pick(below));
  for (let i = random.int(6); i > 0; i--) words.push(random.pick(random.int(3) === 0 ? FLAGS : WORDS));
  return words.join(random.int(20) === 0 ? '  ' : ' ');
}
