import type { Json, JsonObject } from '../json.ts';
import { definitionOf, type FieldFacts } from '../schema/definitions.ts';
import { goFactsOf } from '../schema/go-facts.ts';

/** Why a patch cannot be made or applied; `reason` as a Status has it, '' for an error that has none. */
export class PatchError extends Error {
  readonly reason: 'BadRequest' | '';

  constructor(message: string, reason: 'BadRequest' | '' = '') {
    super(message);
    this.reason = reason;
  }
}

/** How a field is patched: its type (as in facts.ts), whether lists merge by a key, whether keys are retained. */
export interface PatchFacts {
  readonly type: string;
  readonly strategy: 'merge' | 'replace' | undefined;
  readonly retainKeys: boolean;
  /** '' for lists of scalars. */
  readonly mergeKey: string;
}

/**
 * What is known of a field for patching.
 * @param type - of the object that holds it
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/third_party/forked/golang/json/fields.go LookupPatchMetadataForStruct
 */
export function patchFacts(type: string, field: string): PatchFacts {
  if (type.startsWith('{}')) return { type: type.slice(2), strategy: undefined, retainKeys: false, mergeKey: '' };
  if (type === 'any') return { type: 'any', strategy: undefined, retainKeys: false, mergeKey: '' };
  const facts = type.startsWith('#') ? fieldFacts(type.slice(1), field) : undefined;
  if (!facts) throw new PatchError(`unable to find api field in struct ${goName(type)} for the json field "${field}"`);
  const strategies = facts.patch?.split(',') ?? [];
  return {
    type: facts.type,
    strategy: strategies.includes('merge') ? 'merge' : strategies.includes('replace') ? 'replace' : undefined,
    retainKeys: strategies.includes('retainKeys'),
    mergeKey: facts.mergeKey ?? '',
  };
}

/** Letter case does not matter to this look-up, though it does to decoding. */
function fieldFacts(definition: string, field: string): FieldFacts | undefined {
  const fields = definitionOf(definition) ?? {};
  const found = fields[field];
  if (found) return found;
  const folded = field.toLowerCase();
  return Object.entries(fields).find(([name]) => name.toLowerCase() === folded)?.[1];
}

/** The name of a Go struct; embedded structs are asked last, and named in the message. */
const goName = (type: string): string => Object.keys(goFactsOf(type.slice(1)).embedded ?? {})[0] ?? type.slice(1);

/** The type of a list's elements. */
export const elementOf = (type: string): string => (type.startsWith('[]') ? type.slice(2) : 'any');

export const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** What Go's reflection would call the kind of a JSON value: values of two kinds are never merged. */
export const kindOf = (value: Json | undefined): string =>
  isList(value) ? 'list' : value === null || value === undefined ? 'null' : typeof value;

/** @source k8s.io/apimachinery pkg/util/mergepatch/errors.go */
export const noMergeKey = (element: JsonObject, key: string): PatchError =>
  new PatchError(`map: ${goPrint(element)} does not contain declared merge key: ${key}`);

/** Go's %v (and %+v) of what JSON holds. @example goPrint({ a: [1, 'x'] }) → "map[a:[1 x]]" */
export function goPrint(value: Json | undefined): string {
  if (isList(value)) return `[${value.map(goPrint).join(' ')}]`;
  if (isMap(value))
    return `map[${Object.keys(value)
      .sort()
      .map((k) => `${k}:${goPrint(value[k])}`)
      .join(' ')}]`;
  return value === null || value === undefined ? '<nil>' : String(value);
}

export const DIRECTIVE = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const SET_ORDER = '$setElementOrder';
export const DELETE_FROM = '$deleteFromPrimitiveList';
