import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import { labelValue } from '../../api/validation/names.ts';
import { goQuote } from '../../go-quote.ts';
import { readChange, type Change } from '../change.ts';
import { readPairs, type Pairs } from '../changes-by-pairs.ts';
import type { Command, CommandContext } from '../command.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { compactJson } from '../printers/json-text.ts';
import type { Refusal } from '../refusals.ts';
import { visitNamed } from '../visit.ts';

export const labelFlags =
  'all:bool all-namespaces,A:bool allow-missing-template-keys:bool dry-run:string?unchanged field-manager:string field-selector:string filename,f:strings ' +
  'kustomize,k:string list:bool local:bool output,o:string overwrite:bool recursive,R:bool resource-version:string selector,l:string show-managed-fields:bool template:string';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/label/label.go */
export const label: Command = function* (context) {
  const change = readChange(context);
  const pairs = readPairs(context.line.args, 'label');
  const failed = isFailure(change) ? change : isFailure(pairs) ? pairs : labelAll(context, change, pairs);
  if (!failed) return 0;
  context.err(failed.failure);
  return failed.exit;
};

function labelAll(context: CommandContext, change: Change, pairs: Pairs): Failure | undefined {
  const lists = isOn(context.line, 'list');
  if (pairs.resources.length === 0)
    return plainFailure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (pairs.set.size + pairs.remove.length === 0 && !lists)
    return plainFailure('at least one label update is required');
  for (const [key, value] of pairs.set) {
    const [complaint] = labelValue(value);
    if (complaint !== undefined)
      return plainFailure(`invalid label value: ${goQuote(`${key}=${value}`)}: ${complaint}`);
  }
  return visitNamed(
    context,
    (object) =>
      lists && pairs.set.size + pairs.remove.length === 0
        ? listLabels(context, object)
        : labelOne(context, change, object, pairs),
    pairs.resources,
  );
}

function listLabels({ out }: CommandContext, object: KubeObject): undefined {
  for (const [key, value] of Object.entries(object.metadata.labels ?? {})) out(`${key}=${value}\n`);
}

function labelOne(
  { cluster, line, out }: CommandContext,
  change: Change,
  object: KubeObject,
  { set, remove }: Pairs,
): Refusal | Failure | undefined {
  const { name, namespace, labels = {} } = object.metadata;
  if (!isOn(line, 'overwrite'))
    for (const [key, value] of set) {
      const before = labels[key];
      if (before !== undefined && before !== value)
        return { text: `'${key}' already has a value (${before}), and --overwrite is false` };
    }
  for (const key of remove) if (labels[key] === undefined) out(`label ${goQuote(key)} not found.\n`);
  const body: JsonObject = {
    metadata: { labels: { ...Object.fromEntries(remove.map((key) => [key, null])), ...Object.fromEntries(set) } },
  };
  if (change.dryRun === 'client') return change.tell(object, 'labeled');
  const version = flagValue(line, 'resource-version');
  const versioned = version ? { metadata: { ...(body['metadata'] as JsonObject), resourceVersion: version } } : body;
  const answer = cluster.api.patch(
    { kind: object.kind, namespace, name },
    { type: 'merge', body: versioned },
    change.caller,
  );
  change.warn(answer.warnings);
  if (!answer.ok) return { status: answer.error };
  const now = answer.object.metadata.labels ?? {};
  const isSame = compactJson(now) === compactJson(labels);
  const isShorter = compactJson(now).length < compactJson(labels).length;
  return change.tell(
    answer.object,
    isSame ? 'not labeled' : isShorter && !isOn(line, 'overwrite') ? 'unlabeled' : 'labeled',
  );
}
