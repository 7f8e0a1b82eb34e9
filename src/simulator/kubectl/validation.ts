import type { Json, JsonObject } from '../api/json.ts';
import type { Problem } from '../api/problem.ts';
import { findResource } from '../api/resources.ts';
import type { Caller } from '../api/server.ts';
import { openApiProblems } from './openapi-check.ts';

export type Validation = NonNullable<Caller['fieldValidation']>;

const VALIDATIONS: Readonly<Record<string, Validation>> = { strict: 'Strict', warn: 'Warn', ignore: 'Ignore' };

/**
 * What --validate asks for; undefined for what it does not know.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go GetValidationDirective
 */
export function validationOf(value = 'strict'): Validation | undefined {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return 'Strict';
  if (/^(?:0|f|F|false|FALSE|False)$/.test(value)) return 'Ignore';
  return Object.hasOwn(VALIDATIONS, value) ? VALIDATIONS[value] : undefined;
}

const SWITCH_OFF = 'if you choose to ignore these errors, turn validation off with --validate=false';

/**
 * What keeps a document from being sent. The server looks at the fields; only the items of a List are held against the
 * schema here.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/validation/schema.go; pkg/cmd/util/factory_client_access.go Validator
 */
export function validationProblem(value: Json, validation: Validation): Problem | undefined {
  if (validation === 'Ignore') return undefined;
  const problems = typeProblems(value);
  if (problems.length === 0 && validation === 'Strict' && isObject(value) && value['kind'] === 'List')
    problems.push(...listProblems(value['items']));
  const [first] = problems;
  if (!first) return undefined;
  const texts = problems.map(({ text }) => text).join(', ');
  return { text: `${problems.length > 1 ? `[${texts}]` : texts}; ${SWITCH_OFF}`, code: first.code };
}

const NO_OBJECT: Problem = { text: 'invalid object to validate', code: 'not-an-object' };

/** The items of a List are looked at before the first of them is sent, those of a kind that is known field by field. */
const listProblems = (items: Json | undefined): readonly Problem[] =>
  Array.isArray(items) ? (items as readonly Json[]).flatMap(itemProblems) : [NO_OBJECT];

function itemProblems(item: Json): readonly Problem[] {
  const untyped = typeProblems(item);
  if (untyped.length > 0 || !isObject(item)) return untyped;
  const found = findResource(String(item['apiVersion']), String(item['kind']));
  return found && found.kind === item['kind']
    ? openApiProblems(item, found.definition, found.kind).map((text) => ({ text }))
    : [];
}

/** @source the same, getObjectKind */
function typeProblems(value: Json): Problem[] {
  if (!isObject(value)) return [NO_OBJECT];
  const problems: Problem[] = [];
  const { apiVersion, kind } = value;
  if (apiVersion === undefined || apiVersion === null)
    problems.push({ text: 'apiVersion not set', code: 'api-version-missing' });
  else if (typeof apiVersion !== 'string') problems.push({ text: "apiVersion isn't string type" });
  else if (apiVersion.split('/').length > 2) problems.push({ text: `unexpected GroupVersion string: ${apiVersion}` });
  if (kind === undefined || kind === null) problems.push({ text: 'kind not set', code: 'kind-missing' });
  else if (typeof kind !== 'string') problems.push({ text: "kind isn't string type" });
  return problems;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
