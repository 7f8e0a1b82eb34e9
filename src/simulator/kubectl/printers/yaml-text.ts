import { isMap, type Value } from './json-text.ts';

/**
 * A value as YAML, the way sigs.k8s.io/yaml writes what was JSON: keys in natural order, lists not indented, strings plain
 * where they would be read back as strings, lines folded after 80 characters.
 * @source kubernetes-sigs/yaml goyaml.v2 encode.go, emitterc.go, sorter.go
 */
export function yamlText(value: Value): string {
  const out: string[] = [];
  writeNode(out, value, 0, 'document');
  return out.join('');
}

type Place = 'document' | 'after key' | 'after dash';

/** Lines longer than this are folded at the next blank. */
const WIDTH = 80;

function writeNode(out: string[], value: Value, indent: number, place: Place): void {
  if (Array.isArray(value) && value.length > 0)
    writeList(out, value, place === 'after key' ? indent - 2 : indent, place);
  else if (isMap(value) && Object.values(value).some((v) => v !== undefined)) writeMap(out, value, indent, place);
  else {
    const text = Array.isArray(value) ? '[]' : isMap(value) ? '{}' : scalarText(value, indent, columnOf(out));
    out.push(place === 'document' ? text : ` ${text}`, '\n');
  }
}

function writeMap(out: string[], map: Readonly<Record<string, Value>>, indent: number, place: Place): void {
  const pad = ' '.repeat(indent);
  let first = true;
  if (place === 'after key') out.push('\n');
  for (const key of Object.keys(map).sort(naturally)) {
    const value = map[key];
    if (value === undefined) continue;
    out.push(first && place === 'after dash' ? ' ' : pad);
    first = false;
    out.push(keyText(key), ':');
    writeNode(out, value, indent + 2, 'after key');
  }
}

function writeList(out: string[], list: readonly Value[], indent: number, place: Place): void {
  const pad = ' '.repeat(Math.max(0, indent));
  let first = true;
  if (place === 'after key') out.push('\n');
  for (const item of list) {
    out.push(first && place === 'after dash' ? ' ' : pad, '-');
    first = false;
    writeNode(out, item, Math.max(0, indent) + 2, 'after dash');
  }
}

/** Where the next character would stand, a blank after what is there already. */
function columnOf(out: readonly string[]): number {
  let column = 0;
  for (let i = out.length - 1; i >= 0; i--) {
    const piece = out[i] ?? '';
    const newline = piece.lastIndexOf('\n');
    column += piece.length - newline - 1;
    if (newline >= 0) break;
  }
  return column === 0 ? 0 : column + 1;
}

function scalarText(value: Value, indent: number, column: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return stringText(value, indent, column);
  if (typeof value === 'number') return numberText(value);
  return String(value);
}

/** Go's shortest form of a float: an exponent has a sign and two digits. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const text = Math.abs(value) >= 1e21 || Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

interface Shape {
  readonly multiline: boolean;
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

function keyText(key: string): string {
  const { plain, single, multiline } = shapeOf(key);
  if (!readsAsString(key) || multiline) return doubleQuoted(key, 0, 0, Infinity);
  return plain && key.length <= 128
    ? key
    : single
      ? `'${key.replaceAll("'", "''")}'`
      : doubleQuoted(key, 0, 0, Infinity);
}

function stringText(text: string, indent: number, column: number): string {
  const shape = shapeOf(text);
  if (text.includes('\n') && shape.block) return literal(text, indent);
  if (!text.includes('\n') && readsAsString(text)) {
    if (shape.plain) return folded(text, indent, column, 'plain');
    if (shape.single) return folded(text, indent, column, 'single');
  }
  return doubleQuoted(text, indent, column, WIDTH);
}

/** @source goyaml.v2 emitterc.go yaml_emitter_analyze_scalar, for block context */
function shapeOf(text: string): Shape {
  if (text === '') return { multiline: false, plain: true, single: true, block: false };
  let indicators = text.startsWith('---') || text.startsWith('...');
  let [special, lineBreaks, breakSpace, spaceBreak] = [false, false, false, false];
  let [previousSpace, previousBreak] = [false, false];
  const [first, last] = [text.charAt(0), text.charAt(text.length - 1)];
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const next = text.charAt(i + 1);
    const blankNext = next === '' || ' \t\n\r'.includes(next);
    if (i === 0) indicators ||= '#,[]{}&*!|>\'"%@`'.includes(c) || ('?:-'.includes(c) && blankNext);
    else indicators ||= (c === ':' && blankNext) || (c === '#' && ' \t\n\r'.includes(text.charAt(i - 1)));
    if (!isPrintable(c.charCodeAt(0))) special = true;
    const isBreak = c === '\n' || c === '\r' || c === '\u0085' || c === '\u2028' || c === '\u2029';
    if (isBreak) lineBreaks = true;
    if (c === ' ' && previousBreak) breakSpace = true;
    if (isBreak && previousSpace) spaceBreak = true;
    previousSpace = c === ' ';
    previousBreak = isBreak;
  }
  const edges = first === ' ' || first === '\n' || last === ' ' || last === '\n';
  return {
    multiline: lineBreaks,
    plain: !edges && !breakSpace && !spaceBreak && !special && !lineBreaks && !indicators,
    single: !breakSpace && !spaceBreak && !special,
    block: last !== ' ' && !spaceBreak && !special,
  };
}

const isPrintable = (code: number): boolean =>
  code === 0x0a ||
  (code >= 0x20 && code <= 0x7e) ||
  code === 0x85 ||
  (code >= 0xa0 && code !== 0xfeff && code !== 0xfffe && code !== 0xffff);

/** A plain or single-quoted scalar on as many lines as it takes. */
function folded(text: string, indent: number, column: number, style: 'plain' | 'single'): string {
  const quote = style === 'single' ? "'" : '';
  let out = quote;
  let at = column + quote.length;
  let spaces = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const inside = style === 'plain' || (i > 0 && i < text.length - 1);
    if (c === ' ' && !spaces && at > WIDTH && inside && text.charAt(i + 1) !== ' ') {
      out += `\n${' '.repeat(indent)}`;
      at = indent;
    } else {
      const written = quote !== '' && c === "'" ? "''" : c;
      out += written;
      at += (c.charCodeAt(0) & 0xfc00) === 0xdc00 ? 0 : written.length;
    }
    spaces = c === ' ';
  }
  return out + quote;
}

function literal(text: string, indent: number): string {
  const hint = text.startsWith(' ') || text.startsWith('\n') ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.split('\n');
  if (text.endsWith('\n')) lines.pop();
  // The caller ends the last line.
  return `|${hint}${chomp}\n${lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\x0b': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(text: string, indent: number, column: number, width: number): string {
  let out = '"';
  let at = column + 1;
  let spaces = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const escape = ESCAPES[c] ?? (isPrintable(c.charCodeAt(0)) ? undefined : hexEscape(c.charCodeAt(0)));
    if (escape !== undefined) {
      out += escape;
      at += escape.length;
      spaces = false;
    } else if (c === ' ') {
      if (!spaces && at > width && i > 0 && i < text.length - 1) {
        out += `\n${' '.repeat(indent)}${text.charAt(i + 1) === ' ' ? '\\' : ''}`;
        at = indent;
      } else {
        out += c;
        at++;
      }
      spaces = true;
    } else {
      out += c;
      at++;
      spaces = false;
    }
  }
  return `${out}"`;
}

function hexEscape(code: number): string {
  const hex = code.toString(16).toUpperCase();
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

const WORDS = new Set(
  ['', '~', 'null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', '.nan', '.inf', '+.inf', '-.inf'].flatMap(
    (word) => [
      word,
      word.toUpperCase(),
      word.slice(0, 1).toUpperCase() + word.slice(1),
      ...(word.includes('.') ? [word.replace('.i', '.I').replace('.n', '.N'), word.replace('.nan', '.NaN')] : []),
    ],
  ),
);

/** Whether YAML 1.1 would read the plain text back as a string. @source goyaml.v2 resolve.go resolve, encode.go isBase60Float */
function readsAsString(text: string): boolean {
  if (WORDS.has(text)) return false;
  const first = text.charAt(0);
  if (!'+-.0123456789'.includes(first)) return true;
  if (text.length > 64) return !/^[-+]?[0-9_]*\.?[0-9_]*$/.test(text);
  const digits = text.replaceAll('_', '');
  if (/^[-+]?(0b[01]+|0x[0-9a-fA-F]+|0o?[0-7]+|[1-9]\d*|0)$/.test(digits)) return false;
  const float = first === '.' ? text : digits;
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(float) && Number.isFinite(Number(float))) return false;
  if (/^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/.test(text)) return false;
  return !/^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/.test(text);
}

/** Go-yaml's order of keys: letters before digits' values, numbers by value. */
function naturally(a: string, b: string): number {
  const isDigit = (c: string): boolean => c >= '0' && c <= '9' && c !== '';
  const isLetter = (c: string): boolean => c !== '' && c.toLowerCase() !== c.toUpperCase();
  let digits = false;
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a.charAt(i), b.charAt(i)];
    if (x === y) {
      digits = isDigit(x);
      continue;
    }
    if (isLetter(x) && isLetter(y)) return x < y ? -1 : 1;
    if (isLetter(x) || isLetter(y)) return (digits ? isLetter(x) : isLetter(y)) ? -1 : 1;
    const run = (text: string): string => /^\d*/.exec(text.slice(i, i + 18))?.[0] ?? '';
    const [m, n] = [run(a), run(b)];
    if (Number(m) !== Number(n)) return Number(m) - Number(n);
    if (m.length !== n.length) return m.length - n.length;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
