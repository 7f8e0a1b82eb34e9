import { goQuote } from '../../../go-quote.ts';
import { goValue } from '../go-syntax.ts';
import { isMap, type Value } from '../json-text.ts';

/** Wider is refused. */
const WIDEST = 1_000_000;
const VERB = /%([-+# 0]*)(\d*)(?:\.(\d*))?([^])?/gu;

/**
 * Go's fmt.Sprintf, of what JSON can hold.
 * @example sprintf('%s is %03d', ['a', 5]) → "a is 005"
 * @source Go fmt/print.go, fmt/format.go
 */
export function sprintf(format: string, args: readonly Value[]): string {
  let next = 0;
  const text = format.replace(VERB, (_, flags: string, width: string, precision: string | undefined, verb?: string) => {
    if (verb === undefined) return '%!(NOVERB)';
    if (verb === '%') return '%';
    if (next >= args.length) return `%!${verb}(MISSING)`;
    const arg = args[next++];
    if (Number(width) > WIDEST) return `%!(BADWIDTH)${formatted(arg, verb, '', undefined)}`;
    const digits = precision === undefined ? undefined : Math.min(Number(precision), 100);
    const out = formatted(arg, verb, flags, digits);
    const missing = ' '.repeat(Math.max(0, Number(width) - [...out].length));
    if (flags.includes('-')) return out + missing;
    const isPadded = flags.includes('0') && typeof arg === 'number';
    return isPadded ? out.replace(/^[-+]?/, (sign) => sign + missing.replaceAll(' ', '0')) : missing + out;
  });
  const extra = args.slice(next).map((arg) => `${typeName(arg)}=${goValue(arg)}`);
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(', ')})` : text;
}

/** Texts side by side have nothing between them, everything else a blank. @source Go fmt Sprint, Sprintln */
export function sprint(args: readonly Value[], blanks: 'always' | 'between others'): string {
  return args
    .map((arg, i) => {
      const between = blanks === 'always' || (typeof arg !== 'string' && typeof args[i - 1] !== 'string');
      return (i > 0 && between ? ' ' : '') + goValue(arg);
    })
    .join('');
}

function formatted(value: Value, verb: string, flags: string, digits: number | undefined): string {
  const plus = flags.includes('+') ? '+' : '';
  if (verb === 'v') return goValue(value);
  if (verb === 'T') return typeName(value);
  if (typeof value === 'number') {
    const sign = value < 0 ? '-' : plus;
    const size = Math.abs(value);
    if ('dxXobcqU'.includes(verb) && Number.isInteger(value)) {
      if (verb === 'c' || verb === 'q')
        return verb === 'c' ? String.fromCodePoint(size) : `'${String.fromCodePoint(size)}'`;
      if (verb === 'U') return `U+${size.toString(16).toUpperCase().padStart(4, '0')}`;
      const based = size.toString({ x: 16, X: 16, o: 8, b: 2 }[verb] ?? 10);
      return sign + (verb === 'X' ? based.toUpperCase() : based);
    }
    if (verb === 'f' || verb === 'F') return sign + size.toFixed(digits ?? 6);
    if (verb === 'e') return sign + size.toExponential(digits ?? 6).replace(/e([-+])(\d)$/, 'e$10$2');
    if (verb === 'g') return sign + String(digits === undefined ? size : Number(size.toPrecision(digits || 1)));
  }
  if (typeof value === 'string') {
    const cut = digits === undefined ? value : [...value].slice(0, digits).join('');
    if (verb === 's') return cut;
    if (verb === 'q') return goQuote(cut);
  }
  if (typeof value === 'boolean' && verb === 't') return String(value);
  if (verb === 's' && typeof value === 'object' && value !== null) return eachAsText(value);
  return value === null || value === undefined ? `%!${verb}(<nil>)` : `%!${verb}(${typeName(value)}=${goValue(value)})`;
}

/** %s of a list or map is %s of all in it. */
function eachAsText(value: Value): string {
  if (Array.isArray(value)) return `[${value.map((v: Value) => eachAsText(v)).join(' ')}]`;
  if (!isMap(value)) return formatted(value, 's', '', undefined);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${eachAsText(value[key])}`).join(' ')}]`;
}

/** What Go calls the type of a value that a template has read. */
export function typeName(value: Value): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : Number.isInteger(value) ? 'int' : 'float64';
}
