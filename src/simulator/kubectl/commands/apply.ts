import { NO_SUCH_PATH } from '../../api/create-object.ts';
import type { JsonObject } from '../../api/json.ts';
import { goPrint } from '../../api/patch/patch-schema.ts';
import { applyPatch } from '../../api/patch/patch.ts';
import { apiVersionOf, deprecation } from '../../api/resources.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import { toServedVersion } from '../../api/versions.ts';
import { sleep, type Task } from '../../task.ts';
import { LAST_APPLIED, lastApplied, withLastApplied } from '../last-applied.ts';
import { applyPatchOf } from '../apply-patch.ts';
import { readChange, type Change } from '../change.ts';
import type { Command, CommandContext, ParsedLine } from '../command.ts';
import { createPatiently } from '../create-patiently.ts';
import { ended, failure, isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { isOn } from '../line.ts';
import { fileProblem, manifestsOf, STDIN, type Manifest } from '../manifests.ts';
import { compactJson } from '../printers/json-text.ts';
import { refusalsText, together, whileDoing, type Refusal } from '../refusals.ts';
import { applyServerSide } from './apply-server-side.ts';
import { prune, prunedKinds } from './prune.ts';

export const applyFlags =
  'all:bool allow-missing-template-keys:bool cascade:string?background dry-run:string?unchanged field-manager:string filename,f:strings force:bool ' +
  'force-conflicts:bool grace-period:int kustomize,k:string openapi-patch:bool output,o:string overwrite:bool prune:bool prune-allowlist:strings ' +
  'recursive,R:bool selector,l:string server-side:bool show-managed-fields:bool subresource:string template:string timeout:duration validate:string?strict wait:bool';

/** `kubectl apply -f -`. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go */
export const apply: Command = function* (context) {
  const change = readChange(context);
  return ended(context, isFailure(change) ? change : yield* applyAll(context, asApply(change)));
};

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go FieldManagerClientSideApply */
const MANAGER = 'kubectl-client-side-apply';

const asApply = (change: Change): Change => ({ ...change, caller: { ...change.caller, fieldManager: MANAGER } });

const NOTHING = 'no objects passed to apply';

/** All manifests are read before the first is applied. */
function* applyAll(context: CommandContext, change: Change): Task<Failure | undefined> {
  const refused = flagsThatClash(context.line, change);
  if (refused) return refused;
  const missing = fileProblem(context, 'must specify one of -f and -k');
  if (missing) return missing;
  const kinds = isOn(context.line, 'prune') ? prunedKinds(context) : undefined;
  if (isFailure(kinds)) return kinds;
  const manifests: Manifest[] = [];
  const unread: Refusal[] = [];
  for (const read of manifestsOf(context)) {
    if ('refusal' in read) unread.push(read.refusal);
    else manifests.push(read.manifest);
  }
  if (manifests.length === 0 && unread.length === 0) {
    context.explain?.(NOTHING, 'nothing-to-apply');
    return plainFailure(NOTHING);
  }
  const refusals: Refusal[] = [];
  for (const manifest of manifests) {
    const failed = isOn(context.line, 'server-side')
      ? applyServerSide(context, change, manifest)
      : yield* applyOne(context, change, manifest);
    if (isFailure(failed)) return failed;
    if (failed) refusals.push(failed);
  }
  const first = refusals.length > 0 && unread.length > 0 ? [together(unread)] : unread;
  if (refusals.length + unread.length > 0) return failure(refusalsText([...first, ...refusals]));
  return kinds && prune(context, change, kinds, manifests);
}

/** @source the same file upstream, ToOptions and Validate */
function flagsThatClash(line: ParsedLine, { dryRun }: Change): Failure | undefined {
  if (line.args.length > 0) return usageFailure('apply', `Unexpected args: [${line.args.join(' ')}]`);
  const serverSide = isOn(line, 'server-side');
  if (isOn(line, 'force') && serverSide) return plainFailure('--force cannot be used with --server-side');
  if (dryRun === 'client' && serverSide)
    return plainFailure("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (dryRun === 'server' && isOn(line, 'force')) return plainFailure('--dry-run=server cannot be used with --force');
  if (isOn(line, 'force-conflicts') && !serverSide)
    return plainFailure('--force-conflicts only works with --server-side');
  return undefined;
}

function* applyOne(context: CommandContext, change: Change, manifest: Manifest): Task<Refusal | Failure | undefined> {
  const { cluster } = context;
  const { resource, object, name, namespace, served } = manifest;
  const generateName = (object['metadata'] as JsonObject | undefined)?.['generateName'];
  if (name === '' && generateName) return { text: `from ${String(generateName)}: cannot use generate name with apply` };
  if (!served || name === '')
    return whileDoing(
      `retrieving current configuration of:\n${describe(manifest)}\nfrom server for:`,
      STDIN,
      served ? { text: 'resource name may not be empty' } : { status: NO_SUCH_PATH },
    );
  const wanted = withLastApplied(object);
  change.warn(deprecation(resource));
  const live = cluster.store.get(resource.kind, namespace, name);
  if (!live) {
    if (change.dryRun === 'client') return change.tell(wanted as unknown as KubeObject, 'created');
    const answer = yield* createPatiently(cluster, wanted, namespace, change.caller);
    change.warn(answer.warnings);
    return answer.ok ? change.tell(answer.object, 'created') : whileDoing('creating', STDIN, { status: answer.error });
  }
  if (change.dryRun === 'client') return tellMerged(change, manifest, live as KubeObject, wanted);
  if (lastApplied(live as KubeObject) === undefined) context.err(withoutAnnotation(`${resource.plural}/${name}`));
  return yield* patchLive(context, change, manifest, wanted);
}

/** What a patch would make of the live object, worked out here. @source the same, patcher.go: the object is merged for --dry-run=client */
function tellMerged(
  change: Change,
  { resource }: Manifest,
  stored: KubeObject,
  wanted: JsonObject,
): Refusal | Failure | undefined {
  const live = toServedVersion(stored, resource);
  const patch = applyPatchOf(live, wanted, resource);
  if ('problem' in patch) return { text: `error when creating patch: ${patch.problem}` };
  const merged = applyPatch(
    live as unknown as JsonObject,
    { type: 'strategic', body: patch.body },
    resource,
    change.caller,
  );
  return 'error' in merged
    ? { status: merged.error }
    : change.tell(merged.object as unknown as KubeObject, 'configured');
}

/** A patch that cannot be made is tried to be made in three ways, of which the last is told in full. @source …/apply/patcher.go patchSimple */
function notMade(manifest: Manifest, live: KubeObject, wanted: JsonObject, problem: string): Refusal {
  const original = live.metadata.annotations?.[LAST_APPLIED] ?? '';
  const text = `creating patch with:\noriginal:\n${original}\nmodified:\n${compactJson(wanted)}\n\ncurrent:\n${compactJson(live as unknown as JsonObject)}\n\nfor: ${problem}`;
  return whileDoing(
    `applying patch:\n\nto:\n${describe(manifest)}\nfor:`,
    STDIN,
    whileDoing('patching', STDIN, { text }),
  );
}

const withoutAnnotation = (what: string): string =>
  `Warning: resource ${what} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`;

/** Tries, and the wait between them after the second. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apply/patcher.go */
const MAX_TRIES = 6;
const BACK_OFF = 1000;

function* patchLive(
  { cluster, err }: CommandContext,
  change: Change,
  manifest: Manifest,
  wanted: JsonObject,
): Task<Refusal | Failure | undefined> {
  const { resource, namespace, name } = manifest;
  const target = { kind: resource.kind, apiVersion: apiVersionOf(resource), namespace, name };
  for (let tries = 1; ; tries++) {
    const stored = cluster.store.get(resource.kind, namespace, name) as KubeObject | undefined;
    const live = stored && toServedVersion(stored, resource);
    if (!live) return { text: `${resource.plural} "${name}" not found` };
    const patch = applyPatchOf(live, wanted, resource);
    if ('problem' in patch) {
      for (const spec of ['openapi v3 spec', 'openapi spec'])
        err(`warning: error calculating patch from ${spec}: ${patch.problem}\n`);
      return notMade(manifest, live, wanted, patch.problem);
    }
    const { kind } = manifest.object;
    if (kind !== resource.kind)
      return notMade(manifest, live, wanted, `precondition failed for: ${goPrint({ ...patch.body, kind })}`);
    if (Object.keys(patch.body).length === 0) return change.tell(live, 'unchanged');
    const answer = cluster.api.patch(target, { type: 'strategic', body: patch.body }, change.caller);
    change.warn(answer.warnings);
    if (answer.ok) {
      if (answer.object.metadata.deletionTimestamp)
        err(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
      return change.tell(answer.object, 'configured');
    }
    if (answer.error.reason !== 'Conflict' || tries === MAX_TRIES)
      return whileDoing(
        `applying patch:\n${compactJson(patch.body)}\nto:\n${describe(manifest)}\nfor:`,
        STDIN,
        whileDoing('patching', STDIN, { status: answer.error }),
      );
    if (tries > 1) yield sleep(BACK_OFF);
  }
}

/** @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go Info.String */
function describe({ resource, object, name, namespace }: Manifest): string {
  const version = resource.group === '' ? `/${resource.version}` : apiVersionOf(resource);
  return `Resource: "${version}, Resource=${resource.plural}", GroupVersionKind: "${version}, Kind=${String(object['kind'])}"\nName: "${name}", Namespace: "${namespace ?? ''}"`;
}
