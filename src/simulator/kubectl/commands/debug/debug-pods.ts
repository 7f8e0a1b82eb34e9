import type { Container, EphemeralContainer, Node, Pod } from '../../../api/schema/kinds.ts';
import type { Random } from '../../../random.ts';
import { plainFailure, type Failure } from '../../failure.ts';
import type { DebugOptions } from './options.ts';
import { applyProfile, withContainer } from './profiles.ts';

/** What is to be sent, and the container to attach to; '' for none. */
export interface DebugPod {
  readonly pod: Pod;
  readonly container: string;
}

/** Makes up names and tells the learner. */
export interface Naming {
  readonly random: Random;
  readonly out: (text: string) => void;
}

/**
 * A running Pod with one more ephemeral container.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/debug/debug.go generateDebugContainer
 */
export function withDebugContainer(pod: Pod, options: DebugOptions, naming: Naming): DebugPod {
  const name = debugName(pod, options, naming);
  const container: EphemeralContainer = {
    ...commonFields(name, options),
    ...(options.targetContainer ? { targetContainerName: options.targetContainer } : {}),
  };
  const more = {
    ...pod,
    spec: { ...pod.spec, ephemeralContainers: [...(pod.spec.ephemeralContainers ?? []), container] },
  };
  return { pod: applyProfile(options.profile, 'ephemeral', more, name, options.kept), container: name };
}

/**
 * A copy of a Pod with a debugging container added, or one of its own changed.
 * @source …/debug.go generatePodCopyWithDebugContainer
 */
export function copyForDebug(pod: Pod, options: DebugOptions, naming: Naming): DebugPod | Failure {
  const copied = copyOf(pod, options);
  const known = allNames(copied);
  let name = options.container;
  let ready = copied;
  if (!known.includes(name)) {
    if (!options.image)
      return Object.keys(options.setImages).length > 0
        ? { pod: copied, container: '' }
        : plainFailure('you must specify image when creating new container');
    if (!name) name = debugName(copied, options, naming);
    const added: Container = { name, terminationMessagePolicy: 'File' };
    ready = { ...copied, spec: { ...copied.spec, containers: [...copied.spec.containers, added] } };
  }
  const changed = withContainer(ready, name, (container) => ({
    ...withWords(container, options),
    ...(options.env.length > 0 ? { env: options.env } : {}),
    ...(options.image ? { image: options.image } : {}),
    ...(options.pullPolicy ? { imagePullPolicy: options.pullPolicy } : {}),
    stdin: options.stdin,
    tty: options.tty,
  }));
  return { pod: applyProfile(options.profile, 'copy', changed, name, options.kept), container: name };
}

/**
 * A Pod on a node, in the node's namespaces and with its files under /host where the profile gives them.
 * @source …/debug.go generateNodeDebugPod
 */
export function nodeDebugPod(node: Node, options: DebugOptions, { random, out }: Naming): DebugPod {
  const container = options.container || 'debugger';
  const name = `node-debugger-${node.metadata.name}-${random.suffix(5)}`;
  if (!options.quiet)
    out(`Creating debugging pod ${name} with container ${container} on node ${node.metadata.name}.\n`);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' } },
    spec: {
      containers: [commonFields(container, options)],
      nodeName: node.metadata.name,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
    },
  } as unknown as Pod;
  return { pod: applyProfile(options.profile, 'node', pod, container, options.kept), container };
}

function commonFields(name: string, options: DebugOptions): Container {
  return {
    name,
    image: options.image,
    ...(options.words.length > 0 ? { [options.wordsAre]: options.words } : {}),
    ...(options.env.length > 0 ? { env: options.env } : {}),
    ...(options.pullPolicy ? { imagePullPolicy: options.pullPolicy } : {}),
    ...(options.stdin ? { stdin: true } : {}),
    terminationMessagePolicy: 'File',
    ...(options.tty ? { tty: true } : {}),
  };
}

/** A new command takes the old arguments' place too. */
function withWords<C extends Container | EphemeralContainer>(container: C, { words, wordsAre }: DebugOptions): C {
  if (words.length === 0) return container;
  const { args: _, ...rest } = container;
  return wordsAre === 'args' ? { ...container, args: words } : ({ ...rest, command: words } as C);
}

function copyOf(pod: Pod, options: DebugOptions): Pod {
  const { namespace, annotations, labels } = pod.metadata;
  const { ephemeralContainers: _, nodeName, ...spec } = pod.spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: options.copyTo,
      namespace,
      ...(annotations ? { annotations } : {}),
      ...(labels ? { labels } : {}),
    },
    spec: {
      ...spec,
      ...(options.sameNode ? { nodeName } : {}),
      ...(options.shareProcesses === undefined ? {} : { shareProcessNamespace: options.shareProcesses }),
      containers: spec.containers.map((container) => {
        const image = options.setImages[container.name] ?? options.setImages['*'];
        return image ? { ...container, image } : container;
      }),
    },
  } as unknown as Pod;
}

const allNames = ({ spec }: Pod): readonly string[] =>
  [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])].map(({ name }) => name);

/** @source …/debug.go computeDebugContainerName */
function debugName(pod: Pod, { container, quiet }: DebugOptions, { random, out }: Naming): string {
  if (container) return container;
  const taken = allNames(pod);
  let name: string;
  do name = `debugger-${random.suffix(5)}`;
  while (taken.includes(name));
  if (!quiet) out(`Defaulting debug container name to ${name}.\n`);
  return name;
}
