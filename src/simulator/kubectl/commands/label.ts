import type { KubeObject } from '../../api/schema/kinds.ts';
import { labelValue } from '../../api/validation/names.ts';
import { goQuote } from '../../go-quote.ts';
import { readChange, type Change } from '../change.ts';
import { listPairs, namesOne, readPairs, type Pairs } from '../changes-by-pairs.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, isFailure, plainFailure, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import type { Refusal } from '../refusals.ts';
import { visitNamed } from '../visit.ts';

export const labelFlags =
  'all:bool all-namespaces,A:bool allow-missing-template-keys:bool dry-run:string?unchanged field-manager:string field-selector:string filename,f:strings ' +
  'kustomize,k:string list:bool local:bool output,o:string overwrite:bool recursive,R:bool resource-version:string selector,l:string show-managed-fields:bool template:string';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/label/label.go */
export const label: Command = function* (context) {
  const change = readChange(context);
  const pairs = readPairs(context.line.args, 'label');
  return ended(context, isFailure(change) ? change : isFailure(pairs) ? pairs : labelAll(context, change, pairs));
};

function labelAll(context: CommandContext, change: Change, pairs: Pairs): Failure | undefined {
  const lists = isOn(context.line, 'list');
  if (pairs.resources.length === 0 && !context.line.flags.has('filename'))
    return plainFailure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (pairs.set.size + pairs.remove.length === 0 && !lists)
    return plainFailure('at least one label update is required');
  for (const [key, value] of pairs.set) {
    const [complaint] = labelValue(value);
    if (complaint !== undefined)
      return plainFailure(`invalid label value: ${goQuote(`${key}=${value}`)}: ${complaint}`);
  }
  if (isOn(context.line, 'all'))
    for (const other of ['selector', 'field-selector'])
      if (flagValue(context.line, other)) return plainFailure(`cannot set --all and --${other} at the same time`);
  return visitNamed(context, (object) => labelOne(context, change, object, pairs), pairs.resources);
}

function labelOne(
  { cluster, line, out }: CommandContext,
  change: Change,
  object: KubeObject,
  pairs: Pairs,
): Refusal | Failure | undefined {
  const { name, namespace, labels = {} } = object.metadata;
  const { set, remove, resources } = pairs;
  const lists = isOn(line, 'list');
  const sends = change.dryRun !== 'client' && !lists;
  if (sends) for (const key of remove) if (labels[key] === undefined) out(`label ${goQuote(key)} not found.\n`);
  if (!isOn(line, 'overwrite')) {
    const taken = [...set].filter(([key, value]) => labels[key] !== undefined && labels[key] !== value);
    const texts = taken.map(([key]) => `'${key}' already has a value (${labels[key] ?? ''}), and --overwrite is false`);
    if (texts.length > 0) return { text: texts.length > 1 ? `[${texts.join(', ')}]` : texts.join() };
  }
  const wanted = { ...labels, ...Object.fromEntries(set) };
  const kept = Object.fromEntries(Object.entries(wanted).filter(([key]) => !remove.includes(key)));
  if (lists) return listPairs(out, 'labels', object, kept, namesOne(resources) ? 'alone' : 'of several');
  if (!sends) return change.tell({ ...object, metadata: { ...object.metadata, labels: kept } }, changeOf(labels, kept));
  const version = flagValue(line, 'resource-version');
  const body = {
    metadata: {
      labels: { ...Object.fromEntries(remove.map((key) => [key, null])), ...Object.fromEntries(set) },
      ...(version ? { resourceVersion: version } : {}),
    },
  };
  const answer = cluster.api.patch({ kind: object.kind, namespace, name }, { type: 'merge', body }, change.caller);
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, changeOf(labels, kept)) : { status: answer.error };
}

/**
 * What a change of labels is called: that of two kinds at once has a name of its own.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/label/label.go updateDataChangeMsg
 */
function changeOf(before: Labels, now: Labels): string {
  const isUnlabeled = Object.keys(before).some((key) => now[key] === undefined);
  const isLabeled = Object.entries(now).some(([key, value]) => before[key] !== value);
  return isLabeled && isUnlabeled
    ? 'label(s) changed'
    : isLabeled
      ? 'labeled'
      : isUnlabeled
        ? 'unlabeled'
        : 'not labeled';
}

type Labels = Readonly<Record<string, string>>;
