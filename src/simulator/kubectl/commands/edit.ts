import type { Json, JsonObject } from '../../api/json.ts';
import { sameJson } from '../../api/same-json.ts';
import type { Command } from '../command.ts';
import { readChange } from '../change.ts';
import { documentsOf } from '../documents.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { visitNamed } from '../visit.ts';

export const editFlags =
  'allow-missing-template-keys:bool field-manager:string filename,f:strings kustomize,k:string output,o:string ' +
  'output-patch:bool recursive,R:bool save-config:bool show-managed-fields:bool subresource:string template:string ' +
  'validate:string?strict windows-line-endings:bool';

/**
 * There is no editor inside the cluster: the terminal shows one, and standard input holds what it opened with, a line `---`,
 * and what was saved. Only what the two differ in is sent, so that a session replayed on another cluster means the same.
 * Differs from upstream: the change is sent as a merge patch, which replaces lists whole.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go visitToPatch
 */
export const edit: Command = function* (context) {
  const change = readChange(context);
  const body = isFailure(change) ? change : difference(context.stdin);
  if (body === undefined) {
    context.err('Edit cancelled, no changes made.\n');
    return 0;
  }
  const failed = isFailure(change)
    ? change
    : isFailure(body)
      ? body
      : visitNamed(context, (object) => {
          const { name, namespace } = object.metadata;
          const answer = context.cluster.api.patch(
            { kind: object.kind, namespace, name },
            { type: 'merge', body },
            change.caller,
          );
          change.warn(answer.warnings);
          return answer.ok ? change.tell(answer.object, 'edited') : { status: answer.error };
        });
  if (!failed) return 0;
  context.err(failed.failure);
  return failed.exit;
};

function difference(stdin: string): JsonObject | Failure | undefined {
  const read: Json[] = [];
  for (const document of documentsOf(stdin)) {
    if ('problem' in document) return plainFailure(`The edited file had a syntax error: ${document.problem}`);
    read.push(document.value ?? null);
  }
  const [opened, saved] = read;
  if (!isObject(opened)) return plainFailure('this terminal’s editor was not opened: nothing to save');
  if (saved === undefined || saved === null) return undefined;
  if (!isObject(saved)) return plainFailure('The edited file failed validation: it is no object');
  return sameJson(opened, saved) ? undefined : mergePatch(opened, saved);
}

/** The JSON merge patch (RFC 7386) that leads from one object to the other. */
export function mergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const [key, value] of Object.entries(to)) {
    const before = from[key];
    if (value === undefined || (before !== undefined && sameJson(before, value))) continue;
    patch[key] = isObject(before) && isObject(value) ? mergePatch(before, value) : value;
  }
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null;
  return patch;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
