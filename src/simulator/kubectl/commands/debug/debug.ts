import type { JsonObject } from '../../../api/json.ts';
import type { Container, EphemeralContainer, KubeObject, Node, Pod } from '../../../api/schema/kinds.ts';
import type { Caller } from '../../../api/server.ts';
import type { Answer } from '../../../api/status-error.ts';
import { goQuote } from '../../../go-quote.ts';
import { sleep, type Task } from '../../../task.ts';
import type { Command, CommandContext } from '../../command.ts';
import { containerStatus } from '../../container-status.ts';
import { ended, failure, isFailure, plainFailure, statusText, type Failure } from '../../failure.ts';
import { findObjects } from '../../resource-arguments.ts';
import { converse, saidSoFar } from '../attach.ts';
import { copyForDebug, nodeDebugPod, withDebugContainer, type DebugPod } from './debug-pods.ts';
import { readOptions, type DebugOptions } from './options.ts';

/** How often a debugging container is looked for, in milliseconds. */
const LOOK = 100;
const CALLER: Caller = { cause: { actor: 'kubectl', reason: 'kubectl debug' }, fieldManager: 'kubectl-debug' };

/**
 * Adds an ephemeral container to a Pod, copies a Pod, or puts a Pod on a node, and attaches to what it made.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/debug/debug.go
 */
export const debug: Command = function* (context) {
  return ended(context, yield* run(context));
};

function* run(context: CommandContext): Task<Failure | undefined> {
  const options = readOptions(context);
  if (isFailure(options)) return options;
  const { cluster, namespace } = context;
  const found = findObjects(cluster.store, {
    args: options.targets.map((target) => (target.includes('/') ? target : `pods/${target}`)),
    namespace,
    typeAlone: 'means all',
  });
  if (isFailure(found)) return found;
  for (const item of found) {
    if ('error' in item) return failure(statusText(item.error));
    const { object } = item;
    const sent =
      object.kind === 'Pod'
        ? debugPod(context, options, object as Pod)
        : object.kind === 'Node'
          ? debugNode(context, options, object as Node)
          : plainFailure(`${goQuote(kindText(object))} not supported by debug`);
    if (isFailure(sent)) return sent;
    if (!options.attach || !sent.container) continue;
    const failed = yield* attach(context, options, sent);
    if (failed) return failed;
  }
  return undefined;
}

/** @example "apps/v1, Kind=Deployment" · "/v1, Kind=Service" @source k8s.io/apimachinery pkg/runtime/schema/group_version.go GroupVersionKind.String */
const kindText = ({ apiVersion, kind }: KubeObject): string =>
  `${apiVersion.includes('/') ? '' : '/'}${apiVersion}, Kind=${kind}`;

function debugPod(context: CommandContext, options: DebugOptions, pod: Pod): DebugPod | Failure {
  const { cluster, out } = context;
  const naming = { random: cluster.random, out };
  const { namespace, name } = pod.metadata;
  if (options.copyTo) {
    const copied = copyForDebug(pod, options, naming);
    if (isFailure(copied)) return copied;
    warnOfUser(context, copied);
    const created = accepted(context, cluster.api.create(copied.pod as unknown as JsonObject, namespace, CALLER));
    if (isFailure(created)) return created;
    if (options.replace) {
      const gone = cluster.api.delete({ kind: 'Pod', namespace, name }, { gracePeriodSeconds: 0 }, CALLER);
      if (!gone.ok) return failure(statusText(gone.error));
    }
    return { pod: created, container: copied.container };
  }
  const wanted = withDebugContainer(pod, options, naming);
  warnOfUser(context, wanted);
  const all = wanted.pod.spec.ephemeralContainers ?? [];
  const body = {
    spec: {
      '$setElementOrder/ephemeralContainers': all.map((container) => ({ name: container.name })),
      ephemeralContainers: all.slice(-1),
    },
  };
  const target = { kind: 'Pod', namespace, name, subresource: 'ephemeralcontainers' } as const;
  const patch = { type: 'strategic', body: body as unknown as JsonObject } as const;
  const patched = accepted(context, cluster.api.patch(target, patch, CALLER));
  return isFailure(patched) ? patched : { pod: patched, container: wanted.container };
}

function debugNode(context: CommandContext, options: DebugOptions, node: Node): DebugPod | Failure {
  const { cluster, namespace, out } = context;
  const { pod, container } = nodeDebugPod(node, options, { random: cluster.random, out });
  const created = accepted(context, cluster.api.create(pod as unknown as JsonObject, namespace, CALLER));
  return isFailure(created) ? created : { pod: created, container };
}

/** The server's warnings are told, and its refusal. */
function accepted({ err }: CommandContext, answer: Answer<unknown>): Pod | Failure {
  for (const { text } of answer.warnings) err(`Warning: ${text}\n`);
  return answer.ok ? (answer.object as Pod) : failure(statusText(answer.error));
}

/** @source …/debug.go displayWarning */
function warnOfUser({ err }: CommandContext, { pod: { spec }, container: name }: DebugPod): void {
  const all: readonly (Container | EphemeralContainer)[] = [...spec.containers, ...(spec.ephemeralContainers ?? [])];
  const own = all.find((container) => container.name === name)?.securityContext;
  const isRoot = !spec.securityContext?.runAsUser || own?.runAsUser === 0;
  if (isRoot || (!own?.privileged && !own?.capabilities?.add?.length)) return;
  err(
    'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
  );
}

/** Waits until the container runs and talks to it; of one that has ended already, shows what it said. */
function* attach(
  context: CommandContext,
  options: DebugOptions,
  { pod, container }: DebugPod,
): Task<Failure | undefined> {
  const { cluster, err } = context;
  const { namespace = '', name } = pod.metadata;
  let seen: string | undefined;
  for (;;) {
    const now = cluster.store.get('Pod', namespace, name);
    if (!now) return failure('Error from server (NotFound): pods "" not found\n');
    const state = containerStatus(now, container)?.state;
    if (state?.terminated) {
      context.out(saidSoFar(context, now, container));
      return undefined;
    }
    if (state?.running) {
      const { stdin, tty, quiet } = options;
      yield* converse(context, { pod: now, container, stdin, tty, quiet });
      return undefined;
    }
    const { resourceVersion } = now.metadata;
    if (resourceVersion !== seen && !options.quiet && state?.waiting?.message)
      err(`Warning: container ${container}: ${state.waiting.message}\n`);
    seen = resourceVersion;
    yield sleep(LOOK);
  }
}
