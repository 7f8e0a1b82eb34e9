import { setOwn } from '../set-own.ts';
import { scalarDecoder } from './decode-scalars.ts';
import { Abort, mismatch, type Decoder, type Walk } from './decode-walk.ts';
import type { Json, JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import { definitionOf, type FieldFacts } from './schema/definitions.ts';
import { goFactsOf } from './schema/go-facts.ts';

export type Decoded =
  | {
      readonly ok: true;
      readonly object: JsonObject;
      /** Whether it has empty values that are not stored (without-empty.ts). */ readonly hasEmpty: boolean;
      /** Unknown fields, as strict decoding names them. */ readonly strict: readonly string[];
    }
  | { readonly ok: false; /** "json: cannot unmarshal …" */ readonly problem: Problem };

/**
 * Reads JSON into the fields of a definition as the API server's JSON decoder does, and normalises what it holds as an
 * encoding of the Go value would: nulls and empty values are gone where Go leaves them out, structs and numbers that it
 * always writes are there, quantities and times have their canonical form.
 *
 * Fields are read in the order of their names, since kubectl sends them sorted; the first type error is the one that is told.
 * @param keep - 'as said' keeps empty lists and maps that messages tell from absent ones (`emptyIsSaid` in go-facts.ts)
 * @source sigs.k8s.io/json internal/golang/encoding/json/decode.go; k8s.io/apimachinery pkg/runtime/serializer/json
 */
export function decode(value: Json, definition: string, keep: Walk['keep'] = 'as said'): Decoded {
  const walk: Walk = { fields: [], strict: [], struct: '', unknown: [], saved: undefined, hasEmpty: false, keep };
  try {
    const object = decodeStruct(value, definition, walk);
    if (walk.saved !== undefined) return { ok: false, problem: walk.saved };
    return { ok: true, object, strict: walk.unknown, hasEmpty: walk.hasEmpty };
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
    hasEmpty: false,
    keep: 'as stored',
  };
  try {
    metadataDecoder(metadata, walk);
  } catch (error) {
    if (error instanceof Abort) return error.problem;
    throw error;
  }
  return walk.saved;
}

interface Field {
  readonly decode: Decoder;
  /** How type errors name it: with the embedded struct that it belongs to. */
  readonly goPath: string;
  readonly isEmpty: (value: Json) => boolean;
  readonly emptyIsSaid: boolean;
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
  const go = goFactsOf(definition);
  const named = (list: string | undefined): ReadonlySet<string> => new Set(list?.split(' '));
  const [kept, pointers, omitZero] = [named(go.always), named(go.pointers), named(go.omitZero)];
  const emptyIsSaid = named(go.emptyIsSaid);
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
      emptyIsSaid: emptyIsSaid.has(name),
    });
    if (keep) always.push([name, pointers.has(name) ? null : zeroOf(facts.type)]);
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
    case 'bytes':
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
    if (decoded === undefined) continue;
    if (!field.isEmpty(decoded)) object[name] = decoded;
    else if (field.emptyIsSaid && walk.keep === 'as said') {
      object[name] = decoded;
      walk.hasEmpty = true;
    }
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

/** What Go's reflection calls the type of a field, where it has no name of its own. */
function goTypeOf(type: FieldFacts['type']): string {
  if (type === '{}quantity') return 'v1.ResourceList';
  if (type.startsWith('[]')) return `[]${goTypeOf(type.slice(2))}`;
  if (type.startsWith('{}')) return `map[string]${goTypeOf(type.slice(2))}`;
  if (type.startsWith('#')) return `v1.${type.slice(1)}`;
  return type === 'boolean' ? 'bool' : type === 'bytes' ? '[]uint8' : type === 'number' ? 'float64' : type;
}

const isPlainObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
