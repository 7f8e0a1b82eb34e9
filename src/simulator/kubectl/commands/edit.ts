import { threeWayPatch } from '../../api/apply/three-way-patch.ts';
import type { Json, JsonObject } from '../../api/json.ts';
import { PatchError } from '../../api/patch/patch-schema.ts';
import { resourceOf } from '../../api/resources.ts';
import { sameJson } from '../../api/same-json.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import type { Command, CommandContext } from '../command.ts';
import { readChange, type Change } from '../change.ts';
import { documentsOf } from '../documents.ts';
import { ended, isFailure, plainFailure, type Failure } from '../failure.ts';
import type { Refusal } from '../refusals.ts';
import { visitNamed } from '../visit.ts';

export const editFlags =
  'allow-missing-template-keys:bool field-manager:string filename,f:strings kustomize,k:string output,o:string ' +
  'output-patch:bool recursive,R:bool save-config:bool show-managed-fields:bool subresource:string template:string ' +
  'validate:string?strict windows-line-endings:bool';

/**
 * There is no editor inside the cluster: the terminal shows one, and standard input holds what it opened with, a line `---`,
 * and what was saved. Only what the two differ in is sent, as a strategic merge patch, so that a session replayed on another
 * cluster means the same and what others wrote meanwhile stays.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go visitToPatch
 */
export const edit: Command = function* (context) {
  const change = readChange(context);
  const texts = isFailure(change) ? change : readEdit(context.stdin);
  if (texts === undefined) {
    context.err('Edit cancelled, no changes made.\n');
    return 0;
  }
  return ended(
    context,
    isFailure(change)
      ? change
      : isFailure(texts)
        ? texts
        : visitNamed(context, (object) => saveOne(context, change, object, texts)),
  );
};

/** What the editor opened with, and what was saved. */
interface Edited {
  readonly opened: JsonObject;
  readonly saved: JsonObject;
}

function readEdit(stdin: string): Edited | Failure | undefined {
  const read: Json[] = [];
  for (const document of documentsOf(stdin)) {
    if ('problem' in document) return plainFailure(`The edited file had a syntax error: ${document.problem}`);
    read.push(document.value ?? null);
  }
  const [opened, saved] = read;
  if (!isObject(opened)) return plainFailure('this terminal’s editor was not opened: nothing to save');
  if (saved === undefined || saved === null) return undefined;
  if (!isObject(saved)) return plainFailure('The edited file failed validation: it is no object');
  return sameJson(opened, saved) ? undefined : { opened, saved };
}

function saveOne(
  { cluster }: CommandContext,
  change: Change,
  object: KubeObject,
  { opened, saved }: Edited,
): Refusal | Failure | undefined {
  const { name, namespace } = object.metadata;
  if (['apiVersion', 'kind'].some((field) => opened[field] !== saved[field]) || nameOf(opened) !== nameOf(saved))
    return { text: 'At least one of apiVersion, kind and name was changed' };
  const body = twoWayPatch(opened, saved, `#${resourceOf(object.kind).definition}`);
  if ('problem' in body) return { text: body.problem };
  const patch = { type: 'strategic', body: body.patch } as const;
  const answer = cluster.api.patch({ kind: object.kind, namespace, name }, patch, change.caller);
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, 'edited') : { status: answer.error };
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go CreateTwoWayMergePatch */
function twoWayPatch(
  from: JsonObject,
  to: JsonObject,
  type: string,
): { readonly patch: JsonObject } | { readonly problem: string } {
  try {
    return { patch: threeWayPatch(from, to, from, type) };
  } catch (error) {
    if (error instanceof PatchError) return { problem: error.message };
    throw error;
  }
}

const nameOf = ({ metadata }: JsonObject): Json | undefined => (isObject(metadata) ? metadata['name'] : undefined);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
