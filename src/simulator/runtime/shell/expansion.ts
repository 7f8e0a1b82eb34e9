import { type Task } from '../../task.ts';
import { RuntimeLimit } from '../runtime-limit.ts';
import { ArithmeticError, evaluate } from './arithmetic.ts';
import { Fields, type Field } from './fields.ts';
import { compilePattern, escapePattern, matchEdge } from './pattern.ts';
import type { Command, ParameterPart, Part, Word } from './syntax.ts';

/** Characters a single expansion may make. */
export const MOST_TEXT = 1024 * 1024;
/** Words that one command may come to. */
const MOST_WORDS = 50_000;

/** What an expansion needs of the shell. */
export interface ExpansionContext {
  /** A variable or special parameter but @ and *; undefined when unset. */
  lookUp(name: string): string | undefined;
  readonly parameters: readonly string[];
  assign(name: string, value: string): void;
  /** Output of a command substitution, its last newlines taken off. */
  substitute(body: Command | undefined): Task<string>;
  /** Runs commands beside the shell, with a pipe from (<) or to (>) them. @returns the pipe's path */
  pipeTo(direction: '<' | '>', body: Command | undefined): string;
  /** Home directory of a user ('' the own), if there is one. */
  home(user: string): string | undefined;
  glob(pattern: string): readonly string[];
  readonly splitsFields: string;
  readonly unsetIsError: boolean;
  /** The time that a long text costs. */
  looksThrough(text: string): Task<void>;
  /** Ends the command (and a script) with a message. */
  fail(message: string): never;
  /** The same for what was read but cannot be: told of the line up to which the script has been read. */
  failSyntax(message: string): never;
}

/** Words become fields: expansion, splitting, file names. @source POSIX 2.6, busybox 1.35 shell/ash.c expandarg */
export function* expandWords(shell: ExpansionContext, words: readonly Word[], into: string[]): Task<void> {
  for (const word of words) {
    const only = word.parts.length === 1 ? word.parts[0] : undefined;
    if (only?.type === 'text' && (only.quoted || !/[*?[~\\]/.test(only.text))) {
      into.push(only.text); // the most words of most scripts
      continue;
    }
    const fields = new Fields(shell.splitsFields);
    yield* expandParts(shell, word.parts, fields, 'script');
    for (const field of fields.finish()) {
      const found = /[*?[]/.test(field.pattern) ? shell.glob(field.pattern) : [];
      if (found.length > 0) into.push(...found);
      else into.push(field.value);
    }
    if (into.length > MOST_WORDS) throw new RuntimeLimit('memory', MOST_WORDS);
  }
}

/** A word as one text: no splitting, no file names (assignments, case subjects, redirections, here-documents). */
export function* expandText(
  shell: ExpansionContext,
  word: Word,
  tildes: 'start' | 'assignment' | 'none' = 'start',
): Task<string> {
  return (yield* expandOne(shell, word, tildes)).value;
}

/** A word as a pattern: what is quoted in it is escaped. */
export function* expandPattern(shell: ExpansionContext, word: Word): Task<string> {
  return (yield* expandOne(shell, word, 'start')).pattern;
}

function* expandOne(shell: ExpansionContext, word: Word, tildes: 'start' | 'assignment' | 'none'): Task<Field> {
  if (word.parts.length === 0) return { value: '', pattern: '' };
  const only = word.parts.length === 1 ? word.parts[0] : undefined;
  if (only?.type === 'text' && (only.quoted || !only.text.includes('~')))
    return { value: only.text, pattern: only.quoted ? escapePattern(only.text) : only.text };
  const fields = new Fields('');
  yield* expandParts(shell, word.parts, fields, 'script', tildes, true);
  const all = fields.finish();
  if (all.length <= 1) return all[0] ?? { value: '', pattern: '' };
  return { value: all.map((f) => f.value).join(' '), pattern: all.map((f) => f.pattern).join(' ') };
}

/**
 * @param origin - `operand`: unquoted text is inside ${x:-…}, where it splits
 */
function* expandParts(
  shell: ExpansionContext,
  parts: readonly Part[],
  fields: Fields,
  origin: 'script' | 'operand',
  tildes: 'start' | 'assignment' | 'none' = 'start',
  whole = false,
): Task<void> {
  for (const [i, part] of parts.entries()) {
    switch (part.type) {
      case 'text':
        if (part.quoted) fields.quoted(part.text);
        else {
          const text =
            tildes === 'none'
              ? part.text
              : expandTildes(shell, part.text, i === 0, i === parts.length - 1, tildes, fields);
          if (origin === 'operand') fields.split(text);
          else fields.literal(text);
        }
        break;
      case 'parameter':
        yield* expandParameter(shell, part, fields, whole);
        break;
      case 'command':
        add(fields, yield* shell.substitute(part.body), part.quoted);
        break;
      case 'process':
        fields.quoted(shell.pipeTo(part.direction, part.body));
        break;
      case 'arithmetic':
        add(fields, String(compute(shell, yield* expandText(shell, part.expression, 'none'))), part.quoted);
        break;
    }
  }
}

function add(fields: Fields, text: string, quoted: boolean): void {
  if (text.length > MOST_TEXT) throw new RuntimeLimit('memory', MOST_TEXT);
  if (quoted) fields.quoted(text);
  else fields.split(text);
}

/** The value of an arithmetic expression, with the shell's variables. */
export function compute(shell: ExpansionContext, expression: string): bigint {
  try {
    return evaluate(expression, { get: (name) => shell.lookUp(name), set: (name, value) => shell.assign(name, value) });
  } catch (error) {
    if (error instanceof ArithmeticError) shell.fail(error.message);
    throw error;
  }
}

function expandTildes(
  shell: ExpansionContext,
  text: string,
  first: boolean,
  last: boolean,
  tildes: 'start' | 'assignment',
  fields: Fields,
): string {
  if (!text.includes('~')) return text;
  const replace = (piece: string, end: boolean): string => {
    if (!piece.startsWith('~')) return piece;
    const slash = piece.indexOf('/');
    if (slash < 0 && !end) return piece; // a quote or an expansion goes on with the name
    const home = shell.home(piece.slice(1, slash < 0 ? undefined : slash));
    return home === undefined ? piece : home + (slash < 0 ? '' : piece.slice(slash));
  };
  if (tildes === 'start') {
    if (!first || fields.done.length > 0) return text;
    return replace(text, last);
  }
  const pieces = text.split(':');
  return pieces.map((piece, i) => (i > 0 || first ? replace(piece, last || i < pieces.length - 1) : piece)).join(':');
}

function* expandParameter(shell: ExpansionContext, part: ParameterPart, fields: Fields, whole: boolean): Task<void> {
  const { name, operation, quoted } = part;
  if (operation === 'bad') shell.failSyntax('bad substitution');
  const many = name === '@' || name === '*';
  if (many && operation === 'value') {
    expandAll(shell, name, fields, quoted, whole);
    return;
  }
  const value = many
    ? shell.parameters.length > 0
      ? shell.parameters.join(name === '*' ? joiner(shell) : ' ')
      : undefined
    : shell.lookUp(name);
  if (operation === 'length') {
    if (value === undefined && shell.unsetIsError && !many) shell.fail(`${name}: parameter not set`);
    add(fields, String((value ?? '').length), quoted);
    return;
  }
  const missing = value === undefined || (part.colon && value === '');
  switch (operation) {
    case '-':
    case '+':
      if (missing === (operation === '-')) yield* expandOperand(shell, part, fields);
      else if (operation === '-') {
        if (many) expandAll(shell, name, fields, quoted, whole);
        else add(fields, value ?? '', quoted);
      } else if (quoted) fields.quoted('');
      return;
    case '=':
      if (missing) {
        const assigned = yield* expandText(shell, part.operand);
        shell.assign(name, assigned);
        add(fields, assigned, quoted);
      } else add(fields, value, quoted);
      return;
    case '?':
      if (missing) {
        const message =
          part.operand.parts.length > 0
            ? yield* expandText(shell, part.operand)
            : `parameter not set${part.colon ? ' or null' : ''}`;
        shell.fail(`${name}: ${message}`);
      }
      add(fields, value, quoted);
      return;
    default:
  }
  if (value === undefined && shell.unsetIsError) shell.fail(`${name}: parameter not set`);
  add(fields, operation === 'value' ? (value ?? '') : yield* changed(shell, part, value ?? ''), quoted);
}

function* expandOperand(shell: ExpansionContext, part: ParameterPart, fields: Fields): Task<void> {
  if (part.quoted) fields.quoted(yield* expandText(shell, part.operand, 'none'));
  else yield* expandParts(shell, part.operand.parts, fields, 'operand');
}

const joiner = (shell: ExpansionContext): string => {
  const ifs = shell.lookUp('IFS');
  return ifs === undefined ? ' ' : ifs.charAt(0);
};

/** $@ and $*. */
function expandAll(shell: ExpansionContext, name: string, fields: Fields, quoted: boolean, whole: boolean): void {
  const { parameters } = shell;
  if (quoted && (name === '*' || whole)) {
    fields.quoted(parameters.join(name === '*' ? joiner(shell) : ' '));
    return;
  }
  if (whole) {
    fields.literal(parameters.join(name === '*' ? joiner(shell) : ' '));
    return;
  }
  for (const [i, parameter] of parameters.entries()) {
    if (i > 0) fields.breakHere();
    if (quoted) fields.quoted(parameter);
    else fields.split(parameter);
  }
}

/** ${x#…}, ${x%…}, ${x/…/…}, ${x:…:…} */
function* changed(shell: ExpansionContext, part: ParameterPart, value: string): Task<string> {
  switch (part.operation) {
    case '#':
    case '##': {
      const pattern = compilePattern(yield* expandPattern(shell, part.operand));
      yield* shell.looksThrough(value);
      const length = matchEdge(pattern, value, 'start', part.operation === '#' ? 'shortest' : 'longest');
      return length < 0 ? value : value.slice(length);
    }
    case '%':
    case '%%': {
      const pattern = compilePattern(yield* expandPattern(shell, part.operand));
      yield* shell.looksThrough(value);
      const length = matchEdge(pattern, value, 'end', part.operation === '%' ? 'shortest' : 'longest');
      return length < 0 ? value : value.slice(0, value.length - length);
    }
    case '/':
    case '//': {
      const pattern = yield* expandPattern(shell, part.operand);
      const replacement = part.second ? yield* expandText(shell, part.second, 'none') : '';
      yield* shell.looksThrough(value);
      return replace(value, pattern, replacement, part.operation === '//');
    }
    case 'substring': {
      const from = Number(compute(shell, yield* expandText(shell, part.operand, 'none')));
      const length = part.second ? Number(compute(shell, yield* expandText(shell, part.second, 'none'))) : undefined;
      const start = from < 0 ? value.length + from : from;
      if (start < 0 || start > value.length) return '';
      const end = length === undefined ? value.length : length < 0 ? value.length + length : start + length;
      return value.slice(start, Math.max(start, end));
    }
    default:
      return value;
  }
}

function replace(value: string, pattern: string, replacement: string, all: boolean): string {
  if (pattern === '') return value;
  const compiled = compilePattern(pattern);
  let result = '';
  let i = 0;
  while (i <= value.length) {
    const length = matchEdge(compiled, value, 'start', 'longest', i);
    if (length > 0) {
      result += replacement;
      if (result.length > MOST_TEXT) throw new RuntimeLimit('memory', MOST_TEXT);
      i += length;
      if (!all) break;
    } else result += value.charAt(i++);
  }
  return result + value.slice(i);
}
