import { NO_SUCH_PATH } from '../../api/create-object.ts';
import type { JsonObject } from '../../api/json.ts';
import { apiVersionOf } from '../../api/resources.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import type { Caller } from '../../api/server.ts';
import { unifiedDiff } from '../../api/unified-diff.ts';
import { microTimestamp } from '../../timestamp.ts';
import { applyPatchOf } from '../apply-patch.ts';
import type { Command, CommandContext } from '../command.ts';
import { failure, isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { isOn } from '../line.ts';
import { fileProblem, readManifests, type Manifest } from '../manifests.ts';
import { asJson, withoutManagedFields } from '../printers/output.ts';
import { yamlText } from '../printers/yaml-text.ts';
import { refusalsText } from '../refusals.ts';

export const diffFlags =
  'concurrency:int field-manager:string filename,f:strings force-conflicts:bool kustomize,k:string prune:bool prune-allowlist:strings recursive,R:bool selector,l:string server-side:bool show-managed-fields:bool show-secret:bool';

/** Whatever goes wrong; 1 says that something differs. */
const FAILED = 2;

/**
 * What `kubectl apply` would change, as `diff -u -N` shows it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/diff/diff.go
 */
export const diff: Command = function* (context) {
  const result = run(context);
  if (!isFailure(result)) return result;
  context.err(result.failure);
  return FAILED;
};

function run(context: CommandContext): 0 | 1 | Failure {
  const { out, cluster, stdin, namespace } = context;
  if (context.line.args.length > 0) return usageFailure('diff', `Unexpected args: [${context.line.args.join(' ')}]`);
  const missing = fileProblem(context, 'must specify one of -f and -k');
  if (missing) return missing;
  const digits = (): string => String(cluster.random.int(4_000_000_000));
  const directories = { live: `/tmp/LIVE-${digits()}`, merged: `/tmp/MERGED-${digits()}` };
  let text = '';
  for (const read of readManifests(stdin, namespace)) {
    if ('refusal' in read) return failure(refusalsText([read.refusal]));
    const { manifest } = read;
    const merged = mergedObject(context, manifest);
    if (isFailure(merged)) return merged;
    const live = cluster.store.get(manifest.resource.kind, manifest.namespace, manifest.name);
    const shown = isOn(context.line, 'show-secret') ? { live, merged } : masked(live, merged);
    text += fileDiff(context, manifest, directories, shown.live && textOf(shown.live), textOf(shown.merged));
  }
  out(text);
  return text === '' ? 0 : 1;
}

/**
 * A Secret's values are not shown: only that they differ.
 * @source the same file upstream, Masker
 */
function masked<T extends KubeObject>(
  live: T | undefined,
  merged: T,
): { readonly live: T | undefined; readonly merged: T } {
  if (merged.kind !== 'Secret') return { live, merged };
  const [from, to] = [dataOf(live), dataOf(merged)];
  const mask = (own: Data, other: Data, when: 'before' | 'after'): Data =>
    Object.fromEntries(
      Object.entries(own).map(([key, value]) => [
        key,
        Object.hasOwn(other, key) && other[key] !== value ? `*** (${when})` : '***',
      ]),
    );
  return {
    live: live && { ...live, data: mask(from, to, 'before') },
    merged: { ...merged, data: mask(to, from, 'after') },
  };
}

type Data = Readonly<Record<string, string>>;
const dataOf = (object: KubeObject | undefined): Data => (object?.kind === 'Secret' ? (object.data ?? {}) : {});

function textOf(object: KubeObject): string {
  return yamlText(withoutManagedFields(asJson(object)));
}

/** The object as it would be: the API server is asked, and nothing is stored. */
function mergedObject(
  { cluster }: CommandContext,
  { resource, object, name, namespace, served }: Manifest,
): KubeObject | Failure {
  if (!served) return failure(refusalsText([{ status: NO_SUCH_PATH }]));
  const caller: Caller = {
    cause: { actor: 'kubectl', reason: 'kubectl diff' },
    dryRun: true,
    fieldManager: 'kubectl-client-side-apply',
  };
  const live = cluster.store.get(resource.kind, namespace, name) as KubeObject | undefined;
  if (!live) return answered(cluster.api.create(object, namespace, caller));
  // The annotations are sent, if only as an empty map: what was applied before had them too.
  const metadata = object['metadata'] as JsonObject;
  const wanted = { ...object, metadata: { ...metadata, annotations: metadata['annotations'] ?? {} } };
  const patch = applyPatchOf(live, wanted, resource);
  if ('problem' in patch) return plainFailure(patch.problem);
  if (Object.keys(patch.body).length === 0) return live;
  return answered(
    cluster.api.patch({ kind: resource.kind, namespace, name }, { type: 'strategic', body: patch.body }, caller),
  );
}

function answered(answer: ReturnType<CommandContext['cluster']['api']['create']>): KubeObject | Failure {
  return answer.ok ? answer.object : failure(refusalsText([{ status: answer.error }]));
}

function fileDiff(
  { cluster }: CommandContext,
  { resource, name, namespace }: Manifest,
  directories: { readonly live: string; readonly merged: string },
  before: string | undefined,
  after: string,
): string {
  if (before === after) return '';
  const file = [...apiVersionOf(resource).split('/'), resource.kind, namespace ?? '', name].join('.');
  const [live, merged] = [`${directories.live}/${file}`, `${directories.merged}/${file}`];
  const at = microTimestamp(cluster.clock).replace('T', ' ').replace('Z', '000 +0000');
  const lines = after.trimEnd().split('\n');
  const hunks =
    before === undefined
      ? `@@ -0,0 +1,${lines.length} @@\n${lines.map((l) => `+${l}\n`).join('')}`
      : unifiedDiff(before.trimEnd(), after.trimEnd());
  return `diff -u -N ${live} ${merged}\n--- ${live}\t${at}\n+++ ${merged}\t${at}\n${hunks}`;
}
