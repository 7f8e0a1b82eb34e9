import { metadataProblem } from '../api/decode.ts';
import type { Json, JsonObject } from '../api/json.ts';
import type { Problem } from '../api/problem.ts';
import { apiVersionOf, findResource, resources, type Resource } from '../api/resources.ts';
import { goQuote } from '../go-quote.ts';
import type { CommandContext } from './command.ts';
import { documentsOf } from './documents.ts';
import { isKubernetesKind } from './kinds-not-simulated.ts';
import { flagValue } from './line.ts';
import { openApiProblems } from './openapi-check.ts';
import { compactJson } from './printers/json-text.ts';
import type { Refusal } from './refusals.ts';

/** An object of a manifest as a request would send it. */
export interface Manifest {
  readonly resource: Resource;
  readonly object: JsonObject;
  readonly name: string;
  /** The object's own, else the command's; undefined for a kind without. */
  readonly namespace: string | undefined;
  readonly source: string;
  /** Whether the API server serves the version that the object names. */
  readonly served: boolean;
}

/** 'stops' marks an error that ends the reading; after others it goes on with the next object. */
export type ReadManifest =
  { readonly manifest: Manifest } | { readonly refusal: Refusal; readonly then: 'goes on' | 'stops' };

export const STDIN = 'STDIN';

/**
 * Reads the objects of a stream as kubectl does before it sends any.
 * @param namespace - of the command
 * @param required - 'required' where the command names its namespace: objects of another are refused
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go StreamVisitor, mapper.go infoForData
 */
export function* readManifests(
  stream: string,
  namespace: string,
  required: 'default' | 'required' = 'default',
): Generator<ReadManifest, void> {
  const source = STDIN;
  for (const document of documentsOf(stream)) {
    if ('problem' in document) {
      yield {
        refusal: { text: `error parsing ${source}: ${document.problem}`, code: document.code },
        then: 'stops',
      };
      return;
    }
    if (document.value === undefined || document.value === null) continue;
    const untyped = typeProblem(document.value);
    if (untyped !== undefined) {
      yield {
        refusal: {
          text: `error validating ${goQuote(source)}: error validating data: ${untyped.text}; ${SWITCH_OFF}`,
          code: untyped.code,
        },
        then: 'stops',
      };
      return;
    }
    for (const read of objectsOf(document.value as JsonObject, namespace, source))
      yield required === 'required' && 'manifest' in read ? (misplaced(read.manifest, namespace) ?? read) : read;
  }
}

/** The objects of a command's standard input. */
export function* manifestsOf({ stdin, namespace, line, explain }: CommandContext): Generator<ReadManifest, void> {
  for (const read of readManifests(stdin, namespace, flagValue(line, 'namespace') ? 'required' : 'default')) {
    if ('refusal' in read && 'text' in read.refusal && read.refusal.code !== undefined)
      explain?.(read.refusal.text, read.refusal.code);
    yield read;
  }
}

const SWITCH_OFF = 'if you choose to ignore these errors, turn validation off with --validate=false';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/validation/schema.go getObjectKind */
function typeProblem(value: Json): Problem | undefined {
  const problems = typeProblems(value);
  if (problems.length === 0 && isObject(value) && value['kind'] === 'List')
    problems.push(...listProblems(value['items']));
  const [first, ...more] = problems;
  return first && more.length > 0
    ? { text: `[${problems.map(({ text }) => text).join(', ')}]`, code: first.code }
    : first;
}

const NO_OBJECT: Problem = { text: 'invalid object to validate' };

/** The items of a List are looked at before the first of them is sent, those of a kind that is known field by field. */
const listProblems = (items: Json | undefined): readonly Problem[] =>
  Array.isArray(items) ? (items as readonly Json[]).flatMap(itemProblems) : [NO_OBJECT];

function itemProblems(item: Json): readonly Problem[] {
  const untyped = typeProblems(item);
  if (untyped.length > 0 || !isObject(item)) return untyped;
  const found = findResource(String(item['apiVersion']), String(item['kind']));
  return found ? openApiProblems(item, found.definition, found.kind).map((text) => ({ text })) : [];
}

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

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function* objectsOf(object: JsonObject, namespace: string, source: string): Generator<ReadManifest, void> {
  const problem: Problem | undefined =
    object['kind'] === ''
      ? { text: `Object 'Kind' is missing in '${compactJson(object)}'`, code: 'kind-missing' }
      : metadataProblem(object);
  if (problem) {
    const { text, code } = problem;
    return yield { refusal: { text: `unable to decode ${goQuote(source)}: ${text}`, code }, then: 'goes on' };
  }
  const items = listItems(object);
  if (items) for (const item of items) yield* objectsOf(item, namespace, source);
  else yield readObject(object, namespace, source);
}

/** @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go RequireNamespace */
function misplaced({ resource, namespace: own }: Manifest, namespace: string): ReadManifest | undefined {
  if (!resource.namespaced || own === undefined || own === namespace) return undefined;
  const text = `the namespace from the provided object ${goQuote(own)} does not match the namespace ${goQuote(namespace)}. You must pass '--namespace=${own}' to perform this operation.`;
  return { refusal: { text }, then: 'goes on' };
}

/** The items of a List, or of a kind's own list. */
function listItems(object: JsonObject): readonly JsonObject[] | undefined {
  const kind = String(object['kind']);
  if (!kind.endsWith('List') || !Array.isArray(object['items'])) return undefined;
  const items = (object['items'] as readonly Json[]).filter(isObject);
  const itemType = { apiVersion: object['apiVersion'], kind: kind.slice(0, -'List'.length) };
  return kind === 'List' ? items : items.map((item) => ({ ...itemType, ...item }));
}

function readObject(object: JsonObject, namespace: string, source: string): ReadManifest {
  const apiVersion = String(object['apiVersion']);
  const kind = String(object['kind']);
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
  const [name, own] = [text(metadata['name']), text(metadata['namespace'])];
  const resource = findResource(apiVersion, kind) ?? (apiVersion === '' ? coreResource(kind) : undefined);
  if (!resource && isKubernetesKind(apiVersion, kind))
    return {
      refusal: {
        text: `${kind} in version ${goQuote(apiVersion)} is a kind of Kubernetes that is not simulated here`,
        code: 'kind-not-simulated',
      },
      then: 'goes on',
    };
  if (!resource) {
    const missing = `resource mapping not found for name: ${goQuote(name)} namespace: ${goQuote(own)} from ${goQuote(source)}: no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion)}`;
    return { refusal: { text: `${missing}\nensure CRDs are installed first`, code: 'kind-unknown' }, then: 'goes on' };
  }
  const within = resource.namespaced ? own || namespace : undefined;
  const placed: JsonObject = {
    ...object,
    metadata: resource.namespaced ? { ...metadata, namespace: within } : withoutNamespace(metadata),
  };
  return {
    manifest: {
      resource,
      object: placed,
      name,
      namespace: within,
      source,
      served: apiVersion === apiVersionOf(resource),
    },
  };
}

/** An empty apiVersion is the core group without a version: kubectl finds the kind there, the server nothing. */
const coreResource = (kind: string): Resource | undefined => resources.find((r) => r.group === '' && r.kind === kind);

function withoutNamespace(metadata: JsonObject): JsonObject {
  const rest: Record<string, Json | undefined> = { ...metadata };
  delete rest['namespace'];
  return rest;
}
