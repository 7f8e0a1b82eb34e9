/** The runs of the lesson images-and-commands: its argv table, its figure and the words of kubectl in it. */
import { exitsOf, laneOf, podOf } from '../../figures/reading.ts';
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';
import { findImage } from '../../simulator/index.ts';

export interface Argv {
  readonly image: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[] | undefined;
  /** What runs as process 1. */
  readonly argv: readonly string[];
  /** kubectl's STATUS and the first line of the log, 20 s after apply. */
  readonly status: string;
  readonly log: string;
}

const cases: readonly {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}[] = [
  { image: 'course/web:1.0' },
  { image: 'course/web:1.0', args: ['--port', '7070'] },
  { image: 'course/web:1.0', command: ['/web', '--port', '7070'] },
  { image: 'course/web:1.0', command: ['--port', '7070'] },
  { image: 'course/web:1.0', args: ['--port 7070'] },
  { image: 'busybox:1.36', args: ['echo', 'hello'] },
];

const field = (name: string, value: readonly string[] | undefined): string =>
  value ? `      ${name}: ${JSON.stringify(value)}\n` : '';

function podWith(image: string, command: readonly string[] | undefined, args: readonly string[] | undefined): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: argv
spec:
  restartPolicy: Never
  containers:
    - name: main
      image: ${image}
${field('command', command)}${field('args', args)}`;
}

/** `command` takes the place of the entrypoint and of cmd, `args` that of cmd alone. */
export const argvTable: readonly Argv[] = cases.map(({ image, command, args }) => {
  const found = findImage(image);
  if (!found) throw new Error(`${image} is not in the catalogue`);
  const { entrypoint, cmd } = found;
  const { picture, kubectl } = runManifest({ manifest: podWith(image, command, args), until: 20 });
  return {
    image,
    entrypoint,
    cmd,
    command,
    args,
    argv: [...(command ?? entrypoint), ...(args ?? (command ? [] : cmd))],
    status: podOf(picture).status.at(-1)?.look ?? '',
    log: kubectl('kubectl logs argv').split('\n')[0] ?? '',
  };
});

/** A shell that waits, and ends: process 1 is gone, so the container is. */
export const ends = {
  until: 120,
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: greeter
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sh", "-c", "echo hello; sleep 15; echo done"]
`,
};
const ended = runManifest(ends);
export const endsPicture = ended.picture;
const endsLane = laneOf(podOf(ended.picture));
export const endTimes = { first: exitsOf(endsLane)[0], restarts: endsLane.restarts };
export const endsGet = ended.kubectl('kubectl get pods');

/** $(VAR) and $VAR in one line. */
export const expands = {
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: expand
spec:
  restartPolicy: Never
  containers:
    - name: main
      image: busybox:1.36
      env:
        - { name: WHO, value: "world" }
      command: ["sh", "-c", "echo kubernetes: $(WHO); echo shell: $WHO"]
`,
};
export const expandsLog = runManifest({ manifest: expands.manifest, until: 20 }).kubectl('kubectl logs expand');

const noShell = `apiVersion: v1
kind: Pod
metadata:
  name: no-shell
spec:
  restartPolicy: Never
  containers:
    - name: main
      image: busybox:1.36
      env:
        - { name: WHO, value: "world" }
      command: ["echo", "$WHO && date"]
`;
export const noShellManifest = noShell;
export const noShellLog = runManifest({ manifest: noShell, until: 20 }).kubectl('kubectl logs no-shell');

const pulling = (name: string, image: string, rest = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: main
      image: ${image}
${rest}`;

/** One Pod a kind of failure before a program runs, and the word that kubectl has for each after a minute and a half. */
export const failures = [
  { name: 'typo', image: 'course/web:1.O', rest: '' },
  { name: 'capitals', image: 'Course/Web:1.0', rest: '' },
  { name: 'never-here', image: 'course/none:1.0', rest: '      imagePullPolicy: Never\n' },
  { name: 'no-program', image: 'course/web:1.0', rest: '      command: ["/wed"]\n' },
].map(({ name, image, rest }) => {
  const { picture, kubectl } = runManifest({ manifest: pulling(name, image, rest), until: 90 });
  const words = [...new Set(podOf(picture).status.map(({ look }) => look))].filter(
    (word) => word !== 'Pending' && word !== 'ContainerCreating',
  );
  const warning = picture.events.find(({ type, reason }) => type === 'Warning' && reason !== 'BackOff');
  return {
    name,
    image,
    added: rest.trim(),
    words,
    event: warning ? `${warning.reason}: ${warning.message}` : '',
    logs: kubectl(`kubectl logs ${name}`),
  };
});

export const unquoted = refusalOf(pulling('web', 'course/web:1.0', '      args: ["--port", 7070]\n'));
