import { NO_SUCH_PATH } from '../../api/create-object.ts';
import { readChange, type Change } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { eachManifest } from '../each-manifest.ts';
import { ended, isFailure, plainFailure, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { fileProblem, STDIN, type Manifest } from '../manifests.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Target } from '../../api/server.ts';
import type { Task } from '../../task.ts';
import { whileDoing, type Refusal } from '../refusals.ts';
import { deleteManifests } from './delete.ts';

export const replaceFlags =
  'allow-missing-template-keys:bool cascade:string?background dry-run:string?unchanged field-manager:string filename,f:strings force:bool grace-period:int ' +
  'kustomize,k:string output,o:string raw:string recursive,R:bool save-config:bool show-managed-fields:bool subresource:string template:string timeout:duration validate:string?strict wait:bool';

/** `kubectl replace -f -`. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go */
export const replace: Command = function* (context) {
  const change = readChange(context);
  return ended(
    context,
    isFailure(change)
      ? change
      : isOn(context.line, 'force')
        ? yield* forceReplaceAll(context, change)
        : yield* replaceAll(context, change),
  );
};

function* replaceAll(context: CommandContext, change: Change): Task<Failure | undefined> {
  if (context.line.flags.has('grace-period') && context.line.flags.has('filename'))
    return plainFailure('--grace-period must have --force specified');
  const missing = fileProblem(context, 'must specify one of -f and -k');
  if (missing) return missing;
  return yield* eachManifest(
    context,
    (manifest) => replaceOne(context, change, manifest),
    plainFailure('no objects passed to replace'),
  );
}

/** With --force: deletes what is there, waits until it is gone, and creates it anew. */
function* forceReplaceAll(context: CommandContext, change: Change): Task<Failure | undefined> {
  const missing = fileProblem(context, 'must specify one of -f and -k');
  if (missing) return missing;
  const failed = yield* deleteManifests(context, change);
  if (failed) return failed;
  return yield* eachManifest(context, (manifest) => createAnew(context, change, manifest));
}

function* createAnew(
  { cluster }: CommandContext,
  change: Change,
  { object, namespace }: Manifest,
): Task<Refusal | Failure | undefined> {
  const answer = cluster.api.create(object, namespace, change.caller);
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, 'replaced') : { status: answer.error };
}

function* replaceOne(
  { cluster, line }: CommandContext,
  change: Change,
  { resource, object, name, namespace, served }: Manifest,
): Task<Refusal | Failure | undefined> {
  if (!served) return whileDoing('replacing', STDIN, { status: NO_SUCH_PATH });
  if (name === '') return whileDoing('replacing', STDIN, { text: 'resource name may not be empty' });
  const subresource = flagValue(line, 'subresource') as Target['subresource'];
  const target: Target = { kind: resource.kind, namespace, name, ...(subresource ? { subresource } : {}) };
  const live = cluster.store.get(resource.kind, namespace, name);
  const answer = cluster.api.update(
    target,
    live ? versioned(object, live.metadata.resourceVersion) : object,
    change.caller,
  );
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, 'replaced') : whileDoing('replacing', STDIN, { status: answer.error });
}

/** What says no version replaces the one that is there. @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/helper.go Replace */
function versioned(object: JsonObject, version: string | undefined): JsonObject {
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return object;
  const own = (metadata as JsonObject)['resourceVersion'];
  return own === undefined || own === ''
    ? { ...object, metadata: { ...(metadata as JsonObject), resourceVersion: version } }
    : object;
}
