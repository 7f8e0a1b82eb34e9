import { quantityOrProblem, quantityProblemText } from '../quantity.ts';
import { setOwn } from '../set-own.ts';
import type { Json, JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import { bytesProblem, timeOrProblem } from './scalars.ts';
import { definitionOf, type FieldFacts } from './schema/definitions.ts';
import { goFacts } from './schema/go-facts.ts';

export type Decoded =
  | {
      readonly ok: true;
      readonly object: JsonObject;
      /** Unknown fields, as strict decoding names them. */ readonly strict: readonly string[];
    }
  | { readonly ok: false; /** "json: cannot unmarshal …" */ readonly problem: Problem };

/**
 * Reads JSON into the fields of a definition as the API server's JSON decoder does, and normalises what it holds as an
 * encoding of the Go value would: nulls and empty values are gone where Go leaves them out, structs and numbers that it
 * always writes are there, quantities and times have their canonical form.
 *
 * Fields are read in the order of their names, since kubectl sends them sorted; the first type error is the one that is told.
 * @source sigs.k8s.io/json internal/golang/encoding/json/decode.go; k8s.io/apimachinery pkg/runtime/serializer/json
 */
export function decode(value: Json, definition: string): Decoded {
  const walk: Walk = { fields: [], strict: [], struct: '', unknown: [], saved: undefined };
  try {
    const object = decodeStruct(value, definition, walk);
    if (walk.saved !== undefined) return { ok: false, problem: walk.saved };
    return { ok: true, object, strict: walk.unknown };
  } catch (error) {
    if (error instanceof Abort) return { ok: false, problem: error.problem };
    throw error;
  }
}

/**
 * What keeps the metadata of an object from being read, in the words of kubectl's own look at it.
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/metadata_decoder.go
 */
export function metadataProblem(object: JsonObject): Problem | undefined {
  const metadata = object['metadata'];
  if (metadata === undefined || metadata === null) return undefined;
  const walk: Walk = {
    fields: ['metadata'],
    strict: ['metadata'],
    struct: 'metadataOnlyObject',
    unknown: [],
    saved: undefined,
  };
  try {
    metadataDecoder(metadata, walk);
  } catch (error) {
    if (error instanceof Abort) return error.problem;
    throw error;
  }
  return walk.saved;
}

/** Where a walk stands: `fields` for type errors (without indexes), `strict` for unknown fields (with them). */
interface Walk {
  readonly fields: string[];
  readonly strict: string[];
  struct: string;
  readonly unknown: string[];
  saved: Problem | undefined;
}

/** A type's own decoder failed: unlike a type error, that ends the decoding at once. */
class Abort extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.text);
    this.problem = problem;
  }
}

/** Gives undefined where the value is left out. */
type Decoder = (value: Json, walk: Walk) => Json | undefined;

interface Field {
  readonly decode: Decoder;
  /** How type errors name it: with the embedded struct that it belongs to. */
  readonly goPath: string;
  readonly isEmpty: (value: Json) => boolean;
}

interface Plan {
  readonly fields: ReadonlyMap<string, Field>;
  /** As Go calls the struct. */
  readonly name: string;
  /** What is there even when the input has none. */
  readonly always: readonly (readonly [string, Json])[];
}

const plans = new Map<string, Plan>();

function planOf(definition: string): Plan {
  const known = plans.get(definition);
  if (known) return known;
  const go = goFacts[definition] ?? {};
  const named = (list: string | undefined): ReadonlySet<string> => new Set(list?.split(' '));
  const [kept, pointers, omitZero] = [named(go.always), named(go.pointers), named(go.omitZero)];
  const embedded = new Map(
    Object.entries(go.embedded ?? {}).flatMap(([struct, list]) =>
      list.split(' ').map((name) => [name, `${struct}.${name}`] as const),
    ),
  );
  const fields = new Map<string, Field>();
  const always: [string, Json][] = [];
  const plan = { fields, always, name: go.name ?? definition };
  plans.set(definition, plan);
  for (const [name, facts] of Object.entries(definitionOf(definition) ?? {})) {
    const keep = kept.has(name);
    const isStruct = facts.type.startsWith('#');
    const isKept = keep || pointers.has(name) || (isStruct && !omitZero.has(name));
    fields.set(name, {
      goPath: embedded.get(name) ?? name,
      decode: decoderOf(facts.type, go.types?.[name] ?? goTypeOf(facts.type)),
      isEmpty: isKept ? never : isZero,
    });
    if (keep) always.push([name, zeroOf(facts.type)]);
  }
  return plan;
}

const never = (): boolean => false;

const isZero = (value: Json): boolean => {
  switch (typeof value) {
    case 'string':
      return value === '';
    case 'number':
      return value === 0;
    case 'boolean':
      return !value;
    case 'object':
      return value === null || (Array.isArray(value) ? value.length === 0 : isEmptyObject(value));
  }
};

function isEmptyObject(value: object): boolean {
  for (const key in value) return key === undefined;
  return true;
}

function zeroOf(type: string): Json {
  if (type.startsWith('#')) return emptyStruct(type.slice(1));
  if (type.startsWith('[]')) return [];
  if (type.startsWith('{}')) return {};
  switch (type) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'int32':
    case 'int64':
    case 'number':
    case 'intOrString':
      return 0;
    case 'quantity':
      return '0';
    default:
      return null;
  }
}

const emptyStruct = (definition: string): JsonObject => Object.fromEntries(planOf(definition).always);

function decodeStruct(value: Json, definition: string, walk: Walk): JsonObject {
  const plan = planOf(definition);
  const object: Record<string, Json> = {};
  const struct = walk.struct;
  const source = value as JsonObject;
  const { fields, strict } = walk;
  for (const name of Object.keys(source).sort()) {
    const field = plan.fields.get(name);
    if (!field) {
      walk.unknown.push(strictPath(strict, name));
      continue;
    }
    const given = source[name];
    if (given === null || given === undefined) continue;
    walk.struct = plan.name;
    fields.push(field.goPath);
    strict.push(name);
    const decoded = field.decode(given, walk);
    fields.pop();
    strict.pop();
    if (decoded !== undefined && !field.isEmpty(decoded)) object[name] = decoded;
  }
  walk.struct = struct;
  for (const [name, zero] of plan.always) if (object[name] === undefined) object[name] = zero;
  return object;
}

function strictPath(stack: readonly string[], name: string): string {
  let text = '';
  for (const part of stack) text += part.startsWith('[') || text === '' ? part : `.${part}`;
  return text === '' ? name : `${text}.${name}`;
}

function decoderOf(type: string, goType: string): Decoder {
  if (type.startsWith('#')) {
    const definition = type.slice(1);
    return (value, walk) =>
      isPlainObject(value) ? decodeStruct(value, definition, walk) : mismatch(value, 'map', goType, walk);
  }
  if (type.startsWith('[]')) return listDecoder(type.slice(2), goType);
  if (type.startsWith('{}')) return mapDecoder(type.slice(2), goType);
  return scalarDecoder(type, goType);
}

const metadataDecoder = decoderOf('#ObjectMeta', 'v1.ObjectMeta');

function listDecoder(type: string, goType: string): Decoder {
  const elementType = goType.startsWith('[]') ? goType.slice(2) : goTypeOf(type);
  const element = decoderOf(type, elementType);
  const zero = zeroOf(type);
  return (value, walk) => {
    if (!Array.isArray(value)) return mismatch(value, 'list', goType, walk);
    const items: Json[] = [];
    for (let i = 0; i < value.length; i++) {
      const item = (value as readonly Json[])[i] ?? null;
      walk.strict.push(`[${i}]`);
      items.push((item === null ? undefined : element(item, walk)) ?? zero);
      walk.strict.pop();
    }
    return items;
  };
}

function mapDecoder(type: string, goType: string): Decoder {
  const elementType = /^map\[[\w.]+\](.*)$/.exec(goType)?.[1] ?? goTypeOf(type);
  const element = decoderOf(type, elementType);
  const zero = zeroOf(type);
  return (value, walk) => {
    if (!isPlainObject(value)) return mismatch(value, 'map', goType, walk);
    const map: Record<string, Json> = {};
    for (const key of Object.keys(value).sort()) {
      const item = value[key] ?? null;
      walk.strict.push(key);
      setOwn(map, key, (item === null ? undefined : element(item, walk)) ?? zero);
      walk.strict.pop();
    }
    return map;
  };
}

function scalarDecoder(type: string, goType: string): Decoder {
  switch (type) {
    case 'string':
      return (value, walk) => (typeof value === 'string' ? value : mismatch(value, 'string', goType, walk));
    case 'boolean':
      return (value, walk) => (typeof value === 'boolean' ? value : mismatch(value, 'bool', goType, walk));
    case 'int32':
      return (value, walk) => integer(value, INT32, goType, walk);
    case 'int64':
      return (value, walk) => integer(value, INT64, goType, walk);
    case 'number':
      return (value, walk) => (typeof value === 'number' ? value : mismatch(value, 'number', goType, walk));
    case 'bytes':
      return decodeBytes;
    case 'quantity':
      return decodeQuantity;
    case 'time':
    case 'microTime':
      return timeDecoder(type);
    case 'intOrString':
      return (value, walk) =>
        typeof value === 'string' ? value : (integer(value, INT32, 'int32', walk, 'abort') ?? 0);
    default:
      return (value) => value;
  }
}

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;

function integer(
  value: Json,
  limit: number,
  goType: string,
  walk: Walk,
  failing: 'save' | 'abort' = 'save',
): Json | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit && isGoInteger(value))
    return value;
  return mismatch(value, 'integer', goType, walk, failing);
}

/** JSON writes a number this large with an exponent, which Go does not read as an integer. */
const isGoInteger = (value: number): boolean => Math.abs(value) < 1e21;

/** @example goNumber(80.5) → "80.5" */
export const goNumber = (value: number): string => String(value).replace(/e([+-])(\d)$/, 'e$10$2');

function decodeBytes(value: Json, walk: Walk): Json | undefined {
  if (typeof value !== 'string') return mismatch(value, 'string', '[]uint8', walk);
  const problem = bytesProblem(value);
  if (problem === undefined) return value.replace(/[\r\n]/g, '');
  walk.saved ??= { text: problem, code: 'base64-format' };
  return undefined;
}

function decodeQuantity(value: Json): Json | undefined {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? goNumber(value) : '?';
  const quantity = quantityOrProblem(text.trim());
  if (typeof quantity === 'string') throw new Abort({ text: quantityProblemText[quantity], code: 'quantity-format' });
  return quantity.canonical;
}

function timeDecoder(type: 'time' | 'microTime'): Decoder {
  return (value, walk) => {
    if (typeof value !== 'string') return mismatch(value, 'string', 'string', walk, 'abort');
    const time = timeOrProblem(value, type);
    if ('problem' in time) throw new Abort({ text: time.problem, code: 'time-format' });
    return time.text;
  };
}

const isPlainObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Notes that a value has the wrong JSON type; the first such note is what the server answers.
 * @param failing - 'abort' within a type's own decoder
 */
function mismatch(
  value: Json,
  wanted: Wanted,
  goType: string,
  walk: Walk,
  failing: 'save' | 'abort' = 'save',
): undefined {
  const type = jsonType(value);
  const said = wanted === 'integer' && typeof value === 'number' ? `number ${goNumber(value)}` : type;
  const place =
    walk.struct === ''
      ? `Go value of type ${goType}`
      : `Go struct field ${walk.struct}.${walk.fields.join('.')} of type ${goType}`;
  const problem = {
    text: `json: cannot unmarshal ${said} into ${place}`,
    code: mismatchCode(value, wanted),
  };
  if (failing === 'abort') throw new Abort(problem);
  walk.saved ??= problem;
  return undefined;
}

type JsonType = 'array' | 'object' | 'string' | 'bool' | 'number';
type Wanted = 'string' | 'bool' | 'number' | 'integer' | 'list' | 'map';

/** In YAML's words. @example mismatchCode([], 'string') → "list-for-string" */
function mismatchCode(value: Json, wanted: Wanted): string {
  const type = jsonType(value);
  const given = type === 'array' ? 'list' : type === 'object' ? 'map' : type;
  const isFraction = wanted === 'integer' && type === 'number' && !Number.isInteger(value);
  return `${isFraction ? 'fraction' : given}-for-${wanted}`;
}

function jsonType(value: Json): JsonType {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return Array.isArray(value) ? 'array' : 'object';
}

/** What Go's reflection calls the type of a field, where it has no name of its own. */
function goTypeOf(type: FieldFacts['type']): string {
  if (type === '{}quantity') return 'v1.ResourceList';
  if (type.startsWith('[]')) return `[]${goTypeOf(type.slice(2))}`;
  if (type.startsWith('{}')) return `map[string]${goTypeOf(type.slice(2))}`;
  if (type.startsWith('#')) return `v1.${type.slice(1)}`;
  return type === 'boolean' ? 'bool' : type === 'bytes' ? '[]uint8' : type === 'number' ? 'float64' : type;
}
