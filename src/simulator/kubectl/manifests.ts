import { metadataProblem } from '../api/decode.ts';
import type { Json, JsonObject } from '../api/json.ts';
import type { Problem } from '../api/problem.ts';
import { apiVersionOf, findResource, resources, type Resource } from '../api/resources.ts';
import { goQuote } from '../go-quote.ts';
import { withCause } from './change-cause.ts';
import type { CommandContext } from './command.ts';
import { documentsOf } from './documents.ts';
import { parseLabelSelector } from './label-selector.ts';
import { matchesRequirements } from '../selector.ts';
import { isKubernetesKind } from './kinds-not-simulated.ts';
import { failure, plainFailure, type Failure } from './failure.ts';
import { flagValue, flagValues, isOn } from './line.ts';
import { compactJson } from './printers/json-text.ts';
import { refusalsText, together, type Refusal } from './refusals.ts';
import { isObject, validationOf, validationProblem, type Validation } from './validation.ts';

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

interface Reading {
  /** 'required' where the command names its namespace: objects of another are refused. */
  readonly required?: 'default' | 'required';
  /** Nothing is looked at before it is read where it is 'Ignore'. */
  readonly validation?: Validation;
}

/**
 * Reads the objects of a stream as kubectl does before it sends any.
 * @param namespace - of the command
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go StreamVisitor, mapper.go infoForData
 */
export function* readManifests(
  stream: string,
  namespace: string,
  { required = 'default', validation = 'Ignore' }: Reading = {},
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
    const invalid = validationProblem(document.value, validation);
    if (invalid) {
      const { text, code } = invalid;
      yield {
        refusal: { text: `error validating ${goQuote(source)}: error validating data: ${text}`, code },
        then: 'stops',
      };
      return;
    }
    for (const read of objectsOf(document.value, namespace, source))
      yield required === 'required' && 'manifest' in read ? (misplaced(read.manifest, namespace) ?? read) : read;
  }
}

/** The commands that look at a manifest before they read its objects; the others take what they can read. */
const VALIDATING: ReadonlySet<string> = new Set(['create', 'apply', 'replace']);

/** The objects of a command's standard input, of which -l may choose. */
export function* manifestsOf({ stdin, namespace, line, explain }: CommandContext): Generator<ReadManifest, void> {
  const asked = flagValue(line, 'selector') ?? '';
  const selector = parseLabelSelector(asked);
  if ('problem' in selector) {
    const text = `the provided selector ${goQuote(asked)} is not valid: ${selector.problem}`;
    return yield { refusal: { text }, then: 'stops' };
  }
  const required = flagValue(line, 'namespace') ? 'required' : 'default';
  const validation = VALIDATING.has(line.command[0] ?? '') ? validationOf(flagValue(line, 'validate')) : undefined;
  for (const read of readManifests(stdin, namespace, { required, validation: validation ?? 'Ignore' })) {
    if ('refusal' in read && 'text' in read.refusal && read.refusal.code !== undefined)
      explain?.(read.refusal.text, read.refusal.code);
    if ('refusal' in read) yield read;
    else if (matchesRequirements(selector.requirements, labelsOf(read.manifest)))
      yield isOn(line, 'record') && validation !== undefined
        ? { manifest: { ...read.manifest, object: withCause(read.manifest.object, line) } }
        : read;
  }
}

const labelsOf = ({ object: { metadata } }: Manifest): Readonly<Record<string, string>> => {
  const labels = isObject(metadata) ? metadata['labels'] : undefined;
  return isObject(labels) ? (labels as Readonly<Record<string, string>>) : {};
};

function* objectsOf(
  value: Json,
  namespace: string,
  source: string,
  place: 'by itself' | 'in a list' = 'by itself',
): Generator<ReadManifest, void> {
  const problem = decodeProblem(value);
  if (problem || !isObject(value)) {
    const { text, code }: Problem = problem ?? { text: '' };
    return yield { refusal: { text: `unable to decode ${goQuote(source)}: ${text}`, code }, then: 'goes on' };
  }
  const items = listItems(value);
  if (!items) return yield readObject(value, namespace, source, place);
  const unread: Refusal[] = [];
  for (const item of items)
    for (const read of textOf(item['kind']) === '' ? [UNTYPED_ITEM] : objectsOf(item, namespace, source, 'in a list'))
      if ('refusal' in read) unread.push(read.refusal);
      else yield read;
  const [first] = unread;
  if (first)
    yield { refusal: { code: 'code' in first ? first.code : undefined, ...together(unread) }, then: 'goes on' };
}

/** @source k8s.io/apimachinery pkg/apis/meta/v1/unstructured/helpers.go UnstructuredJSONScheme */
function decodeProblem(value: Json): Problem | undefined {
  if (!isObject(value)) {
    const given = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return { text: `json: cannot unmarshal ${given} into Go value of type unstructured.detector` };
  }
  return textOf(value['kind']) === ''
    ? { text: `Object 'Kind' is missing in '${compactJson(value)}'`, code: 'kind-missing' }
    : metadataProblem(value);
}

const UNTYPED_ITEM: ReadManifest = {
  refusal: {
    text: `unable to get type info from the object "*unstructured.Unstructured": Object 'Kind' is missing in 'object has no kind field '`,
    code: 'kind-missing',
  },
  then: 'goes on',
};

/** What is no text counts as not written. */
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go RequireNamespace */
function misplaced({ resource, namespace: own }: Manifest, namespace: string): ReadManifest | undefined {
  if (!resource.namespaced || own === undefined || own === namespace) return undefined;
  const text = `the namespace from the provided object ${goQuote(own)} does not match the namespace ${goQuote(namespace)}. You must pass '--namespace=${own}' to perform this operation.`;
  return { refusal: { text }, then: 'goes on' };
}

/** The items of a List, or of a kind's own list. */
function listItems(object: JsonObject): readonly JsonObject[] | undefined {
  const kind = textOf(object['kind']);
  if (!kind.endsWith('List') || !Array.isArray(object['items'])) return undefined;
  const items = (object['items'] as readonly Json[]).filter(isObject);
  const itemType = { apiVersion: object['apiVersion'], kind: kind.slice(0, -'List'.length) };
  return kind === 'List' ? items : items.map((item) => ({ ...itemType, ...item }));
}

function readObject(
  object: JsonObject,
  namespace: string,
  source: string,
  place: 'by itself' | 'in a list',
): ReadManifest {
  const apiVersion = textOf(object['apiVersion']);
  const kind = textOf(object['kind']);
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const [name, own] = [textOf(metadata['name']), textOf(metadata['namespace'])];
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
    const none = `no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion)}`;
    const text =
      place === 'in a list'
        ? `unable to recognize ${none}`
        : `resource mapping not found for name: ${goQuote(name)} namespace: ${goQuote(own)} from ${goQuote(source)}: ${none}\nensure CRDs are installed first`;
    return { refusal: { text, code: 'kind-unknown' }, then: 'goes on' };
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

/** Only the standard input is there to be read from. @param unnamed - what is said where no file is named */
export function fileProblem({ line }: CommandContext, unnamed: string): Failure | undefined {
  const files = flagValues(line, 'filename');
  if (files.length === 0) return plainFailure(unnamed.trimEnd());
  const missing = files.filter((f) => f !== '-').map((f) => ({ text: `the path ${goQuote(f)} does not exist` }));
  return missing.length === 0 ? undefined : failure(refusalsText(missing));
}
