import { formatFloat } from '../applets/float-format.ts';
import { AwkError } from './errors.ts';
import { leadingNumber } from './leading-number.ts';

/**
 * A value: a number, a text, or a text from outside that counts as a number where it looks like one.
 * @source POSIX awk, "Expressions in awk": numeric strings
 */
export type Value = number | string | Outside;

export interface Outside {
  readonly outside: string;
}

export const outside = (text: string): Outside => ({ outside: text });

/** What was never given a value: as a number 0, as a text nothing. */
export const UNSET: Outside = { outside: '' };

/** The number a text begins with; 0 for none. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  return leadingNumber(typeof value === 'string' ? value : value.outside)?.[0] ?? 0;
}

/** @param format - CONVFMT or OFMT, for numbers that are not whole */
export function toText(value: Value, format: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return value.outside;
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  if (Number.isNaN(value)) return 'nan';
  const found = /^%(?:\.(\d+))?([eEfgG])$/.exec(format);
  const sign = value < 0 ? '-' : '';
  return sign + formatFloat(Math.abs(value), found?.[2] ?? 'g', Number(found?.[1] ?? '6'), false);
}

function looksNumeric(value: Value): boolean {
  if (typeof value !== 'object') return typeof value === 'number';
  const number = leadingNumber(value.outside);
  return value === UNSET || (number !== undefined && /^[ \t\n]*$/.test(value.outside.slice(number[1])));
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  return looksNumeric(value) ? toNumber(value) !== 0 : value.outside !== '';
}

/** Below, equal or above: as numbers when both are. */
export function compareValues(a: Value, b: Value, format: string): number {
  if (looksNumeric(a) && looksNumeric(b)) return toNumber(a) - toNumber(b);
  const [x, y] = [toText(a, format), toText(b, format)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** sprintf: %d %i %o %x %u %c %s %e %f %g. */
export function formatValues(format: string, args: readonly Value[], convfmt: string): string {
  let at = 0;
  let result = '';
  for (let i = 0; i < format.length; i++) {
    const c = format.charAt(i);
    if (c !== '%') {
      result += c;
      continue;
    }
    if (format.charAt(i + 1) === '%') {
      result += '%';
      i++;
      continue;
    }
    // all up to the next letter belongs to it
    const [whole, parts = ''] = /^%([^A-Za-z]*)[A-Za-z]/.exec(format.slice(i)) ?? [];
    if (whole === undefined) return result + format.slice(i);
    if (parts.includes('*')) throw new AwkError('%*x formats are not supported');
    i += whole.length - 1;
    const letter = whole.slice(-1);
    if (!'csdiouxXeEfFgG'.includes(letter)) throw new AwkError('Invalid format specifier');
    const [, flags = '', digits = '', exact] = /^([-+ #0]*)(\d*)(?:\.(\d*))?/.exec(parts) ?? [];
    const width = Math.min(4096, Number(digits || '0'));
    const precision = exact === undefined ? undefined : Math.min(100, Number(exact || '0'));
    const value = args[at++] ?? '';
    result += pad(convert(letter, value, flags, precision, convfmt), flags, width, letter);
  }
  return result;
}

/** A number as C's int; one that is too large becomes the least of them. */
function toInteger(value: Value): number {
  const n = Math.trunc(toNumber(value));
  return n >= -2_147_483_648 && n <= 2_147_483_647 ? n : -2_147_483_648;
}

function convert(letter: string, value: Value, flags: string, precision: number | undefined, convfmt: string): string {
  const sign = (n: number): string => (n < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '');
  switch (letter) {
    case 'd':
    case 'i':
    case 'u': {
      const n = toInteger(value);
      if (letter === 'u') return String(n >>> 0);
      return sign(n) + String(Math.abs(n)).padStart(precision ?? 0, '0');
    }
    case 'o':
    case 'x':
    case 'X': {
      const text = (toInteger(value) >>> 0).toString(letter === 'o' ? 8 : 16).padStart(precision ?? 0, '0');
      return letter === 'X' ? text.toUpperCase() : text;
    }
    case 'c':
      return typeof value === 'number' ? String.fromCharCode(value & 255) : toText(value, convfmt).charAt(0);
    case 's':
      return toText(value, convfmt).slice(0, precision);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const n = toNumber(value);
      return sign(n) + formatFloat(Math.abs(n), letter, precision, flags.includes('#'));
    }
    default:
      return '';
  }
}

function pad(text: string, flags: string, width: number, letter: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (flags.includes('0') && !'sc'.includes(letter)) {
    const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
    return sign + text.slice(sign.length).padStart(width - sign.length, '0');
  }
  return text.padStart(width);
}
