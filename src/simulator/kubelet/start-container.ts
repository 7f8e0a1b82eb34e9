import type { Container, Pod } from '../api/schema/kinds.ts';
import { milliOf, valueOf } from '../quantity.ts';
import type { FileNode } from '../runtime/filesystem.ts';
import type { Image } from '../runtime/images/image.ts';
import type { SignalName } from '../runtime/process.ts';
import { SIGNALS } from '../runtime/process.ts';
import { Signal, sleep, type Task } from '../task.ts';
import { cgroupFiles, containerFiles, ensureDirectory } from './container-files.ts';
import { createContainerInput } from './container-input.ts';
import { ContainerLog } from './container-log.ts';
import type { ContainerRecord, ContainerState } from './container-record.ts';
import type { StartFailureReason } from './container-statuses.ts';
import { containerUser, rootProblem } from './container-user.ts';
import { containerEnvironment } from './environment.ts';
import { expand } from './expansion.ts';
import { notedHook } from './noted-hook.ts';
import { canonical } from './image-puller.ts';
import { killContainer } from './kill-container.ts';
import { tell, type PodOnNode } from './node-services.ts';
import { oomScoreAdj } from './oom-score.ts';
import { containerFieldPath, hostnameOf, randomId } from './pod-names.ts';
import { targetOf } from './target-container.ts';
import { TIMING } from './timing.ts';

/** What identifies a container's definition: a change of its resources alone is a resize. */
export const definitionOf = (container: Container): string => `${container.name} ${container.image ?? ''}`;

/**
 * Pulls, creates and starts a container and runs its postStart hook.
 * @returns why it does not run, or undefined
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer
 */
export function* startContainer(on: PodOnNode, container: Container): Task<StartFailureReason | undefined> {
  const { node, sandbox } = on;
  const fieldPath = containerFieldPath(on.pod, container.name);
  const failed = (reason: string, message: string): StartFailureReason => {
    tell(on, 'Warning', 'Failed', `Error: ${message}`, { fieldPath });
    return { reason, message };
  };

  const pulled = yield* node.puller.ensure(on.pod, container, ({ type, reason, message }) =>
    tell(on, type, reason, message, { fieldPath }),
  );
  if (!pulled.ok) {
    tell(on, 'Warning', 'Failed', `Error: ${pulled.why.reason}`, { fieldPath });
    return pulled.why;
  }
  const { image } = pulled;
  const rootError = rootProblem(on.pod, container, image);
  if (rootError !== undefined) return failed('CreateContainerConfigError', rootError);
  const environment = containerEnvironment(node.context.store, on.facts, container);
  if (!environment.ok) return failed('CreateContainerConfigError', environment.message);

  const made = makeRecord(on, container, image, environment.env);
  if ('problem' in made) return failed('CreateContainerConfigError', made.problem);
  const { record, message, argv } = made;
  const found = targetOf(on, container, record.state.id);
  if ('reason' in found && found.reason === 'CreateContainerConfigError') return failed(found.reason, found.message);
  yield sleep(TIMING.containerCreate + (node.context.startJitter?.() ?? 0));
  if ('reason' in found) return failed(found.reason, found.message);
  if (argv.length === 0)
    return failed(
      'CreateContainerError',
      'failed to generate container spec: failed to generate spec: no command specified',
    );
  sandbox.add(record);
  tell(on, 'Normal', 'Created', 'Container created', { fieldPath });

  yield sleep(TIMING.containerStart);
  const cause = on.cause(record.state.attempt === 0 ? 'the Pod wants it' : 'it had ended', sandboxEntry(on, container));
  const oomScore = oomScoreAdj(on.pod, container, valueOf(node.capacity['memory']));
  const problem = sandbox.start(on.pod, record, {
    argv,
    oomScore,
    message,
    cannot: made.cannot,
    target: found.target,
    cause,
  });
  if (problem !== undefined) return failed('RunContainerError', problem);
  yield sleep(TIMING.startNotice);
  tell(on, 'Normal', 'Started', 'Container started', { fieldPath, because: record.entry });

  const hook = container.lifecycle?.postStart;
  if (!hook) return undefined;
  const error = yield* notedHook(on, container, record, 'postStart', hook);
  if (error === undefined) return undefined;
  tell(on, 'Warning', 'FailedPostStartHook', 'PostStartHook failed', { fieldPath });
  yield* killContainer(on, record, { message: 'FailedPostStartHook', reason: 'other' });
  return { reason: 'PostStartHookError', message: error };
}

/** The end of the attempt before, which this one follows. */
const sandboxEntry = ({ sandbox }: PodOnNode, container: Container): number | undefined =>
  sandbox.containers.filter(({ state }) => state.name === container.name)[1]?.entry;

interface Made {
  readonly record: ContainerRecord;
  readonly message: FileNode;
  readonly argv: readonly string[];
  /** Why no process can be started in it, in runc's words. */
  readonly cannot: string | undefined;
}

function makeRecord(
  on: PodOnNode,
  container: Container,
  image: Image,
  env: ReadonlyMap<string, string>,
): Made | { readonly problem: string } {
  const { node, volumes } = on;
  const { clock, random } = node.context;
  const hostname = hostnameOf(on.pod, node.name);
  const user = containerUser(on.pod, container, image);
  const state: ContainerState = {
    id: `containerd://${randomId(random)}`,
    name: container.name,
    attempt: nextAttempt(on, container),
    createdAt: clock.now,
    state: 'created',
    startedAt: undefined,
    finishedAt: undefined,
    exitCode: 0,
    reason: '',
    message: '',
    image: canonical(container.image ?? ''),
    imageId: imageId(image),
    definition: definitionOf(container),
    ...resourcesOf(container, on.pod),
    user,
  };
  let record: ContainerRecord | undefined = undefined;
  const current = (): ContainerState => record?.state ?? state;
  const { files, message, written } = containerFiles(
    on.facts,
    container,
    image,
    hostname,
    cgroupFiles(current),
    on.sandbox.shm,
  );
  const problem = volumes.mountInto(files, on.pod, container, env);
  if (problem !== undefined) return { problem };
  const cwd = container.workingDir || image.workingDir || '/';
  const cannot = ensureDirectory(files, cwd);
  const known = (name: string): string | undefined => env.get(name);
  const command = (container.command ?? []).map((word) => expand(word, known));
  const args = (container.args ?? []).map((word) => expand(word, known));
  const argv = [
    ...(command.length > 0 ? command : image.entrypoint),
    ...(args.length > 0 ? args : command.length > 0 ? [] : image.cmd),
  ];
  const all: Record<string, string> = { ...image.env, HOSTNAME: hostname };
  for (const [name, value] of env) all[name] = value;
  if (!('HOME' in all)) all['HOME'] = user.uid === 0 ? '/root' : '/';
  const log = new ContainerLog(clock, node.disk.wrote);
  record = {
    state,
    spec: container,
    log,
    input: container.stdin ? createContainerInput() : undefined,
    files,
    written: () => written() + log.bytes,
    env: all,
    cwd,
    uid: user.uid,
    gid: user.gid,
    groups: user.groups,
    privileges: user.privileges,
    stopSignal: stopSignal(container, image),
    namespace: undefined,
    process: undefined,
    ended: new Signal(),
    entry: undefined,
  };
  // A new attempt begins with its definition as it is now; the sandbox keeps one attempt before it.
  return { record, message, argv, cannot };
}

const nextAttempt = ({ pod, sandbox }: PodOnNode, container: Container): number => {
  const before = sandbox.attempts(container.name);
  if (before > 0) return before;
  const shown = [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])].find(
    ({ name }) => name === container.name,
  );
  return shown?.containerID ? shown.restartCount + 1 : 0;
};

/**
 * Limits and requests of a container as the runtime has them. A limit that only the Pod has as a whole holds each container.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container_linux.go getCPULimit, getMemoryLimit
 */
export function resourcesOf(
  container: Container,
  pod: Pod,
): Pick<ContainerState, 'cpuLimit' | 'memoryLimit' | 'cpuRequest' | 'resources'> {
  const { limits, requests } = container.resources ?? {};
  const limit = (name: string): string | undefined => limits?.[name] ?? pod.spec.resources?.limits?.[name];
  const [cpu, memory] = [limit('cpu'), limit('memory')];
  return {
    cpuLimit: cpu === undefined ? undefined : milliOf(cpu),
    memoryLimit: memory === undefined ? undefined : valueOf(memory),
    cpuRequest: requests?.['cpu'] === undefined ? undefined : milliOf(requests['cpu']),
    resources: container.resources ?? {},
  };
}

const stopSignal = (container: Container, image: Image): SignalName => {
  const own = container.lifecycle?.stopSignal;
  return own !== undefined && own in SIGNALS ? (own as SignalName) : image.stopSignal;
};

/** A digest that an image keeps. */
function imageId(image: Image): string {
  let a = 0x811c9dc5;
  let digest = '';
  for (let i = 0; i < 8; i++) {
    for (const character of `${image.name}/${i}`) a = Math.imul(a ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    digest += a.toString(16).padStart(8, '0');
  }
  const repository = canonical(image.name).replace(/:[^/:]*$/, '');
  return `${repository}@sha256:${digest}`;
}
