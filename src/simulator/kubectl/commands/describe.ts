import type { Command, CommandContext } from '../command.ts';
import { describeObject } from '../describe/describe.ts';
import { isFailure, plainFailure, statusText, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { findObjects, sortedByKey, type Found, type Wanted } from '../resource-arguments.ts';
import { findResource } from '../resources.ts';
import { inFiles } from '../visit.ts';
import { warnOfNames } from './get.ts';

export const describeFlags =
  'all-namespaces,A:bool chunk-size:int64 filename,f:strings kustomize,k:string recursive,R:bool selector,l:string show-events:bool';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/describe/describe.go */
export const describe: Command = function* (context) {
  const { line, cluster, out, err } = context;
  const selected = select(context);
  const found = isFailure(selected) ? selected : selected.found;
  if (isFailure(found)) {
    err(found.failure);
    return found.exit;
  }
  warnOfNames(context, found);
  const now = cluster.clock.epoch + cluster.clock.now;
  const objects = found.filter((f) => 'object' in f);
  // Of several objects, or those that a prefix finds, each would ask for its events: they are left out unless asked for.
  const alone = !isFailure(selected) && selected.by === 'name' && objects.length === 1 && found.length === 1;
  const asked = line.flags.has('show-events') ? isOn(line, 'show-events') : alone;
  const events = asked ? 'with events' : 'without events';
  const texts = objects.map(({ object }) => describeObject(object, cluster.store, now, events));
  out(
    !isFailure(selected) && selected.by === 'prefix' ? texts.map((text) => `${text}\n`).join('') : texts.join('\n\n'),
  );
  const refusals = found.filter((f) => 'error' in f);
  for (const { error } of refusals) err(statusText(error));
  if (found.length === 0)
    err(
      isOn(line, 'all-namespaces') ? 'No resources found\n' : `No resources found in ${context.namespace} namespace.\n`,
    );
  return refusals.length > 0 ? 1 : 0;
};

interface Selected {
  readonly found: readonly Found[];
  readonly by: 'name' | 'prefix';
}

function select(context: CommandContext): Selected | Failure {
  const { line, cluster, namespace } = context;
  const named = line.flags.has('filename') ? inFiles(context, line.args) : undefined;
  if (named) return isFailure(named) ? named : { found: named, by: 'name' };
  if (line.args.length === 0)
    return plainFailure(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  const wanted: Wanted = {
    args: line.args,
    namespace,
    allNamespaces: isOn(line, 'all-namespaces'),
    labels: flagValue(line, 'selector'),
    typeAlone: 'means all',
  };
  const found = findObjects(cluster.store, wanted);
  if (isFailure(found)) return found;
  const missing = found.filter((f) => 'error' in f && f.error.reason === 'NotFound');
  if (missing.length !== 1 || line.args.length !== 2) return { found, by: 'name' };
  // Of two arguments the second is taken for the beginning of a name, "pod/a svc/b" included.
  const alike = withPrefix(line.args, wanted, cluster.store);
  return alike.length > 0 ? { found: alike, by: 'prefix' } : { found: missing, by: 'name' };
}

/** A name that nothing has may be the beginning of names. @source the same, DescribeMatchingResources */
function withPrefix(
  [type = '', prefix = '']: readonly string[],
  wanted: Wanted,
  store: CommandContext['cluster']['store'],
): readonly Found[] {
  const resource = findResource(type);
  if (!resource) return [];
  const all = sortedByKey(store.list(resource.kind, resource.namespaced ? wanted.namespace : undefined));
  return all.filter((object) => object.metadata.name.startsWith(prefix)).map((object) => ({ resource, object }));
}
