import { quantityOrProblem, quantityProblemText } from '../../quantity.ts';
import { goNumber } from '../decode-walk.ts';
import type { Json } from '../json.ts';
import type { Problem } from '../problem.ts';
import { bytesProblem, timeOrProblem } from '../scalars.ts';
import { definitionOf } from '../schema/definitions.ts';
import { goFactsOf } from '../schema/go-facts.ts';
import { isList, isMap } from './patch-schema.ts';

/**
 * Why an object that a strategic merge patch left cannot be turned into its Go type: other words than a decoder's, and
 * without a place.
 * @param type - as in facts.ts
 * @returns the first problem, or undefined
 * @source k8s.io/apimachinery pkg/runtime/converter.go fromUnstructured
 */
export function conversionProblem(value: Json | undefined, type: string, goType?: string): Problem | undefined {
  if (value === null || value === undefined || type === 'any') return undefined;
  if (type.startsWith('#')) return structProblem(value, type.slice(1));
  if (type.startsWith('[]'))
    return isList(value)
      ? first(value, (item) => conversionProblem(item, type.slice(2), goType?.slice(2)))
      : { text: `cannot restore slice from ${goKind(value)}` };
  if (type.startsWith('{}'))
    return isMap(value)
      ? first(Object.values(value), (item) => conversionProblem(item, type.slice(2)))
      : { text: `cannot restore map from ${goKind(value)}` };
  return scalarProblem(value, type, goType);
}

function structProblem(value: Json, definition: string): Problem | undefined {
  if (!isMap(value)) return { text: `cannot restore struct from: ${goKind(value)}` };
  const types = goFactsOf(definition).types;
  return first(Object.entries(definitionOf(definition) ?? {}), ([field, facts]) =>
    conversionProblem(value[field], facts.type, types?.[field]),
  );
}

function first<T>(list: Iterable<T>, find: (item: T) => Problem | undefined): Problem | undefined {
  for (const item of list) {
    const problem = find(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function scalarProblem(value: Json, type: string, goType: string | undefined): Problem | undefined {
  const text = scalarText(value, type, goType);
  return text === undefined ? undefined : { text, code: FORMATS[type] };
}

/** Where a text is looked into, it can have the wrong form. */
const FORMATS: Readonly<Record<string, string>> = {
  bytes: 'base64-format',
  quantity: 'quantity-format',
  time: 'time-format',
  microTime: 'time-format',
};

function scalarText(value: Json, type: string, goType: string | undefined): string | undefined {
  const kind = goKind(value);
  switch (type) {
    case 'string':
      return kind === 'string'
        ? undefined
        : kind === 'int64'
          ? `cannot convert int64 to ${goType ?? 'string'}`
          : 'unrecognized type: string';
    case 'boolean':
      return kind === 'bool' ? undefined : 'unrecognized type: bool';
    case 'int32':
    case 'int64':
      return kind === 'int64'
        ? undefined
        : kind === 'float64'
          ? `cannot convert float64 to ${type}`
          : `unrecognized type: ${type}`;
    case 'number':
      return kind === 'int64' || kind === 'float64' ? undefined : 'unrecognized type: float64';
    case 'bytes':
      return typeof value !== 'string' ? `cannot restore slice from ${kind}` : decoding(bytesProblem(value));
    case 'quantity': {
      const quantity =
        typeof value === 'string' || typeof value === 'number' ? quantityOrProblem(String(value).trim()) : 'format';
      return typeof quantity === 'string' ? quantityProblemText[quantity] : undefined;
    }
    case 'time':
    case 'microTime': {
      const time =
        typeof value === 'string'
          ? timeOrProblem(value, type)
          : { problem: `json: cannot unmarshal ${jsonKind(kind)} into Go value of type string` };
      return 'problem' in time ? time.problem : undefined;
    }
    case 'intOrString':
      if (typeof value === 'string') return undefined;
      if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < INT32) return undefined;
      return `json: cannot unmarshal ${typeof value === 'number' ? `number ${goNumber(value)}` : jsonKind(kind)} into Go value of type int32`;
    default:
      return undefined;
  }
}

const decoding = (problem: string | undefined): string | undefined =>
  problem === undefined ? undefined : `error decoding from json: ${problem}`;

/** Larger numbers are read as floats. */
const INT64 = 2 ** 63;
const INT32 = 2 ** 31;

/** What reflection calls the kind of a value that came from JSON. */
function goKind(value: Json): 'string' | 'bool' | 'int64' | 'float64' | 'slice' | 'map' {
  if (isList(value)) return 'slice';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < INT64 ? 'int64' : 'float64';
  return 'map';
}

const jsonKind = (kind: string): string =>
  kind === 'slice' ? 'array' : kind === 'map' ? 'object' : kind === 'int64' || kind === 'float64' ? 'number' : kind;
