import type { KubeObject } from '../api/schema/kinds.ts';
import type { CommandContext } from './command.ts';
import { failure, isFailure, plainFailure, type Failure } from './failure.ts';
import { flagValue, isOn } from './line.ts';
import { refusalsText, type Refusal } from './refusals.ts';
import { fileProblem, manifestsOf } from './manifests.ts';
import { findObjects, notFound, type Found } from './resource-arguments.ts';
import { resourceOf } from './resources.ts';

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
  const found = line.flags.has('filename')
    ? inFiles(context, args)
    : findObjects(cluster.store, {
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

/** The objects that manifests name (-f), as they are in the cluster. */
export function inFiles(context: CommandContext, args: readonly string[]): readonly Found[] | Failure {
  const { store } = context.cluster;
  const missing = fileProblem(context, '');
  if (missing) return missing;
  if (args.length > 0)
    return plainFailure(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  const found: Found[] = [];
  for (const read of manifestsOf(context)) {
    if ('refusal' in read) return failure(refusalsText([read.refusal]));
    const { name, namespace } = read.manifest;
    const resource = resourceOf(read.manifest.resource.kind);
    const object = store.get(resource.kind, namespace, name);
    found.push(object ? { resource, object } : { resource, name, error: notFound(resource, name) });
  }
  return found;
}
