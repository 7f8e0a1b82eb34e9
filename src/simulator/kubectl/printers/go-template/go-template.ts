import { goQuote } from '../../../go-quote.ts';
import { typeName } from './printf.ts';
import { goValue } from '../go-syntax.ts';
import { fail, TemplateError } from './error.ts';
import { functions, isTrue, TAKES_TEXT } from './functions.ts';
import { lineOf } from './lexer.ts';
import type { BlockNode, Call, GoTemplate, Node, Operand, Pipe, Place } from './nodes.ts';
import { parseTemplate } from './parser.ts';
import type { MissingKeys } from '../jsonpath.ts';
import { isMap, type Value } from '../json-text.ts';

export type Parsed =
  { readonly ok: true; readonly template: GoTemplate } | { readonly ok: false; readonly message: string };

/** @returns `template: output:1: unclosed action` where it cannot be read */
export function parseGoTemplate(source: string): Parsed {
  try {
    return { ok: true, template: parseTemplate(source, (name) => Object.hasOwn(functions, name)) };
  } catch (error) {
    if (error instanceof TemplateError) return { ok: false, message: error.message };
    throw error;
  }
}

/**
 * Fills a template in.
 * @param missing - whether a key that a map has not is an error
 * @returns what was written, and why no more
 * @source Go text/template/exec.go
 */
export function renderGoTemplate(
  template: GoTemplate,
  object: Value,
  missing: MissingKeys = 'left out',
): { readonly text: string; readonly problem?: string } {
  const run = new Run(template, missing);
  try {
    run.nodes(template.nodes, { dot: object, variables: [{ name: '$', value: object }] });
    return { text: run.text };
  } catch (error) {
    if (error instanceof TemplateError) return { text: run.text, problem: error.message };
    throw error;
  }
}

interface Scope {
  readonly dot: Value;
  readonly variables: { readonly name: string; value: Value }[];
}

/** So many steps and letters a template may take here, and be called in one another. */
const [MOST_STEPS, MOST_LETTERS, DEEPEST] = [100_000, 2_000_000, 50];

class Run {
  text = '';
  readonly #template: GoTemplate;
  readonly #missing: MissingKeys;
  #steps = 0;
  #depth = 0;

  constructor(template: GoTemplate, missing: MissingKeys) {
    this.#template = template;
    this.#missing = missing;
  }

  #fail({ at, text }: Place, why: string): never {
    const { source } = this.#template;
    const column = at - (source.lastIndexOf('\n', at - 1) + 1);
    return fail(`template: output:${lineOf(source, at)}:${column}: executing "output" at <${text}>: ${why}`);
  }

  /** @returns what ends the range that the nodes are in */
  nodes(nodes: readonly Node[], scope: Scope): 'break' | 'continue' | undefined {
    const known = scope.variables.length;
    for (const node of nodes) {
      if (++this.#steps > MOST_STEPS || this.text.length > MOST_LETTERS)
        fail('template: output: this template takes longer than it may here');
      const ends = this.#node(node, scope);
      if (ends) return ends;
    }
    scope.variables.length = known;
    return undefined;
  }

  #node(node: Node, scope: Scope): 'break' | 'continue' | undefined {
    switch (node.type) {
      case 'text':
        this.text += node.text;
        return undefined;
      case 'action': {
        const value = this.#pipe(node.pipe, scope);
        if (node.pipe.variables.length === 0) this.text += shown(value);
        return undefined;
      }
      case 'template':
        return this.#called(node, scope);
      case 'range':
        return this.#range(node, scope);
      case 'if':
      case 'with': {
        const inner = { ...scope, variables: [...scope.variables] };
        const value = this.#pipe(node.pipe, inner);
        const dot = node.type === 'with' && isTrue(value) ? value : scope.dot;
        return this.nodes(isTrue(value) ? node.body : node.otherwise, { ...inner, dot });
      }
      default:
        return node.type;
    }
  }

  #called(node: Extract<Node, { type: 'template' }>, scope: Scope): undefined {
    const nodes = this.#template.defined.get(node.name);
    if (!nodes) this.#fail(node, `template ${goQuote(node.name)} not defined`);
    if (++this.#depth > DEEPEST) this.#fail(node, 'exceeded maximum template depth (100000)');
    const dot = node.pipe ? this.#pipe(node.pipe, scope) : undefined;
    this.nodes(nodes ?? [], { dot, variables: [{ name: '$', value: dot }] });
    this.#depth--;
  }

  #range(node: BlockNode, scope: Scope): undefined {
    const { variables, calls } = node.pipe;
    const outer = { ...scope, variables: [...scope.variables] };
    const value = this.#pipe({ ...node.pipe, variables: [] }, outer);
    let count = 0;
    for (const [key, item] of this.#items(value, calls[0]?.operands[0] ?? node.pipe)) {
      count++;
      const inner = { dot: item, variables: [...outer.variables] };
      const values = variables.length > 1 ? [key, item] : [item];
      for (const [i, name] of variables.entries()) set(inner, name, values[i], node.pipe.declares);
      if (this.nodes(node.body, inner) === 'break') break;
    }
    if (count === 0) this.nodes(node.otherwise, outer);
  }

  *#items(value: Value, place: Place): Iterable<readonly [Value, Value]> {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) yield* (value as readonly Value[]).entries();
    else if (isMap(value)) for (const key of Object.keys(value).sort()) yield [key, value[key]];
    else if (typeof value === 'number' && Number.isInteger(value)) for (let i = 0; i < value; i++) yield [i, i];
    else this.#fail(place, `range can't iterate over ${goValue(value)}`);
  }

  #pipe(pipe: Pipe, scope: Scope): Value {
    let value: Value;
    for (const [i, call] of pipe.calls.entries()) value = this.#call(call, scope, i === 0 ? [] : [value]);
    for (const name of pipe.variables) set(scope, name, value, pipe.declares);
    return value;
  }

  /** @param piped - what the call before gave */
  #call(call: Call, scope: Scope, piped: readonly Value[]): Value {
    const [first, ...rest] = call.operands;
    if (!first) return undefined;
    if (first.type === 'function') return this.#function(call, first, rest, scope, piped);
    const given = rest.length + piped.length > 0;
    if (given && (first.type === 'field' || (first.type === 'variable' && first.names.length > 0)))
      this.#fail(first, `${first.names.at(-1) ?? ''} is not a method but has arguments`);
    if (given) this.#fail(first, `can't give argument to non-function ${first.text}`);
    if (first.type === 'nil') this.#fail(first, 'nil is not a command');
    return this.#operand(first, scope);
  }

  #function(
    call: Call,
    named: Operand & { readonly type: 'function' },
    rest: readonly Operand[],
    scope: Scope,
    piped: readonly Value[],
  ): Value {
    const { name } = named;
    const known = functions[name];
    if (!known) return undefined;
    const { least, most, run } = known;
    const given = rest.length + piped.length;
    if (given < least || given > (most ?? given)) {
      const wanted = most === undefined ? `at least ${least}` : String(most);
      this.#fail(named, `wrong number of args for ${name}: want ${wanted} got ${given}`);
    }
    const args: Value[] = [];
    for (const [i, operand] of rest.entries()) {
      const value = this.#operand(operand, scope);
      if (i === 0 && TAKES_TEXT.has(name) && typeof value !== 'string') this.#fail(operand, wrongType(operand, value));
      args.push(value);
      // What follows the one that decides is not looked at.
      if ((name === 'and' && !isTrue(value)) || (name === 'or' && isTrue(value))) return value;
    }
    if (name === 'call')
      this.#fail(call, `error calling call: non-function ${rest[0]?.text ?? ''} of type ${typeName(args[0])}`);
    try {
      return run([...args, ...piped]);
    } catch (error) {
      if (error instanceof TemplateError) return this.#fail(call, `error calling ${name}: ${error.message}`);
      throw error;
    }
  }

  #operand(operand: Operand, scope: Scope): Value {
    switch (operand.type) {
      case 'dot':
        return scope.dot;
      case 'nil':
        return null;
      case 'constant':
        return operand.value;
      case 'field':
        return this.#fields(scope.dot, operand.names, operand);
      case 'variable':
        return this.#fields(variable(scope, operand.name)?.value, operand.names, operand);
      case 'function':
        return this.#function({ ...operand, operands: [operand] }, operand, [], scope, []);
      case 'pipe':
        return this.#fields(this.#pipe(operand.pipe, scope), operand.names, operand);
    }
  }

  #fields(of: Value, names: readonly string[], place: Place): Value {
    let value = of;
    for (const name of names) {
      if (isMap(value)) {
        const has = Object.hasOwn(value, name) && value[name] !== undefined;
        if (!has && this.#missing === 'refused') this.#fail(place, `map has no entry for key ${goQuote(name)}`);
        value = has ? value[name] : undefined;
      } else if (value === undefined) {
        if (this.#missing === 'refused') this.#fail(place, `nil data; no entry for key ${goQuote(name)}`);
      } else if (value === null) this.#fail(place, `nil pointer evaluating interface {}.${name}`);
      else this.#fail(place, `can't evaluate field ${name} in type interface {}`);
    }
    return value;
  }
}

const variable = (scope: Scope, name: string): Scope['variables'][number] | undefined =>
  scope.variables.findLast((v) => v.name === name);

function set(scope: Scope, name: string, value: Value, declares: boolean): void {
  const known = declares ? undefined : variable(scope, name);
  if (known) known.value = value;
  else scope.variables.push({ name, value });
}

function wrongType(operand: Operand, value: Value): string {
  if (operand.type === 'constant') return `expected string; found ${operand.text}`;
  const type = typeName(value);
  // Whole numbers that are read are int64, those that are written int.
  return value === undefined || value === null
    ? 'invalid value; expected string'
    : `wrong type for value; expected string; got ${type === 'int' ? 'int64' : type}`;
}

const shown = (value: Value): string => (value === undefined || value === null ? '<no value>' : goValue(value));
