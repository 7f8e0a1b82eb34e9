import { goQuote } from '../../go-quote.ts';
import { decode } from '../decode.ts';
import { aggregateText, coded, type FieldError } from '../field-error.ts';
import type { JsonObject } from '../json.ts';
import type { Problem } from '../problem.ts';
import type { Resource } from '../resources.ts';
import type { Caller, Patch } from '../server.ts';
import { badRequest, type StatusError } from '../status-error.ts';
import { conversionProblem } from './conversion-problem.ts';
import { jsonMergePatch } from './json-merge-patch.ts';
import { jsonPatch } from './json-patch.ts';
import { goPrint, PatchError } from './patch-schema.ts';
import { patchLeft } from './patch-left.ts';
import { strategicMerge } from './strategic-merge-patch.ts';

/**
 * What a patch makes of a stored object, before it is decoded again; or why it cannot be applied.
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go
 */
export function applyPatch(
  object: JsonObject,
  patch: Exclude<Patch, { readonly type: 'apply' }>,
  resource: Resource,
  caller: Caller,
): { readonly object: JsonObject } | { readonly error: StatusError } {
  switch (patch.type) {
    case 'strategic':
      return strategic(object, patch.body, resource, caller);
    case 'merge':
      return checked(jsonMergePatch(object, patch.body), resource, caller);
    case 'json': {
      const patched = jsonPatch(object, patch.body);
      return patched ? checked(patched, resource, caller) : { error: UNPROCESSABLE };
    }
  }
}

/** An operation of a JSON patch that fails has no words of its own in the answer. */
const UNPROCESSABLE: StatusError = {
  code: 422,
  reason: 'Invalid',
  message: 'the server rejected our request due to an error in our request',
};

function strategic(
  object: JsonObject,
  patch: JsonObject,
  resource: Resource,
  caller: Caller,
): { readonly object: JsonObject } | { readonly error: StatusError } {
  try {
    const patched = strategicMerge(object, patch, `#${resource.definition}`);
    const problem = conversionProblem(patched, `#${resource.definition}`) ?? strictProblem(patched, resource, caller);
    return problem === undefined
      ? { object: patched }
      : { error: unreadable(goPrint(patchLeft(object, patch, `#${resource.definition}`)), problem) };
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return {
      error:
        error.reason === 'BadRequest' ? badRequest(error.message) : { code: 500, reason: '', message: error.message },
    };
  }
}

function checked(
  patched: JsonObject,
  resource: Resource,
  caller: Caller,
): { readonly object: JsonObject } | { readonly error: StatusError } {
  const decoded = decode(patched, resource.definition);
  const problem = decoded.ok ? strictProblem(patched, resource, caller) : decoded.problem;
  return problem === undefined ? { object: patched } : { error: unreadable(JSON.stringify(patched), problem) };
}

function strictProblem(patched: JsonObject, resource: Resource, caller: Caller): Problem | undefined {
  if (caller.fieldValidation !== 'Strict') return undefined;
  const decoded = decode(patched, resource.definition);
  if (!decoded.ok || decoded.strict.length === 0) return undefined;
  const fields = decoded.strict.map((path) => `unknown field ${goQuote(path)}`).join(', ');
  return { text: `strict decoding error: ${fields}`, code: 'field-unknown' };
}

/** A patch that leaves what its kind cannot hold is told by the patch, not by the object. */
function unreadable(patch: string, { text, code }: Problem): StatusError {
  const error: FieldError = { type: 'FieldValueInvalid', path: 'patch', badValue: patch, detail: text };
  const fieldErrors = [code === undefined ? error : coded(code, error)];
  return { code: 422, reason: 'Invalid', message: ` "" is invalid: ${aggregateText(fieldErrors)}`, fieldErrors };
}
