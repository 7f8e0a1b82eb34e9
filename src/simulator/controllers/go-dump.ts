import type { JsonObject } from '../api/json.ts';
import { structs } from '../api/schema/go-structs.ts';

interface Field {
  readonly name: string;
  readonly json: string | 'embedded';
  readonly type: string;
}

/**
 * A value as go-spew prints it for a hash ("%#v", sorted keys): every field of every struct, set or not.
 * @param type - Go type of the value
 * @param typed - 'typed' writes the type before it, as for a field; what is in a list or a map has none
 * @source kubernetes/kubernetes pkg/util/hash/hash.go DeepHashObject; staging/src/k8s.io/apimachinery/pkg/util/dump/dump.go ForHash
 */
export function goDump(value: unknown, type: string, typed: 'typed' | 'bare'): string {
  const shown = typed === 'typed' ? `(${type})` : '';
  if (type.startsWith('*')) return isAbsent(value) ? `${shown}<nil>` : shown + goDump(value, type.slice(1), 'bare');
  if (type.startsWith('[]')) {
    const items = (value ?? []) as readonly unknown[];
    return items.length === 0
      ? `${shown}<nil>`
      : `${shown}[${items.map((item) => goDump(item, type.slice(2), 'bare')).join(' ')}]`;
  }
  const ofMap = MAPS[type];
  if (ofMap) {
    const entries = Object.entries((value ?? {}) as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0
      ? `${shown}<nil>`
      : `${shown}map[${entries.map(([key, item]) => `${key}:${goDump(item, ofMap, 'bare')}`).join(' ')}]`;
  }
  const fields = fieldsOf(type);
  if (fields) return `${shown}{${fields.map((field) => dumpField(field, value as JsonObject | undefined)).join(' ')}}`;
  return shown + dumpScalar(value, type);
}

const MAPS: Readonly<Record<string, string>> = {
  'map[string]string': 'string',
  'map[string][]uint8': '[]uint8',
  'v1.ResourceList': 'resource.Quantity',
};

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

function dumpField({ name, json, type }: Field, object: JsonObject | undefined): string {
  return `${name}:${goDump(json === 'embedded' ? object : object?.[json], type, 'typed')}`;
}

function dumpScalar(value: unknown, type: string): string {
  switch (type) {
    case 'v1.Time':
      return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
    case 'resource.Quantity':
      return dumpQuantity(typeof value === 'string' || typeof value === 'number' ? String(value) : '');
    case 'intstr.IntOrString':
      return typeof value === 'string'
        ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
        : `{Type:(intstr.Type)0 IntVal:(int32)${Number(value ?? 0)} StrVal:(string)}`;
    case 'bool':
      return String(value === true);
    case 'int32':
    case 'int64':
      return String(typeof value === 'number' ? value : 0);
    default:
      return typeof value === 'string' ? value : '';
  }
}

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/**
 * A quantity in canonical form: a whole number and a suffix. What needs more than an int64 is not told apart. A reading
 * keeps the text where it is sure to be canonical, which of a multiple of 8 it does not see.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go ParseQuantity
 */
function dumpQuantity(text: string): string {
  const [, digits = '0', suffix = ''] = /^(-?\d*)(.*)$/.exec(text) ?? [];
  const shift = BINARY[suffix];
  const exponent = /^[eE]\+?(-?\d{1,3})$/.exec(suffix);
  const value = shift === undefined ? BigInt(digits || '0') : BigInt(digits || '0') << BigInt(shift);
  const scale = shift === undefined ? (exponent ? Number(exponent[1]) : (DECIMAL[suffix] ?? 0)) : 0;
  const format = shift === undefined ? (exponent ? 'DecimalExponent' : 'DecimalSI') : 'BinarySI';
  const kept = shift !== undefined && BigInt(digits || '0') % 8n === 0n ? '' : text;
  const amount = `i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}}`;
  return `{${amount} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${kept} Format:(resource.Format)${text === '' ? '' : format}}`;
}

const parsed = new Map<string, readonly Field[]>();

function fieldsOf(type: string): readonly Field[] | undefined {
  const text = structs[type];
  if (text === undefined) return undefined;
  let fields = parsed.get(type);
  if (!fields) parsed.set(type, (fields = text === '' ? [] : text.split(' ').map(field)));
  return fields;
}

function field(text: string): Field {
  const colon = text.indexOf(':');
  const [names, type] = [text.slice(0, colon), text.slice(colon + 1)];
  if (names.startsWith('-')) return { name: names.slice(1), json: 'embedded', type };
  const [name = '', json = name.charAt(0).toLowerCase() + name.slice(1)] = names.split('=');
  return { name, json, type };
}
