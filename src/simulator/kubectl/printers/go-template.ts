import { fromBase64 } from '../../kubelet/base64.ts';
import { goValue } from './go-syntax.ts';
import { isMap, type Value } from './json-text.ts';

/**
 * The part of Go's templates that people use with kubectl: fields, variables, range, if, with, and a few functions.
 * @source Go text/template
 */
export type GoTemplate = readonly Node[];
type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: string }
  | {
      readonly type: 'range' | 'if' | 'with';
      readonly pipe: string;
      readonly body: GoTemplate;
      readonly otherwise: GoTemplate;
    };

export type Parsed =
  { readonly ok: true; readonly template: GoTemplate } | { readonly ok: false; readonly message: string };

interface Scope {
  readonly dot: Value;
  readonly variables: ReadonlyMap<string, Value>;
}

/** Blocks in one another; a template is read by recursion. */
const DEEPEST = 50;

type Token = { readonly text: string; readonly line: number };

/** @returns `template: output:1: unclosed action` where it cannot be read */
export function parseGoTemplate(source: string): Parsed {
  const tokens: (Token & { readonly type: 'text' | 'action' })[] = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open < 0 ? undefined : open);
    if (trimNext) text = text.trimStart();
    const line = source.slice(0, open < 0 ? source.length : open).split('\n').length;
    if (open < 0) {
      if (text !== '') tokens.push({ type: 'text', text, line });
      break;
    }
    const close = source.indexOf('}}', open);
    if (close < 0) {
      const what = /^[^"`]*\}/.test(source.slice(open)) ? "bad character U+007D '}'" : 'unclosed action';
      return { ok: false, message: `template: output:${line}: ${what}` };
    }
    let action = source.slice(open + 2, close);
    if (/^-\s/.test(action)) {
      text = text.trimEnd();
      action = action.slice(1);
    }
    trimNext = /\s-$/.test(action);
    if (trimNext) action = action.slice(0, -1);
    if (text !== '') tokens.push({ type: 'text', text, line });
    if (!action.trim().startsWith('/*')) tokens.push({ type: 'action', text: action.trim(), line });
    at = close + 2;
  }
  return build(tokens);
}

function build(tokens: readonly (Token & { readonly type: 'text' | 'action' })[]): Parsed {
  let at = 0;
  let depth = 0;
  let problem: string | undefined;
  const list = (inside: boolean): { nodes: Node[]; stopped: string } => {
    const nodes: Node[] = [];
    while (at < tokens.length) {
      const token = tokens[at++];
      if (!token) break;
      if (token.type === 'text') {
        nodes.push({ type: 'text', text: token.text });
        continue;
      }
      const [word = '', rest = ''] = splitFirst(token.text);
      if (word === 'end' || word === 'else') {
        if (inside) return { nodes, stopped: token.text };
        problem ??= `template: output:${token.line}: unexpected {{${word}}}`;
      } else if (word === 'range' || word === 'if' || word === 'with') {
        nodes.push(block(word, rest, token.line));
      } else nodes.push({ type: 'action', pipe: token.text });
    }
    return { nodes, stopped: '' };
  };
  const block = (type: 'range' | 'if' | 'with', pipe: string, line: number): Node => {
    if (++depth > DEEPEST) {
      problem ??= `template: output:${line}: nested too deep`;
      at = tokens.length;
    }
    if (pipe === '') problem ??= `template: output:${line}: missing value for ${type}`;
    const body = list(true);
    let otherwise: readonly Node[] = [];
    if (body.stopped === 'else') otherwise = list(true).nodes;
    else if (body.stopped.startsWith('else if ')) otherwise = [block('if', body.stopped.slice(8), line)];
    else if (body.stopped === '') problem ??= `template: output:${line}: unexpected EOF`;
    depth--;
    return { type, pipe, body: body.nodes, otherwise };
  };
  const { nodes } = list(false);
  for (const { type, text, line } of tokens) {
    const unknown = type === 'action' ? unknownFunction(text) : undefined;
    if (unknown !== undefined) problem ??= `template: output:${line}: function ${JSON.stringify(unknown)} not defined`;
  }
  return problem === undefined ? { ok: true, template: nodes } : { ok: false, message: problem };
}

const KEYWORDS: ReadonlySet<string> = new Set(['range', 'if', 'with', 'else', 'end', 'true', 'false', 'nil']);

/** A name in an action that is no function: names of fields have a dot before them. */
function unknownFunction(action: string): string | undefined {
  const bare = action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|'[^']*'/g, '""');
  return bare.match(/(?<![.$\w])[A-Za-z_]\w*/g)?.find((name) => !KEYWORDS.has(name) && !Object.hasOwn(functions, name));
}

export function renderGoTemplate(template: GoTemplate, object: Value): string {
  return render(template, { dot: object, variables: new Map([['$', object]]) });
}

function render(template: GoTemplate, scope: Scope): string {
  let out = '';
  const variables = new Map(scope.variables);
  const here = { dot: scope.dot, variables };
  for (const node of template) {
    if (node.type === 'text') out += node.text;
    else if (node.type === 'action') {
      const assigned = /^(\$\w*)\s*:?=\s*(.*)$/s.exec(node.pipe);
      if (assigned) variables.set(assigned[1] ?? '$', evaluate(assigned[2] ?? '', here));
      else out += shown(evaluate(node.pipe, here));
    } else out += renderBlock(node, here);
  }
  return out;
}

function renderBlock(node: Extract<Node, { type: 'range' | 'if' | 'with' }>, scope: Scope): string {
  const named = /^(\$\w+)(?:\s*,\s*(\$\w+))?\s*:=\s*(.*)$/s.exec(node.pipe);
  const value = evaluate(named?.[3] ?? node.pipe, scope);
  if (node.type === 'if') return render(isTrue(value) ? node.body : node.otherwise, scope);
  if (!isTrue(value)) return render(node.otherwise, scope);
  const inner = (dot: Value, key: Value): Scope => {
    const variables = new Map(scope.variables);
    if (named?.[2] !== undefined) variables.set(named[1] ?? '', key).set(named[2], dot);
    else if (named) variables.set(named[1] ?? '', dot);
    return { dot, variables };
  };
  if (node.type === 'with') return render(node.body, inner(value, undefined));
  const entries: readonly (readonly [Value, Value])[] = Array.isArray(value)
    ? (value as readonly Value[]).map((v, i) => [i, v])
    : isMap(value)
      ? Object.keys(value)
          .sort()
          .map((k) => [k, value[k]])
      : [];
  return entries.map(([key, item]) => render(node.body, inner(item, key))).join('');
}

function evaluate(pipe: string, scope: Scope): Value {
  let value: Value;
  let first = true;
  for (const command of splitOutside(pipe, '|')) {
    value = call(splitOutside(command.trim(), ' '), scope, first ? [] : [value]);
    first = false;
  }
  return value;
}

function call(words: readonly string[], scope: Scope, piped: readonly Value[]): Value {
  const [name = '', ...rest] = words.filter((w) => w !== '');
  const run = functions[name];
  if (!run) return term(name, scope);
  return run([...rest.map((word) => term(word, scope)), ...piped]);
}

function term(word: string, scope: Scope): Value {
  if (word.startsWith('(')) {
    const close = word.lastIndexOf(')');
    return fieldsOf(
      evaluate(word.slice(1, close), scope),
      word
        .slice(close + 1)
        .split('.')
        .slice(1),
    );
  }
  if (word.startsWith('"')) return JSON.parse(word) as string;
  if (word.startsWith('`')) return word.slice(1, -1);
  if (/^-?\d+$/.test(word)) return Number(word);
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === '.') return scope.dot;
  const [start = '', ...fields] = word.split('.');
  return fieldsOf(start.startsWith('$') ? scope.variables.get(start) : scope.dot, fields);
}

function fieldsOf(of: Value, fields: readonly string[]): Value {
  let value = of;
  for (const field of fields) value = isMap(value) ? value[field] : undefined;
  return value;
}

const functions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  len: ([value]) =>
    Array.isArray(value) || typeof value === 'string' ? value.length : isMap(value) ? Object.keys(value).length : 0,
  index: ([value, ...keys]) =>
    keys.reduce(
      (v, key) => (Array.isArray(v) ? (v as readonly Value[])[Number(key)] : isMap(v) ? v[String(key)] : undefined),
      value,
    ),
  eq: ([value, ...others]) => others.includes(value),
  ne: ([a, b]) => a !== b,
  lt: ([a, b]) => Number(a) < Number(b),
  gt: ([a, b]) => Number(a) > Number(b),
  le: ([a, b]) => Number(a) <= Number(b),
  ge: ([a, b]) => Number(a) >= Number(b),
  exists: ([value, ...fields]) => fieldsOf(value, fields.map(String)) !== undefined,
  base64decode: ([text]) => fromBase64(String(text)) ?? '',
  and: (args) => args.find((a) => !isTrue(a)) ?? args.at(-1),
  or: (args) => args.find(isTrue) ?? args.at(-1),
  not: ([value]) => !isTrue(value),
  print: (args) => args.map(shown).join(''),
  println: (args) => `${args.map(shown).join(' ')}\n`,
  printf: ([format, ...args]) => {
    let next = 0;
    return String(format).replace(/%[sdvq%]/g, (verb) =>
      verb === '%%' ? '%' : verb === '%q' ? JSON.stringify(shown(args[next++])) : shown(args[next++]),
    );
  },
};

function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value);
}

const shown = (value: Value): string => (value === undefined || value === null ? '<no value>' : goValue(value));

function splitFirst(text: string): [string, string] {
  const space = text.search(/\s/);
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1).trim()];
}

/** Splits where no quote or bracket holds the sign. */
function splitOutside(text: string, sign: string): string[] {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === sign && depth === 0 && quote === '') {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += c;
    if (quote !== '') {
      if (c === '\\' && quote === '"') parts[parts.length - 1] += text.charAt(++i);
      else if (c === quote) quote = '';
    } else if (c === '"' || c === '`') quote = c;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
  }
  return parts;
}
