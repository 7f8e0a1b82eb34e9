import { NO_SUCH_PATH } from '../../api/create-object.ts';
import { deprecation } from '../../api/resources.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import type { DeleteOptions } from '../../api/server.ts';
import { Signal, until, untilOr, type Task } from '../../task.ts';
import { readChange, type Change } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, failure, isFailure, plainFailure, type Failure } from '../failure.ts';
import { flagDuration, flagNumber, flagValue, flagValues, isOn } from '../line.ts';
import { fileProblem, manifestsOf, STDIN } from '../manifests.ts';
import { refusalsText, whileDoing, type Refusal } from '../refusals.ts';
import { findObjects, type Found } from '../resource-arguments.ts';
import { resourceOf, typeName, type Resource } from '../resources.ts';

export const deleteFlags =
  'all:bool all-namespaces,A:bool cascade:string?background dry-run:string?unchanged field-selector:string filename,f:strings force:bool grace-period:int ' +
  'ignore-not-found:bool interactive,i:bool kustomize,k:string now:bool output,o:string raw:string recursive,R:bool selector,l:string timeout:duration wait:bool';

/** Deletes, says so, and waits until all is gone. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go */
export const deleteCommand: Command = function* (context) {
  const change = readChange(context);
  return ended(context, isFailure(change) ? change : yield* deleteAll(context, change));
};

/** What is to be deleted, and what could not be found. */
interface Doomed {
  readonly objects: readonly KubeObject[];
  readonly refusals: readonly Refusal[];
  readonly unread: readonly Refusal[];
  readonly source: string | undefined;
}

function* deleteAll(context: CommandContext, change: Change): Task<Failure | undefined> {
  const { line, err } = context;
  const output = flagValue(line, 'output') ?? '';
  if (output !== '' && output !== 'name')
    return plainFailure(`unexpected -o output mode: ${output}. We only support '-o name'`);
  const options = readOptions(context);
  if (isFailure(options)) return options;
  const doomed = flagValues(line, 'filename').length > 0 ? fromFile(context) : fromArguments(context, change);
  if (isFailure(doomed)) return doomed;
  if (options.gracePeriodSeconds === 0 && isOn(line, 'force'))
    err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    );
  const refusals = [...doomed.refusals];
  const deleted: KubeObject[] = [];
  for (const object of doomed.objects) {
    const refusal = deleteOne(context, change, object, options, doomed.source);
    if (refusal) refusals.push(refusal);
    else deleted.push(object);
  }
  if (refusals.length + doomed.unread.length > 0) return failure(refusalsText(refusals, doomed.unread));
  if (deleted.length === 0) {
    if (!isOn(line, 'ignore-not-found')) context.out('No resources found\n');
    return undefined;
  }
  const waits =
    flagValue(line, 'wait') === undefined
      ? !(options.gracePeriodSeconds === 0 && isOn(line, 'force'))
      : isOn(line, 'wait');
  return waits && change.dryRun === 'none' ? yield* awaitGone(context, deleted) : undefined;
}

/** What `replace --force` does first: deletes the objects of a manifest that are there, and waits until they are gone. */
export function* deleteManifests(context: CommandContext, change: Change): Task<Failure | undefined> {
  const grace = flagNumber(context.line, 'grace-period') ?? -1;
  const options: DeleteOptions = {
    propagation: 'Background',
    ...(grace < 0 ? {} : { gracePeriodSeconds: Math.max(1, grace) }),
  };
  const objects: KubeObject[] = [];
  for (const read of manifestsOf(context)) {
    if ('refusal' in read) continue;
    const { resource, namespace, name } = read.manifest;
    const object = context.cluster.store.get(resource.kind, namespace, name) as KubeObject | undefined;
    if (object) objects.push(object);
  }
  for (const object of objects) {
    const refusal = deleteOne(context, change, object, options, undefined);
    if (refusal) return failure(refusalsText([refusal]));
  }
  return yield* awaitGone(context, objects);
}

function readOptions({ line }: CommandContext): DeleteOptions | Failure {
  const cascade = flagValue(line, 'cascade') ?? 'background';
  const propagation = {
    background: 'Background',
    foreground: 'Foreground',
    orphan: 'Orphan',
    true: 'Background',
    false: 'Orphan',
  }[cascade] as DeleteOptions['propagation'] | undefined;
  if (!propagation)
    return plainFailure(`invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`);
  const grace = flagNumber(line, 'grace-period') ?? -1;
  if (isOn(line, 'now') && grace !== -1) return plainFailure('--now and --grace-period cannot be specified together');
  if (isOn(line, 'force') && grace > 0)
    return plainFailure('--force and --grace-period greater than 0 cannot be specified together');
  if (grace === 0 && !isOn(line, 'force')) return { propagation, gracePeriodSeconds: 1 };
  const asked = isOn(line, 'now') ? 1 : isOn(line, 'force') && grace < 0 ? 0 : grace;
  return asked >= 0 ? { propagation, gracePeriodSeconds: asked } : { propagation };
}

function fromArguments({ cluster, line, namespace }: CommandContext, { dryRun }: Change): Doomed | Failure {
  const selector = [flagValue(line, 'selector'), flagValue(line, 'field-selector')].some(Boolean);
  if (isOn(line, 'all') && selector) return plainFailure("setting 'all' parameter but found a non empty selector. ");
  if (isOn(line, 'all') && line.args.length === 0)
    return plainFailure('at least one resource must be specified to use a selector');
  const [first = '', second] = line.args;
  if (isOn(line, 'all') && second !== undefined && !first.includes('/'))
    return plainFailure('name cannot be provided when a selector is specified');
  const found = findObjects(cluster.store, {
    args: line.args,
    namespace,
    allNamespaces: isOn(line, 'all-namespaces'),
    labels: flagValue(line, 'selector'),
    fields: flagValue(line, 'field-selector'),
    typeAlone: isOn(line, 'all') ? 'means all' : 'is refused',
  });
  if (isFailure(found)) return found;
  const ignores = isOn(line, 'ignore-not-found') || isOn(line, 'all') || Boolean(flagValue(line, 'selector'));
  // A name is not looked up before it is deleted: where nothing is deleted, none is missed.
  const isUnasked = (item: Found): boolean => dryRun === 'client' && 'name' in item && item.name !== '';
  return {
    objects: found.flatMap((item) =>
      'object' in item ? [item.object] : isUnasked(item) ? [nameAlone(item.resource, namespace, item.name)] : [],
    ),
    refusals: found.flatMap((item) =>
      'error' in item && !ignores && !isUnasked(item) ? [{ status: item.error }] : [],
    ),
    unread: [],
    source: undefined,
  };
}

function nameAlone({ kind, namespaced }: Resource, namespace: string, name: string): KubeObject {
  return { kind, metadata: { name, ...(namespaced ? { namespace } : {}) } } as KubeObject;
}

function fromFile(context: CommandContext): Doomed | Failure {
  const missing = fileProblem(context, 'must specify one of -f and -k');
  if (missing) return missing;
  const objects: KubeObject[] = [];
  const refusals: Refusal[] = [];
  const unread: Refusal[] = [];
  for (const read of manifestsOf(context)) {
    if ('refusal' in read) {
      unread.push(read.refusal);
      continue;
    }
    const { resource, namespace, name, served } = read.manifest;
    const object = context.cluster.store.get(resource.kind, namespace, name);
    if (object && served) objects.push(object as KubeObject);
    else if (!isOn(context.line, 'ignore-not-found'))
      refusals.push(
        whileDoing('deleting', STDIN, {
          status: served
            ? {
                code: 404,
                reason: 'NotFound',
                message: `${resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`} "${name}" not found`,
              }
            : NO_SUCH_PATH,
        }),
      );
  }
  return { objects, refusals, unread, source: STDIN };
}

function deleteOne(
  { cluster, line, out }: CommandContext,
  change: Change,
  object: KubeObject,
  options: DeleteOptions,
  source: string | undefined,
): Refusal | undefined {
  const { name, namespace } = object.metadata;
  change.warn(deprecation(resourceOf(object.kind)));
  if (change.dryRun !== 'client') {
    const answer = cluster.api.delete({ kind: object.kind, namespace, name }, options, change.caller);
    if (!answer.ok)
      return source === undefined ? { status: answer.error } : whileDoing('deleting', source, { status: answer.error });
  }
  const type = typeName(resourceOf(object.kind));
  if (flagValue(line, 'output') === 'name') out(`${type}/${name}\n`);
  else {
    const how = options.gracePeriodSeconds === 0 ? 'force deleted' : 'deleted';
    const where = namespace ? ` from ${namespace} namespace` : '';
    const dry = { none: '', client: ' (dry run)', server: ' (server dry run)' }[change.dryRun];
    out(`${type} "${name}" ${how}${where}${dry}\n`);
  }
  return undefined;
}

/** Waits for each to be gone, or for one of its name to be another. */
function* awaitGone({ cluster, line }: CommandContext, objects: readonly KubeObject[]): Task<Failure | undefined> {
  const limit = flagDuration(line, 'timeout') ?? 0;
  const end = limit > 0 ? cluster.clock.now + limit : undefined;
  const changed = new Signal();
  const stops = [...new Set(objects.map((o) => o.kind))].map((kind) =>
    cluster.store.watch(kind, () => changed.notify()),
  );
  try {
    for (const { kind, metadata } of objects)
      while (cluster.store.get(kind, metadata.namespace, metadata.name)?.metadata.uid === metadata.uid) {
        if (end !== undefined && cluster.clock.now >= end)
          return plainFailure(`timed out waiting for the condition on ${resourceOf(kind).plural}/${metadata.name}`);
        yield end === undefined ? until(changed) : untilOr(end - cluster.clock.now, changed);
      }
  } finally {
    for (const stop of stops) stop();
  }
  return undefined;
}
