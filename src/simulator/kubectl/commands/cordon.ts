import type { Node } from '../../api/schema/kinds.ts';
import { readChange, type Change } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, failure, isFailure, plainFailure, statusText, usageFailure, type Failure } from '../failure.ts';
import { flagValue } from '../line.ts';
import { findObjects } from '../resource-arguments.ts';
import { findResource } from '../resources.ts';

export const cordonFlags = 'dry-run:string?unchanged selector,l:string';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go RunCordonOrUncordon */
export const cordon: Command = cordoning('cordoned');
export const uncordon: Command = cordoning('uncordoned');

function cordoning(done: 'cordoned' | 'uncordoned'): Command {
  return function* (context) {
    const change = readChange(context);
    if (isFailure(change)) return ended(context, change);
    const nodes = namedNodes(context);
    if (isFailure(nodes)) return ended(context, nodes);
    for (const node of nodes) setUnschedulable(context, change, node, done);
    return 0;
  };
}

/** The nodes that a command names, or its selector finds. */
export function namedNodes({ cluster, line, namespace }: CommandContext): readonly Node[] | Failure {
  const selector = flagValue(line, 'selector');
  const [command = ''] = line.command;
  if (line.args.length === 0 && !selector) return usageFailure(command, `USAGE: ${command} NODE [flags]`);
  if (line.args.length > 0 && selector)
    return usageFailure(command, 'error: cannot specify both a node name and a --selector option');
  const other = line.args.find((arg) => arg.includes('/') && findResource(arg.split('/')[0] ?? '')?.kind !== 'Node');
  const named = other === undefined ? undefined : findResource(other.split('/')[0] ?? '');
  if (named && other !== undefined) {
    const asked = findObjects(cluster.store, { args: [other], namespace, typeAlone: 'means all' });
    if (isFailure(asked)) return asked;
    for (const item of asked) if ('error' in item) return failure(statusText(item.error));
    const version = `${named.group}/${named.version}`;
    return plainFailure(
      `expected resource of type node, got ${JSON.stringify(`${version}, Resource=${named.plural}`)}`,
    );
  }
  const found = findObjects(cluster.store, {
    args: ['nodes', ...line.args.map((arg) => arg.replace(/^(nodes?|no)\//, ''))],
    namespace,
    labels: selector,
    typeAlone: 'means all',
  });
  if (isFailure(found)) return found;
  const nodes: Node[] = [];
  for (const item of found) {
    if ('error' in item) return failure(statusText(item.error));
    if (item.object.kind === 'Node') nodes.push(item.object);
  }
  return nodes;
}

export function setUnschedulable(
  { cluster, err }: CommandContext,
  change: Change,
  node: Node,
  done: 'cordoned' | 'uncordoned',
): void {
  const wanted = done === 'cordoned';
  if ((node.spec?.unschedulable ?? false) === wanted) {
    change.tell(node, `already ${done}`);
    return;
  }
  if (change.dryRun !== 'client') {
    const body = { spec: { unschedulable: wanted ? true : null } };
    const answer = cluster.api.patch(
      { kind: 'Node', name: node.metadata.name },
      { type: 'merge', body },
      change.caller,
    );
    if (!answer.ok) {
      err(
        `error: unable to ${wanted ? 'cordon' : 'uncordon'} node ${JSON.stringify(node.metadata.name)}: ${answer.error.message}\n`,
      );
      return;
    }
  }
  change.tell(node, done);
}
