import type { Node, Taint } from '../../api/schema/kinds.ts';
import { labelValue, qualifiedName } from '../../api/validation/names.ts';
import type { Command, CommandContext } from '../command.ts';
import { readChange, type Change } from '../change.ts';
import { taintText } from '../describe/node.ts';
import { ended, failure, isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { refusalsText, type Refusal } from '../refusals.ts';
import { findObjects } from '../resource-arguments.ts';
import { findResource } from '../resources.ts';

export const taintFlags =
  'all:bool allow-missing-template-keys:bool dry-run:string?unchanged field-manager:string output,o:string overwrite:bool selector,l:string show-managed-fields:bool template:string validate:string?strict';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/taint/{taint,utils}.go */
export const taint: Command = function* (context) {
  return ended(context, run(context));
};

function run(context: CommandContext): Failure | undefined {
  const { line, cluster, namespace } = context;
  const change = readChange(context, 'typed');
  if (isFailure(change)) return change;
  const isTaint = (arg: string): boolean => arg.includes('=') || arg.includes(':') || arg.endsWith('-');
  const first = line.args.findIndex(isTaint);
  const resources = line.args.slice(0, first < 0 ? undefined : first);
  const specs = first < 0 ? [] : line.args.slice(first);
  const stray = specs.find((spec) => !isTaint(spec));
  if (stray !== undefined) return plainFailure(`all resources must be specified before taint changes: ${stray}`);
  const [type = '', ...names] = resources;
  if (type === '') return plainFailure('one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) return plainFailure('at least one taint update is required');
  const changes = readTaints(specs);
  if (isFailure(changes)) return changes;
  const resource = findResource(type);
  if (!resource) return failure(`the server doesn't have a resource type ${JSON.stringify(type)}\n`);
  if (resource.kind !== 'Node')
    return plainFailure(`invalid resource type ${type.toLowerCase()}, only node types are supported`);
  const selector = flagValue(line, 'selector');
  if (isOn(line, 'all') && selector)
    return plainFailure("setting 'all' parameter with a non empty selector is prohibited");
  if (!isOn(line, 'all') && !selector && names.length === 0)
    return plainFailure("at least one resource name must be specified since 'all' parameter is not set");

  const found = findObjects(cluster.store, {
    args: isOn(line, 'all') || selector ? ['nodes'] : ['nodes', ...names],
    namespace,
    labels: selector,
    typeAlone: 'means all',
  });
  if (isFailure(found)) return found;
  const refusals: Refusal[] = [];
  for (const item of found) {
    const refusal = 'error' in item ? { status: item.error } : taintNode(context, change, item.object as Node, changes);
    if (refusal) refusals.push(refusal);
  }
  return refusals.length > 0 ? failure(refusalsText(refusals)) : undefined;
}

interface Changes {
  readonly add: readonly Taint[];
  /** Without an effect: all of the key. */
  readonly remove: readonly Pick<Taint, 'key' | 'effect'>[];
}

/** Reads `key=value:Effect`, `key:Effect`, and with a - at the end what is to go. */
function readTaints(specs: readonly string[]): Changes | Failure {
  const [add, remove]: [Taint[], Pick<Taint, 'key' | 'effect'>[]] = [[], []];
  for (const spec of specs) {
    const goes = spec.endsWith('-');
    const [body = '', effect = '', ...more] = (goes ? spec.slice(0, -1) : spec).split(':');
    // Without an effect there is no value either: all of it is the key.
    const [key = '', value, ...rest] = spec.includes(':') ? body.split('=') : [body];
    const bad = (why: string): Failure => usageFailure('taint', `invalid taint spec: ${spec}, ${why}`);
    if (more.length > 0 || rest.length > 0) return usageFailure('taint', `invalid taint spec: ${spec}`);
    if ((effect !== '' || spec.includes(':')) && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect))
      return usageFailure('taint', `invalid taint effect: ${effect}, unsupported taint effect`);
    const complaints = value ? labelValue(value) : [];
    if (complaints.length > 0) return bad(complaints.join('; '));
    const keyComplaints = qualifiedName(key);
    if (keyComplaints.length > 0) return bad(keyComplaints.join('; '));
    if (goes) remove.push({ key, effect });
    else if (effect === '') return usageFailure('taint', `invalid taint spec: ${spec}`);
    else if (add.some((t) => t.key === key && t.effect === effect))
      return usageFailure(
        'taint',
        `duplicated taints with the same key and effect: {${key} ${value ?? ''} ${effect} <nil>}`,
      );
    else add.push({ key, ...(value ? { value } : {}), effect });
  }
  const both = remove.filter((gone) =>
    add.some((t) => t.key === gone.key && (!gone.effect || t.effect === gone.effect)),
  );
  if (both.length > 0)
    return plainFailure(
      `can not both modify and remove the following taint(s) in the same command: ${both.map((t) => `${t.key}=${t.effect}`).join(', ')}`,
    );
  return { add, remove };
}

function taintNode(
  { cluster, line }: CommandContext,
  change: Change,
  node: Node,
  { add, remove }: Changes,
): Refusal | undefined {
  const before = node.spec?.taints ?? [];
  const same = (a: Pick<Taint, 'key' | 'effect'>, b: Taint): boolean => a.key === b.key && a.effect === b.effect;
  const overwrite = isOn(line, 'overwrite');
  const taken = add.filter((t) => before.some((b) => same(t, b)));
  if (!overwrite && taken.length > 0)
    return {
      text: `node ${node.metadata.name} already has ${taken.map((t) => t.key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
    };
  let taints = [...add, ...before.filter((b) => !add.some((t) => same(t, b)))];
  const missing: string[] = [];
  for (const gone of remove) {
    const left = taints.filter((t) => !(t.key === gone.key && (gone.effect === '' || t.effect === gone.effect)));
    if (left.length === taints.length) missing.push(`taint ${JSON.stringify(taintText(gone))} not found`);
    taints = left;
  }
  if (missing.length > 0) return { text: missing.length === 1 ? (missing[0] ?? '') : `[${missing.join(', ')}]` };
  const done =
    remove.length > 0 && add.length === 0
      ? 'untainted'
      : overwrite && taken.length > 0
        ? 'modified'
        : remove.length > 0
          ? 'modified'
          : 'tainted';
  const after = { ...node, spec: { ...node.spec, taints } };
  if (change.dryRun === 'client') return telling(change.tell(after, done, 'of a dry run nothing is said'));
  const patch = { type: 'merge', body: { spec: { taints: taints as never } } } as const;
  const answer = cluster.api.patch({ kind: 'Node', name: node.metadata.name }, patch, change.caller);
  change.warn(answer.warnings);
  return answer.ok
    ? telling(change.tell(answer.object, done, 'of a dry run nothing is said'))
    : { status: answer.error };
}

const telling = (failed: Failure | undefined): Refusal | undefined => (failed ? { text: failed.failure } : undefined);
