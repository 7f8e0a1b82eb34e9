/** One JSON value at the beginning of a text, or why there is none. */
export type JsonValueEnd =
  | { readonly end: number }
  | { readonly problem: 'syntax'; readonly at: number; /** "looking for beginning of value" */ readonly where: string }
  | { readonly problem: 'end of text'; readonly at: number };

const IN_KEY = 'looking for beginning of object key string';
const IN_VALUE = 'looking for beginning of value';

/**
 * Finds where the JSON value ends that begins at `from`, without reading it.
 * @source Go encoding/json scanner.go
 */
export function jsonValueEnd(text: string, from: number): JsonValueEnd {
  const open: string[] = [];
  let at = skipSpace(text, from);
  let wants: 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' = 'value';
  for (;;) {
    at = skipSpace(text, at);
    const c = text[at];
    if (c === undefined) return { problem: 'end of text', at };
    switch (wants) {
      case 'colon':
        if (c !== ':') return syntax(at, 'after object key');
        wants = 'value';
        at++;
        continue;
      case 'comma':
        if (c !== ',' && c !== open.at(-1))
          return syntax(at, open.at(-1) === '}' ? 'after object key:value pair' : 'after array element');
        at++;
        if (c === ',') {
          wants = open.at(-1) === '}' ? 'key' : 'value';
          continue;
        }
        open.pop();
        break;
      case 'key':
      case 'key or }': {
        if (c === '}' && wants === 'key or }') {
          open.pop();
          at++;
          break;
        }
        const key = c === '"' ? stringEnd(text, at) : syntax(at, IN_KEY);
        if (!('end' in key)) return key;
        wants = 'colon';
        at = key.end;
        continue;
      }
      default: {
        if (c === '{' || c === '[') {
          if (open.push(c === '{' ? '}' : ']') > MAX_DEPTH) return syntax(at, IN_VALUE);
          wants = c === '{' ? 'key or }' : 'value or ]';
          at++;
          continue;
        }
        if (c === ']' && wants === 'value or ]') {
          open.pop();
          at++;
          break;
        }
        const scalar = scalarEnd(text, at);
        if (!('end' in scalar)) return scalar;
        at = scalar.end;
      }
    }
    if (open.length === 0) return { end: at };
    wants = 'comma';
  }
}

/** As deep as YAML is read: what is deeper is no JSON here. */
const MAX_DEPTH = 100;

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at++;
  return at;
}

const syntax = (at: number, where: string): JsonValueEnd => ({ problem: 'syntax', at, where });

/** A character that is missing: the text is over, or another stands there. */
const unfit = (text: string, at: number, where: string): JsonValueEnd =>
  at >= text.length ? { problem: 'end of text', at } : syntax(at, where);

function scalarEnd(text: string, from: number): JsonValueEnd {
  const c = text[from] ?? '';
  if (c === '"') return stringEnd(text, from);
  const word = ['true', 'false', 'null'].find((w) => w.startsWith(c));
  if (word !== undefined) {
    for (let i = 1; i < word.length; i++)
      if (text[from + i] !== word[i]) return unfit(text, from + i, `in literal ${word} (expecting '${word[i] ?? ''}')`);
    return { end: from + word.length };
  }
  return c === '-' || isDigit(c) ? numberEnd(text, from) : syntax(from, IN_VALUE);
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9';

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text[at])) at++;
  return at;
}

function numberEnd(text: string, from: number): JsonValueEnd {
  let at = text[from] === '-' ? from + 1 : from;
  if (!isDigit(text[at])) return unfit(text, at, 'in numeric literal');
  at = text[at] === '0' ? at + 1 : digitsEnd(text, at);
  if (text[at] === '.') {
    if (!isDigit(text[at + 1])) return unfit(text, at + 1, 'after decimal point in numeric literal');
    at = digitsEnd(text, at + 1);
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at += text[at + 1] === '+' || text[at + 1] === '-' ? 2 : 1;
    if (!isDigit(text[at])) return unfit(text, at, 'in exponent of numeric literal');
    at = digitsEnd(text, at);
  }
  return { end: at };
}

function stringEnd(text: string, from: number): JsonValueEnd {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '"') return { end: at + 1 };
    if (text.charCodeAt(at) < 0x20) return syntax(at, 'in string literal');
    if (text[at] !== '\\') continue;
    at++;
    if (text[at] === 'u') {
      for (const end = at + 4; at < end; at++)
        if (!/^[0-9a-fA-F]$/.test(text[at + 1] ?? ''))
          return unfit(text, at + 1, 'in \\u hexadecimal character escape');
    } else if (!'bfnrt\\/"'.includes(text[at] ?? '?')) return unfit(text, at, 'in string escape code');
  }
  return { problem: 'end of text', at: text.length };
}
