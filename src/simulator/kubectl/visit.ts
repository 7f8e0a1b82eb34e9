import type { KubeObject } from '../api/schema/kinds.ts';
import type { CommandContext } from './command.ts';
import { failure, isFailure, plainFailure, type Failure } from './failure.ts';
import { flagValue, isOn } from './line.ts';
import { refusalsText, type Refusal } from './refusals.ts';
import { findObjects } from './resource-arguments.ts';

/**
 * Does something to each object that arguments, -l or --all ask for; errors are told together at the end.
 * @param args - TYPE NAME … without what else a command takes
 */
export function visitNamed(
  context: CommandContext,
  each: (object: KubeObject) => Refusal | Failure | undefined,
  args: readonly string[] = context.line.args,
): Failure | undefined {
  const { cluster, line, namespace } = context;
  if (isOn(line, 'local'))
    return plainFailure(
      "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
    );
  const found = findObjects(cluster.store, {
    args,
    namespace,
    allNamespaces: isOn(line, 'all-namespaces'),
    labels: flagValue(line, 'selector'),
    fields: flagValue(line, 'field-selector'),
    typeAlone: isOn(line, 'all') ? 'means all' : 'is refused',
  });
  if (isFailure(found)) return found;
  const refusals: Refusal[] = [];
  for (const item of found) {
    const failed = 'error' in item ? { status: item.error } : each(item.object);
    if (isFailure(failed)) return failed;
    if (failed) refusals.push(failed);
  }
  return refusals.length > 0 ? failure(refusalsText(refusals)) : undefined;
}
