import type { Json, JsonObject } from '../../api/json.ts';
import { sameJson } from '../../api/same-json.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import type { Patch, Target } from '../../api/server.ts';
import { goQuote } from '../../go-quote.ts';
import { readYaml } from '../../yaml.ts';
import { readChange, type Change } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, failure, isFailure, plainFailure, type Failure } from '../failure.ts';
import { jsonValueEnd } from '../json-stream.ts';
import { flagValue } from '../line.ts';
import type { Refusal } from '../refusals.ts';
import { visitNamed } from '../visit.ts';

export const patchFlags =
  'allow-missing-template-keys:bool dry-run:string?unchanged field-manager:string filename,f:strings kustomize,k:string local:bool output,o:string patch,p:string ' +
  'patch-file:string recursive,R:bool show-managed-fields:bool subresource:string template:string type:string';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/patch/patch.go */
export const patch: Command = function* (context) {
  const change = readChange(context);
  const body = isFailure(change) ? change : readPatch(context);
  return ended(
    context,
    isFailure(change)
      ? change
      : isFailure(body)
        ? body
        : visitNamed(context, (object) => patchOne(context, change, object, body)),
  );
};

const TYPES = ['json', 'merge', 'strategic'];

function readPatch({ line }: CommandContext): Patch | Failure {
  const text = flagValue(line, 'patch');
  const file = flagValue(line, 'patch-file');
  if (text && file) return plainFailure('cannot specify --patch and --patch-file together');
  if (file) return plainFailure(`unable to read patch file: open ${file}: no such file or directory`);
  if (text === undefined || text === '')
    return plainFailure('must specify --patch or --patch-file containing the contents of the patch');
  const type = (flagValue(line, 'type') ?? 'strategic').toLowerCase();
  if (!TYPES.includes(type)) return plainFailure(`--type must be one of [${TYPES.join(' ')}], not ${goQuote(type)}`);
  // What begins as JSON is sent as it is: it is the server that cannot read it.
  if (text.trimStart().startsWith('{')) {
    const end = jsonValueEnd(text, 0);
    if ('problem' in end && end.problem === 'end of text') return unreadable('unexpected end of JSON input');
  }
  const read = readYaml(text);
  if (!read.ok) return plainFailure(`unable to parse ${goQuote(text)}: ${read.problem}`);
  const value = read.value ?? null;
  if (type === 'json')
    return Array.isArray(value)
      ? { type, body: value as readonly JsonObject[] }
      : unreadable(
          `error decoding patch: json: cannot unmarshal ${typeOf(value)} into Go value of type []handlers.jsonPatchOp`,
        );
  if (value === null) return { type: type as 'merge' | 'strategic', body: {} };
  return typeof value === 'object' && !Array.isArray(value)
    ? { type: type as 'merge' | 'strategic', body: value as JsonObject }
    : unreadable(`json: cannot unmarshal ${typeOf(value)} into Go value of type map[string]interface {}`);
}

/** What the server says of a patch that is none. */
const unreadable = (problem: string): Failure => failure(`Error from server (BadRequest): ${problem}\n`);

const typeOf = (value: Json): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

function patchOne(
  { cluster, line, out }: CommandContext,
  change: Change,
  object: KubeObject,
  body: Patch,
): Refusal | Failure | undefined {
  const { name, namespace } = object.metadata;
  const subresource = flagValue(line, 'subresource') as Target['subresource'];
  const target: Target = { kind: object.kind, namespace, name, ...(subresource ? { subresource } : {}) };
  if (change.dryRun === 'client') return change.tell(object, 'patched', 'of a dry run nothing is said');
  const answer = cluster.api.patch(target, body, change.caller);
  change.warn(answer.warnings);
  if (!answer.ok) return { status: answer.error };
  if (subresource === 'scale' && !flagValue(line, 'output')) {
    out(`scale.autoscaling/${name} patched${sameJson(answer.object, object) ? ' (no change)' : ''}\n`);
    return undefined;
  }
  const done = sameJson(answer.object, object) ? 'patched (no change)' : 'patched';
  return change.tell(answer.object, done, 'of a dry run nothing is said');
}
