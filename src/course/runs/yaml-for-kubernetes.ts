/** The runs of the lesson yaml-for-kubernetes: what was typed, what YAML read, what the API server answered. */
import { runManifest } from '../../figures/run-manifest.ts';
import { Cluster, composeDocument } from '../../simulator/index.ts';

export interface Reading {
  readonly typed: string;
  /** JSON of what YAML made of it; its message where it could not. */
  readonly read: string;
  /** What kubectl printed. */
  readonly answer: string;
  readonly accepted: boolean;
}

const indented = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by));
const container = (field: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: course/web:1.0
${indented(field, 6)}
`;
const metadata = (field: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
${indented(field, 2)}
spec:
  containers:
    - name: web
      image: course/web:1.0
`;

function answerTo(manifest: string): Pick<Reading, 'answer' | 'accepted'> {
  const { exit, stdout, stderr } = new Cluster({ nodes: [{ name: 'node-1' }] }).kubectl('kubectl apply -f -', manifest);
  return { answer: (stderr + stdout).trim(), accepted: exit === 0 };
}

function read(typed: string): string {
  try {
    return JSON.stringify(composeDocument(typed)).replaceAll('":', '": ').replaceAll(',"', ', "');
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

const reading = (typed: string, around: (field: string) => string): Reading => ({
  typed,
  read: read(typed),
  ...answerTo(around(typed)),
});

export const table: readonly Reading[] = [
  reading('env:\n- name: PORT\n  value: 8080', container),
  reading('env:\n- name: PORT\n  value: "8080"', container),
  reading('env:\n- name: DEBUG\n  value: yes', container),
  reading('labels:\n  version: 1.10', metadata),
  reading('lables:\n  app: web', metadata),
  reading('labels:\n\tapp: web', metadata),
];

/** The same words, with and without dashes. */
export const shapes = ['args: a b', 'args: [a, b]', 'args:\n- a\n- b', 'args:\n  a:\n  b:'].map((typed) => ({
  typed,
  read: read(typed),
}));

/** Bare words that are not text. */
export const scalars = ['8080', '"8080"', 'yes', 'off', '1.10', '0644', '1_000', '12:30:45', 'null', '~', 'v1.10'].map(
  (typed) => ({ typed, read: read(`value: ${typed}`).slice('{"value": '.length, -1) }),
);

/** A break in a map is noticed one line later. */
const lineBelow = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec
  containers:
    - name: web
      image: course/web:1.0
`;
export const below = { manifest: lineBelow, answer: answerTo(lineBelow).answer };

const lowerCase = container('').replace('kind: Pod', 'kind: pod');
export const kind = answerTo(lowerCase).answer;

/** One mistake for each gate. */
export const gates = {
  parse: answerTo(metadata('labels:\n\tapp: web')).answer,
  decode: answerTo(metadata('lables:\n  app: web')).answer,
  validate: answerTo(metadata('labels: {}').replace('name: web', 'name: Shop_Web')).answer,
};

/** A field of the Pod, written where a container's fields are. */
export const level = {
  manifest: container('nodeSelector:\n  disk: ssd').trimEnd(),
  answer: answerTo(container('nodeSelector:\n  disk: ssd')).answer,
};

const cluster = runManifest({ manifest: container('args: []'), until: 5 });
const shown = (command: string): { readonly command: string; readonly output: string } => ({
  command,
  output: cluster.kubectl(command),
});
export const explain = shown('kubectl explain pod.spec.nodeSelector');

const dry = new Cluster({ nodes: [{ name: 'node-1' }] });
const dryRun = dry.kubectl('kubectl apply --dry-run=server -f -', metadata('lables:\n  app: web'));
const dryOk = dry.kubectl('kubectl apply --dry-run=server -f -', metadata('labels:\n  app: web'));
export const dryRuns = {
  wrong: { command: 'kubectl apply --dry-run=server -f web.yaml', output: dryRun.stderr.trim() },
  right: { command: 'kubectl apply --dry-run=server -f web.yaml', output: dryOk.stdout.trim() },
};
