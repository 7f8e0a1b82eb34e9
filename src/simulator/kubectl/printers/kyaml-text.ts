import { isMap, presentKeys, sortedKeys, type Value } from './json-text.ts';

/**
 * An object as -o kyaml prints it: YAML in braces, every text in quotes.
 * @source sigs.k8s.io/yaml/kyaml/kyaml.go
 */
export function kyamlText(object: Value, keys: 'sorted' | 'as they come' = 'sorted'): string {
  return `---\n${node(object, '', keys === 'sorted' ? sortedKeys : presentKeys)}\n`;
}

function node(value: Value, indent: string, keysOf: typeof sortedKeys): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    if (items.length === 0) return '[]';
    // Maps and lists stand right behind the bracket.
    return items.every((item) => typeof item === 'object' && item !== null)
      ? `[${items.map((item) => node(item, indent, keysOf)).join(', ')}]`
      : `[\n${items.map((item) => `${inner}${node(item, inner, keysOf)},\n`).join('')}${indent}]`;
  }
  if (isMap(value)) {
    const keys = keysOf(value);
    return keys.length === 0
      ? '{}'
      : `{\n${keys.map((key) => `${inner}${keyText(key)}: ${node(value[key], inner, keysOf)},\n`).join('')}${indent}}`;
  }
  return typeof value === 'string' ? quoted(value, inner) : String(value ?? null);
}

/** A text of several lines has one for each, with a blank before it, or a backslash that keeps a blank of its own. */
function quoted(text: string, indent: string): string {
  if (!text.includes('\n')) return `"${escaped(text)}"`;
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const begun = (line: string): string => `${indent}${/^\s/u.test(line) ? '\\' : ' '}${escaped(line)}`;
  const ending = last === '' ? '' : `${begun(last)}\\\n`;
  return `"\\\n${lines.map((line) => `${begun(line)}\\n\\\n`).join('')}${ending}${indent}"`;
}

/** Escapes of what cannot be seen, where they are not its number. */
const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\t': '\t',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\r': '\\r',
  '\v': '\\v',
  '\0': '\\0',
  '\x1b': '\\e',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(text: string): string {
  return text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, (c) => {
    const named = NAMED[c];
    if (named !== undefined) return named;
    const code = c.codePointAt(0) ?? 0;
    const [letter, digits] = code < 0x20 || code === 0x7f ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
    return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
  });
}

/** Keys stand without quotes where no reader can take them for anything but a text. */
function keyText(key: string): string {
  const plain = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_./-]*[\p{L}\p{N}_])?$/u.test(key);
  return plain && !AMBIGUOUS.test(key) && !NUMBER.test(key.replaceAll('_', ''))
    ? key
    : `"${escaped(key).replaceAll('\t', '\\t').replaceAll('\\u000a', '\\n').replaceAll('\\x0a', '\\n')}"`;
}

const AMBIGUOUS = /^(?:null|true|false|yes|on|no|off|[yntf]|inf|infinity|nan|\d{4}-\d\d?-\d\d?)$/i;
const NUMBER = /^(?:0x[\da-f]+|0o?[0-7]+|0b[01]+|\d+(?:\.\d*)?(?:e-?\d+)?)$/i;
