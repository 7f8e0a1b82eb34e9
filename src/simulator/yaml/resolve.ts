import type { Json } from '../api/json.ts';

/** What a scalar means; `isFloat` where it is a number that was not written as an integer. */
export interface Resolved {
  readonly value: null | boolean | number | string;
  readonly isFloat?: true;
}

const TAG = 'tag:yaml.org,2002:';
const RESOLVABLE = ['str', 'bool', 'int', 'float', 'null', 'timestamp', 'binary'];

/**
 * Reads a scalar by its tag, or by its looks where it is plain and has none: YAML 1.1 as go-yaml has it, so y, n, on and
 * off are booleans, 0777 is octal, 1:30 is a string.
 * @param tag - whole, or '' for none
 * @returns a problem where the tag asks for a type that the text is not of
 * @source go-yaml v2 resolve.go
 */
export function resolve(tag: string, text: string): Resolved | { readonly problem: string } {
  const short = tag.startsWith(TAG) ? tag.slice(TAG.length) : tag;
  if (tag !== '' && !RESOLVABLE.includes(short)) return { value: text };
  if (short === 'str') return { value: text };
  if (short === 'binary') return decodedBinary(text);
  const found = implicit(text);
  const type = typeOf(found);
  if (tag === '' || type === short || (short === 'float' && type === 'int')) return found;
  if (short === 'timestamp' && type === 'str' && isTimestamp(text)) return { value: text };
  return { problem: `cannot decode !!${type} \`${text}\` as a !!${short}` };
}

function typeOf({ value, isFloat }: Resolved): string {
  if (value === null) return 'null';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'str' : isFloat ? 'float' : 'int';
}

const WORDS = new Map<string, Json>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w) => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((w) => [w, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((w) => [w, null] as const),
]);
const FLOAT_WORDS = new Map<string, number>([
  ...['.nan', '.NaN', '.NAN'].map((w) => [w, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w) => [w, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((w) => [w, -Infinity] as const),
]);
const LONGEST_WORD = 5;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** Longer texts are not looked at as numbers: none that Kubernetes takes is. */
const LONGEST_NUMBER = 400;

function implicit(text: string): Resolved {
  const first = text.charCodeAt(0);
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return { value: word as null | boolean };
    const float = FLOAT_WORDS.get(text);
    if (float !== undefined) return { value: float, isFloat: true };
  }
  const isDigit = first >= 48 && first <= 57;
  const isSign = first === 43 || first === 45;
  if ((!isDigit && !isSign && first !== 46) || text.length > LONGEST_NUMBER) return { value: text };
  if (first === 46) return floatOf(text) ?? { value: text };
  if (isDigit && isTimestamp(text)) return { value: text };
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = integerOf(plain);
  if (integer !== undefined) return { value: integer };
  return floatOf(plain) ?? { value: text };
}

/** A float that is too large for 64 bits is a text. */
function floatOf(text: string): Resolved | undefined {
  const value = FLOAT.test(text) ? Number(text) : Infinity;
  return Number.isFinite(value) ? { value, isFloat: true } : undefined;
}

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const MIN = -(2n ** 63n);
const MAX = 2n ** 64n - 1n;

/** Go's ParseInt and ParseUint with base 0, in 64 bits. */
function integerOf(text: string): number | undefined {
  const m = INTEGER.exec(text);
  if (!m) return undefined;
  const [, sign, hex, binary, octal, decimal] = m;
  const digits =
    hex !== undefined
      ? `0x${hex}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : (decimal ?? '');
  if (digits.length > 15) {
    const exact = BigInt(digits) * (sign === '-' ? -1n : 1n);
    return exact < MIN || exact > MAX || (sign === '+' && exact >= 2n ** 63n) ? undefined : Number(exact);
  }
  const value = Number(digits);
  return sign === '-' && value !== 0 ? -value : value;
}

const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?))?)?$/;
const isTimestamp = (text: string): boolean => text.charCodeAt(4) === 45 && text.length < 64 && TIMESTAMP.test(text);

function decodedBinary(text: string): Resolved | { readonly problem: string } {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact))
    return { problem: '!!binary value contains invalid base64 data' };
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  for (const letter of compact) {
    if (letter === '=') break;
    bits = (bits << 6) | letters.indexOf(letter);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 255);
    bits &= (1 << held) - 1;
  }
  return { value: utf8(bytes) };
}

function utf8(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((b) => `%${b.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return bytes.map((b) => (b < 128 ? String.fromCharCode(b) : '\ufffd')).join('');
  }
}

/**
 * The text that a scalar key has in JSON; undefined where JSON has none for it.
 * @source sigs.k8s.io/yaml yaml.go convertToJSONableObject
 */
export function keyText({ value, isFloat }: Resolved): string | undefined {
  if (value === null) return undefined;
  return isFloat && typeof value === 'number' ? floatKey(value) : String(value);
}

/** Go's FormatFloat(value, 'g', -1, 32). */
function floatKey(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  const single = Math.fround(value);
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const [mantissa = '', exponent = '0'] = single.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(single.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
