import type { Pod } from '../../api/schema/kinds.ts';
import { randomId } from '../../kubelet/pod-names.ts';
import { until, type Task } from '../../task.ts';
import type { Command, CommandContext } from '../command.ts';
import { failure, isFailure, plainFailure, statusText, usageFailure, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { chooseContainer } from '../pod-containers.ts';
import { podsOf } from '../pods-of.ts';
import { findObjects } from '../resource-arguments.ts';
import { converse, SESSION_NOTICE } from './attach.ts';

export const execFlags =
  'container,c:string filename,f:strings pod-running-timeout:duration quiet,q:bool stdin,i:bool tty,t:bool';
export const attachFlags =
  'container,c:string detach-keys:string pod-running-timeout:duration quiet,q:bool stdin,i:bool tty,t:bool';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/exec/exec.go */
export const exec: Command = function* (context) {
  const ready = prepare(context);
  if (isFailure(ready)) {
    context.err(ready.failure);
    return ready.exit;
  }
  return yield* execute(context, ready.pod, ready.container);
};

interface Ready {
  readonly pod: Pod;
  readonly container: string;
}

function prepare(context: CommandContext): Ready | Failure {
  const { line, err } = context;
  if (!line.args[0]) return plainFailure('pod, type/name or --filename must be specified');
  if (line.args.length > 1)
    return usageFailure('exec', 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  if (!line.afterDashes?.length) return plainFailure('you must specify at least one command for the container');
  const pod = findPod(context, line.args[0] ?? '');
  if (isFailure(pod)) return pod;
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed')
    return plainFailure(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const container = chooseContainer(pod, flagValue(line, 'container'));
  if (isFailure(container)) return container;
  if (!isOn(line, 'quiet')) err(container.told);
  if (!pod.spec.nodeName)
    return plainFailure(`unable to upgrade connection: pod ${pod.metadata.name} does not have a host assigned`);
  return { pod, container: container.name };
}

/** The Pod that is named, or the first of what a workload stands for. */
export function findPod({ cluster, namespace }: CommandContext, target: string): Pod | Failure {
  const found = findObjects(cluster.store, {
    args: [target.includes('/') ? target : `pod/${target}`],
    namespace,
    typeAlone: 'means all',
  });
  if (isFailure(found)) return found;
  const [item] = found;
  if (!item) return plainFailure(`no pod for ${target}`);
  if ('error' in item) return failure(statusText(item.error));
  const pods = podsOf(cluster.store, item.object, 'attach to');
  if (isFailure(pods)) return pods;
  const [pod] = pods;
  return pod ?? plainFailure('timed out waiting for the condition');
}

function* execute({ cluster, line, stdin, out, err }: CommandContext, pod: Pod, container: string): Task<number> {
  const node = cluster.node(pod.spec.nodeName ?? '');
  const { namespace = '', name, uid } = pod.metadata;
  if (!node) {
    err('error: this node runs no containers here\n');
    return 1;
  }
  const argv = line.afterDashes ?? [];
  const io = { ...(isOn(line, 'stdin') ? { stdin } : {}), stdout: out, stderr: err };
  const started = node.exec({ namespace, name, uid }, container, argv, io);
  if (!started.started) {
    if (started.why === 'no-container') err(`error: unable to upgrade connection: ${started.message}\n`);
    else
      err(
        `error: Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${randomId(cluster.random)}": OCI runtime exec failed: exec failed: unable to start container process: ${started.message}\n`,
      );
    return 1;
  }
  while (started.process.exit === undefined) yield until(started.process.exited);
  const code = started.process.exit;
  if (code !== 0) err(`command terminated with exit code ${code}\n`);
  return code;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/attach/attach.go */
export const attach: Command = function* (context) {
  const { line, err } = context;
  const [target] = line.args;
  const pod =
    target === undefined ? plainFailure('at least 1 argument is required for attach') : findPod(context, target);
  if (isFailure(pod)) {
    err(pod.failure);
    return pod.exit;
  }
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed') {
    err(`error: cannot attach a container in a completed pod; current phase is ${phase}\n`);
    return 1;
  }
  const container = chooseContainer(pod, flagValue(line, 'container'));
  if (isFailure(container)) {
    err(container.failure.replace(/^error: /, 'error: cannot attach to the container: '));
    return container.exit;
  }
  err(container.told);
  if (!pod.spec.nodeName) {
    err(
      `${SESSION_NOTICE}error: unable to upgrade connection: pod ${pod.metadata.name} does not have a host assigned\n`,
    );
    return 1;
  }
  yield* converse(context, {
    pod,
    container: container.name,
    stdin: isOn(line, 'stdin'),
    tty: isOn(line, 'tty'),
    quiet: isOn(line, 'quiet'),
  });
  return 0;
};
