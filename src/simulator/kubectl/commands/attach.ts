import { goQuote } from '../../go-quote.ts';
import type { LogLine } from '../../kubelet/node-runtime.ts';
import { sleep, type Task } from '../../task.ts';
import type { CommandContext } from '../command.ts';
import { notFoundMessage, resourceOf } from '../resources.ts';

/** How often an attached container is looked at, in milliseconds. */
const LOOK = 100;

/**
 * Shows what a Pod's first container says until it ends.
 * @param from - a Pod that kubectl run made is shown from its beginning, another from now on
 * @returns the container's exit code where its Pod is not to run it again, else 0
 */
export function* attachTo(
  context: CommandContext,
  name: string,
  from: 'from its beginning' | 'from now on',
): Task<number> {
  const { cluster, namespace, out, err } = context;
  let shown = from === 'from now on' ? linesOf(context, name).length : 0;
  for (;;) {
    const pod = cluster.store.get('Pod', namespace, name);
    if (!pod) {
      err(`Error from server (NotFound): ${notFoundMessage(resourceOf('Pod'), name)}\n`);
      return 1;
    }
    const lines = linesOf(context, name);
    out(
      lines
        .slice(shown)
        .map((line) => `${line.text}\n`)
        .join(''),
    );
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
    yield sleep(LOOK);
  }
}

function linesOf({ cluster, namespace }: CommandContext, name: string): readonly LogLine[] {
  const pod = cluster.store.get('Pod', namespace, name);
  const node = pod && cluster.node(pod.spec.nodeName ?? '');
  if (!node) return [];
  const answer = node.logs({ namespace, name, uid: pod.metadata.uid }, pod.spec.containers[0]?.name ?? '', 'current');
  return answer.ok ? answer.lines.filter((line) => !line.open) : [];
}
