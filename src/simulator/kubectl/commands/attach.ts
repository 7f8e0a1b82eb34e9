import type { Pod } from '../../api/schema/kinds.ts';
import { goQuote } from '../../go-quote.ts';
import type { LogLine } from '../../kubelet/node-runtime.ts';
import { toBytes } from '../../runtime/bytes.ts';
import { sleep, type Task } from '../../task.ts';
import type { CommandContext } from '../command.ts';
import { isOn } from '../line.ts';
import { notFoundMessage, resourceOf } from '../resources.ts';

/** How often an attached container is looked at, in milliseconds. */
const LOOK = 100;
const RECORDED =
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\n';
const NO_PROMPT = "If you don't see a command prompt, try pressing enter.\n";
/** What kubectl says before a session. */
export const SESSION_NOTICE = `${RECORDED}${NO_PROMPT}`;

/** A talk with one container. */
export interface Session {
  readonly pod: Pod;
  readonly container: string;
  /** Whether what the learner types goes to it. */
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
}

/**
 * Types into a running container what the learner gave, and shows what it says from now on until it ends. What is typed
 * ends with Ctrl-D; where nothing is, kubectl detaches as soon as the container waits for it, and the container stays.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/attach/attach.go Run
 */
export function* converse(context: CommandContext, session: Session): Task<void> {
  const { cluster, err, out, stdin } = context;
  const { pod, container } = session;
  const { namespace = '', name, uid } = pod.metadata;
  const node = cluster.node(pod.spec.nodeName ?? '');
  const attached = node?.attach({ namespace, name, uid }, container);
  if (!session.quiet) err(SESSION_NOTICE);
  if (!attached) {
    const why = `unable to upgrade connection: container ${container} not found in pod ${name}_${namespace}`;
    err(`warning: couldn't attach to pod/${name}, falling back to streaming logs: ${why}\n`);
    out(textOf(linesOf(context, pod, container)));
    return;
  }
  let shown = linesOf(context, pod, container).length;
  const show = (): void => {
    const lines = linesOf(context, pod, container);
    out(textOf(lines.slice(shown)));
    shown = lines.length;
  };
  const { process, input } = attached;
  if (input && session.stdin) {
    input.write(toBytes(stdin));
    if (stdin !== '' || closesWithSession(pod, container)) input.end();
  }
  while (process.exit === undefined && !(session.stdin && input?.isAwaited)) {
    show();
    yield sleep(LOOK);
  }
  show();
  if (session.stdin && session.tty && !session.quiet) out(ending(session));
}

const closesWithSession = ({ spec }: Pod, name: string): boolean =>
  spec.containers.some((container) => container.name === name && container.stdinOnce === true);

/** @source …/attach.go reattachMessage */
function ending({ pod, container }: Session): string {
  const again = `'kubectl attach ${pod.metadata.name} -c ${container} -n ${pod.metadata.namespace ?? ''} -i -t'`;
  return pod.spec.ephemeralContainers?.some(({ name }) => name === container)
    ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${again} if it is still running\n`
    : `Session ended, resume using ${again} command\n`;
}

/**
 * Shows what a Pod's first container says until it ends, once it runs: as kubectl run does with its new Pod.
 * @returns the container's exit code where its Pod is not to run it again, else 0
 */
export function* attachToNew(context: CommandContext, name: string): Task<number> {
  const { cluster, line, namespace, err } = context;
  let shown = 0;
  let isTyped = false;
  for (;;) {
    const pod = cluster.store.get('Pod', namespace, name);
    if (!pod) {
      err(`Error from server (NotFound): ${notFoundMessage(resourceOf('Pod'), name)}\n`);
      return 1;
    }
    const container = pod.spec.containers[0]?.name ?? '';
    const lines = linesOf(context, pod, container);
    context.out(textOf(lines.slice(shown)));
    shown = lines.length;
    const ended = pod.status.containerStatuses?.[0]?.state?.terminated;
    const isOver = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    if (isOver || (ended && pod.spec.restartPolicy === 'Always')) {
      const code = ended?.exitCode ?? 0;
      if (code !== 0 && isOver) err(`pod ${namespace}/${name} terminated (${ended?.reason ?? 'Error'})\n`);
      return isOver ? code : 0;
    }
    if (pod.metadata.deletionTimestamp && !pod.spec.nodeName) {
      err(`error: pod ${goQuote(name)} was deleted before it ran\n`);
      return 1;
    }
    if (!isTyped && isOn(line, 'stdin')) isTyped = type(context, pod, container);
    yield sleep(LOOK);
  }
}

/** Gives a container's first process what the learner typed. @returns whether it runs yet */
function type({ cluster, stdin }: CommandContext, pod: Pod, container: string): boolean {
  const { namespace = '', name, uid } = pod.metadata;
  const attached = cluster.node(pod.spec.nodeName ?? '')?.attach({ namespace, name, uid }, container);
  attached?.input?.write(toBytes(stdin));
  attached?.input?.end();
  return attached !== undefined;
}

/** What a container has said so far. */
export const saidSoFar = (context: CommandContext, pod: Pod, container: string): string =>
  textOf(linesOf(context, pod, container));

const textOf = (lines: readonly LogLine[]): string => lines.map((line) => `${line.text}\n`).join('');

function linesOf({ cluster }: CommandContext, pod: Pod, container: string): readonly LogLine[] {
  const { namespace = '', name, uid } = pod.metadata;
  const answer = cluster.node(pod.spec.nodeName ?? '')?.logs({ namespace, name, uid }, container, 'current');
  return answer?.ok ? answer.lines.filter((line) => !line.open) : [];
}
