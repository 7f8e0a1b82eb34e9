import type { KubeObject } from '../../api/schema/kinds.ts';
import { CHANGE_CAUSE } from '../change-cause.ts';
import { readChange, type Change } from '../change.ts';
import { listPairs, namesOne, readPairs, type Pairs } from '../changes-by-pairs.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, isFailure, plainFailure, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import type { Refusal } from '../refusals.ts';
import { visitNamed } from '../visit.ts';
import { labelFlags } from './label.ts';

export const annotateFlags = labelFlags;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/annotate/annotate.go */
export const annotate: Command = function* (context) {
  const change = readChange(context);
  const pairs = readPairs(context.line.args, 'annotation');
  return ended(context, isFailure(change) ? change : isFailure(pairs) ? pairs : annotateAll(context, change, pairs));
};

function annotateAll(context: CommandContext, change: Change, pairs: Pairs): Failure | undefined {
  const lists = isOn(context.line, 'list') && pairs.set.size + pairs.remove.length === 0;
  if (pairs.resources.length === 0 && !context.line.flags.has('filename'))
    return plainFailure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (pairs.set.size + pairs.remove.length === 0 && !lists)
    return plainFailure('at least one annotation update is required');
  if (isOn(context.line, 'all') && flagValue(context.line, 'selector'))
    return plainFailure('cannot set --all and --selector at the same time');
  return visitNamed(
    context,
    (object) =>
      lists
        ? listPairs(
            context.out,
            'annotations',
            object,
            object.metadata.annotations ?? {},
            namesOne(pairs.resources) ? 'alone' : 'of several',
          )
        : annotateOne(context, change, object, pairs),
    pairs.resources,
  );
}

function annotateOne(
  { cluster, line }: CommandContext,
  change: Change,
  object: KubeObject,
  { set, remove }: Pairs,
): Refusal | Failure | undefined {
  const { name, namespace, annotations = {} } = object.metadata;
  if (!isOn(line, 'overwrite')) {
    // What caused a rollout may be said again at any time.
    const taken = [...set]
      .filter(([key]) => annotations[key] !== undefined && key !== CHANGE_CAUSE)
      .map(([key]) => `'${key}' already has a value (${annotations[key] ?? ''})`);
    if (taken.length > 0)
      return { text: `--overwrite is false but found the following declared annotation(s): ${taken.join('; ')}` };
  }
  if (change.dryRun === 'client') {
    const wanted = Object.entries({ ...annotations, ...Object.fromEntries(set) });
    const kept = Object.fromEntries(wanted.filter(([key]) => !remove.includes(key)));
    return change.tell({ ...object, metadata: { ...object.metadata, annotations: kept } }, 'annotated');
  }
  const version = flagValue(line, 'resource-version');
  const body = {
    metadata: {
      annotations: { ...Object.fromEntries(remove.map((key) => [key, null])), ...Object.fromEntries(set) },
      ...(version ? { resourceVersion: version } : {}),
    },
  };
  const answer = cluster.api.patch({ kind: object.kind, namespace, name }, { type: 'merge', body }, change.caller);
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, 'annotated') : { status: answer.error };
}
