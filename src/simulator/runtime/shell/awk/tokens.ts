import { leadingNumber } from './leading-number.ts';
import { unescape } from '../escapes.ts';
import { AwkSyntaxError } from './syntax.ts';

export type Token =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string' | 'regex'; readonly text: string }
  /** `call`: a parenthesis follows at once. */
  | { readonly type: 'name'; readonly text: string; readonly call: boolean }
  | { readonly type: 'keyword' | 'builtin' | 'operator'; readonly text: string }
  | { readonly type: 'newline' | 'end' };

const KEYWORDS = new Set([
  'BEGIN',
  'END',
  'break',
  'continue',
  'delete',
  'do',
  'else',
  'exit',
  'for',
  'function',
  'func',
  'getline',
  'if',
  'in',
  'next',
  'nextfile',
  'print',
  'printf',
  'return',
  'while',
]);
const BUILTINS = new Set([
  'atan2',
  'close',
  'cos',
  'exp',
  'fflush',
  'gensub',
  'gsub',
  'index',
  'int',
  'length',
  'log',
  'match',
  'mktime',
  'rand',
  'sin',
  'split',
  'sprintf',
  'sqrt',
  'srand',
  'strftime',
  'sub',
  'substr',
  'system',
  'systime',
  'tolower',
  'toupper',
  'and',
  'or',
  'xor',
  'lshift',
  'rshift',
  'compl',
]);
const OPERATORS = [
  '**=',
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '!~',
  '>>',
  '**',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '!',
  '>',
  '<',
  '|',
  '?',
  ':',
  '~',
  '$',
  '=',
];

/** Cuts a program into tokens; a slash begins an expression where no value can stand before it. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (i < source.length) {
    const c = source.charAt(i);
    if (c === ' ' || c === '\t' || c === '\r') i++;
    else if (c === '\\' && /^\\\r?\n/.test(source.slice(i, i + 3))) i = source.indexOf('\n', i) + 1;
    else if (c === '#') while (i < source.length && source.charAt(i) !== '\n') i++;
    else if (c === '\n') {
      tokens.push({ type: 'newline' });
      i++;
    } else if (/[0-9]/.test(c) || (c === '.' && /[0-9]/.test(source.charAt(i + 1)))) {
      const [value, length] = leadingNumber(source.slice(i, i + 60)) ?? [0, 1];
      tokens.push({ type: 'number', value });
      i += length;
    } else if (/[A-Za-z_]/.test(c)) {
      const text = /^[A-Za-z_0-9]+/.exec(source.slice(i))?.[0] ?? c;
      i += text.length;
      if (KEYWORDS.has(text)) tokens.push({ type: 'keyword', text: text === 'func' ? 'function' : text });
      else if (BUILTINS.has(text)) tokens.push({ type: 'builtin', text });
      else tokens.push({ type: 'name', text, call: source.charAt(i) === '(' });
    } else if (c === '"') {
      const [text, end] = quoted(source, i + 1);
      tokens.push({ type: 'string', text });
      i = end;
    } else if (c === '/' && !valueBefore(tokens.at(-1))) {
      const [text, end] = regex(source, i + 1);
      tokens.push({ type: 'regex', text });
      i = end;
    } else {
      const operator = OPERATORS.find((known) => source.startsWith(known, i));
      if (operator === undefined) throw new AwkSyntaxError('Unexpected token');
      tokens.push({ type: 'operator', text: operator === '**' ? '^' : operator === '**=' ? '^=' : operator });
      i += operator.length;
    }
  }
  tokens.push({ type: 'end' });
  return tokens;
}

function valueBefore(token: Token | undefined): boolean {
  if (!token) return false;
  return (
    token.type === 'number' ||
    token.type === 'string' ||
    token.type === 'name' ||
    token.type === 'builtin' ||
    (token.type === 'operator' && [')', ']', '$', '++', '--'].includes(token.text))
  );
}

function quoted(source: string, start: number): readonly [string, number] {
  let text = '';
  for (let i = start; i < source.length; i++) {
    const c = source.charAt(i);
    if (c === '"') return [text, i + 1];
    if (c === '\n') break;
    if (c !== '\\') {
      text += c;
      continue;
    }
    const next = source.charAt(i + 1);
    if (next === '\n') {
      i++;
      continue;
    }
    const [character, length] = unescape(source.slice(i + 1, i + 5));
    text += length > 0 ? character : next;
    i += length || 1;
  }
  throw new AwkSyntaxError('Unexpected end of string');
}

function regex(source: string, start: number): readonly [string, number] {
  let text = '';
  for (let i = start; i < source.length; i++) {
    const c = source.charAt(i);
    if (c === '\n') break;
    if (c === '/') return [text, i + 1]; // also in a bracket expression
    if (c === '\\' && source.charAt(i + 1) === '/') {
      text += '/';
      i++;
    } else if (c === '\\') {
      const next = source.charAt(i + 1);
      text += next === 't' ? '\t' : next === 'n' ? '\n' : c + next;
      i++;
    } else text += c;
  }
  throw new AwkSyntaxError('Unexpected end of string');
}
