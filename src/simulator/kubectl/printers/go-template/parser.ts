import { goQuote } from '../../../go-quote.ts';
import { numberOf, textOf } from './constants.ts';
import { fail } from './error.ts';
import type { Block, Call, GoTemplate, Node, Operand, Pipe } from './nodes.ts';
import { lineOf, tokensOf, type Token } from './lexer.ts';

/** Blocks and brackets in one another: a template is read by recursion. */
const DEEPEST = 50;

/**
 * Reads a template; throws a TemplateError where it cannot.
 * @param isFunction - whether a name is one of a function
 * @source Go text/template/parse/parse.go
 */
export function parseTemplate(source: string, isFunction: (name: string) => boolean): GoTemplate {
  const parser = new Parser(source, isFunction);
  return { source, nodes: parser.all(), defined: parser.defined };
}

class Parser {
  readonly defined = new Map<string, readonly Node[]>();
  readonly #source: string;
  readonly #isFunction: (name: string) => boolean;
  readonly #tokens: readonly Token[];
  #next = 0;
  #variables = ['$'];
  #depth = 0;
  #ranges = 0;

  constructor(source: string, isFunction: (name: string) => boolean) {
    this.#source = source;
    this.#isFunction = isFunction;
    this.#tokens = tokensOf(source);
  }

  all(): readonly Node[] {
    const { nodes, stop } = this.#list('define');
    if (stop.type !== 'eof') this.#refuse(`unexpected {{${stop.text}}}`, stop);
    return nodes;
  }

  #refuse(why: string, { at }: Pick<Token, 'at'>): never {
    return fail(`template: output:${lineOf(this.#source, at)}: ${why}`);
  }

  #unexpected(token: Token, context: string): never {
    const { type, text } = token;
    const short = [...text].length > 10 ? `${goQuote([...text].slice(0, 10).join(''))}...` : goQuote(text);
    const shown = type === 'eof' ? 'EOF' : type === 'keyword' || type === 'dot' ? `<${text}>` : short;
    return this.#refuse(`unexpected ${shown} in ${context}`, token);
  }

  #constant(token: Token): string | number {
    const read = token.type === 'number' ? numberOf(token.text) : textOf(token.text);
    return typeof read === 'object' ? this.#refuse(read.problem, token) : read;
  }

  #peek(): Token {
    const token = this.#tokens[this.#next] ?? { type: 'eof', text: 'EOF', at: this.#source.length };
    return token.type === 'fault' ? fail(token.text) : token;
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #pastSpace(): Token {
    while (this.#peek().type === 'space') this.#next++;
    return this.#peek();
  }

  /** Everything up to an `end` or `else` that belongs to something outside. */
  #list(where: 'define' | 'inside'): { readonly nodes: readonly Node[]; readonly stop: Token } {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.#pastTexts(nodes);
      if (token.type === 'eof') return { nodes, stop: token };
      if (token.type !== 'keyword') {
        nodes.push({ type: 'action', pipe: this.#pipeline('command', 'end') });
        continue;
      }
      if (token.text === 'nil' || (token.text === 'define' && where === 'inside')) {
        nodes.push({ type: 'action', pipe: this.#pipeline('command', 'end') });
        continue;
      }
      this.#take();
      switch (token.text) {
        case 'end':
          this.#close('end');
          return { nodes, stop: token };
        case 'else':
          if (this.#pastSpace().type !== 'keyword') this.#close('else');
          return { nodes, stop: token };
        case 'range':
        case 'if':
        case 'with':
          nodes.push(this.#block(token.text));
          break;
        case 'break':
        case 'continue':
          this.#close(`{{${token.text}}}`);
          if (this.#ranges === 0) this.#refuse(`{{${token.text}}} outside {{range}}`, token);
          nodes.push({ type: token.text });
          break;
        default:
          this.#template(token.text, nodes);
      }
    }
  }

  /** Texts are taken; gives what the next action begins with, or the end. */
  #pastTexts(nodes: Node[]): Token {
    while (this.#peek().type === 'text') nodes.push({ type: 'text', text: this.#take().text });
    return this.#pastSpace();
  }

  #close(context: string): void {
    const token = this.#pastSpace();
    if (token.type !== 'end') this.#unexpected(token, context);
    this.#take();
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) this.#refuse('max expression depth exceeded', this.#peek());
    const result = read();
    this.#depth--;
    return result;
  }

  #block(type: Block): Node {
    return this.#deeper(() => {
      const known = this.#variables.length;
      const pipe = this.#pipeline(type, 'end');
      if (type === 'range') this.#ranges++;
      const { nodes: body, stop } = this.#list('inside');
      if (type === 'range') this.#ranges--;
      const otherwise = stop.text === 'else' && stop.type === 'keyword' ? this.#otherwise(type) : [];
      if (stop.type === 'eof') this.#refuse('unexpected EOF', stop);
      this.#variables.length = known;
      return { type, pipe, body, otherwise };
    });
  }

  #otherwise(type: Block): readonly Node[] {
    const token = this.#peek();
    // "else if" and "else with" end with the block that they continue.
    if (token.type === 'keyword') {
      if (token.text !== type || type === 'range') this.#unexpected(token, 'else');
      this.#take();
      return [this.#block(type)];
    }
    const { nodes, stop } = this.#list('inside');
    if (stop.type === 'eof') this.#refuse('unexpected EOF', stop);
    if (stop.text === 'else') this.#refuse('expected end; found {{else}}', stop);
    return nodes;
  }

  /** {{define "t"}} … {{end}}, {{block "t" pipe}} … {{end}} and {{template "t" pipe}}. */
  #template(keyword: string, nodes: Node[]): void {
    const context = keyword === 'template' ? 'template clause' : `${keyword} clause`;
    const token = this.#pastSpace();
    const name = token.type === 'text in quotes' ? String(this.#constant(token)) : this.#unexpected(token, context);
    this.#take();
    const known = [...this.#variables];
    const isBare = keyword === 'define' || (keyword === 'template' && this.#pastSpace().type === 'end');
    const pipe = isBare ? undefined : this.#pipeline(context, 'end');
    if (isBare) this.#close(context);
    if (keyword !== 'template') {
      this.#variables = ['$'];
      const { nodes: body, stop } = this.#deeper(() => this.#list('inside'));
      if (stop.type === 'eof') this.#refuse('unexpected EOF', stop);
      if (stop.text === 'else') this.#refuse(`unexpected {{else}} in ${context}`, stop);
      this.defined.set(name, body);
      this.#variables = known;
    }
    const text = `{{template ${goQuote(name)}${pipe ? ` ${pipe.text}` : ''}}}`;
    if (keyword !== 'define') nodes.push({ type: 'template', at: token.at, text, name, pipe });
  }

  #pipeline(context: string, end: 'end' | ')'): Pipe {
    const { at } = this.#pastSpace();
    const { variables, declares } = this.#declaration(context);
    const calls: Call[] = [];
    for (;;) {
      const token = this.#pastSpace();
      if (token.type === 'end' || (token.type === 'sign' && token.text === ')')) {
        this.#take();
        if ((token.type === 'end') !== (end === 'end')) this.#unexpected(token, context);
        break;
      }
      if (token.type === 'eof' || (token.type === 'sign' && token.text !== '(') || isWord(token))
        this.#unexpected(token, context);
      calls.push(this.#call());
    }
    if (calls.length === 0) this.#refuse(`missing value for ${context}`, this.#peek());
    for (const [i, { operands }] of calls.entries())
      if (i > 0 && ['constant', 'dot', 'nil'].includes(operands[0]?.type ?? ''))
        this.#refuse(`non executable command in pipeline stage ${i + 1}`, this.#peek());
    const said = variables.length > 0 ? `${variables.join(', ')} ${declares ? ':=' : '='} ` : '';
    return { at, text: `${said}${calls.map((c) => c.text).join(' | ')}`, variables, declares, calls };
  }

  /** `$a := `, `$a = ` and, of a range, `$i, $a := `. */
  #declaration(context: string): Pick<Pipe, 'variables' | 'declares'> {
    const variables: string[] = [];
    for (;;) {
      const begin = this.#next;
      const variable = this.#peek();
      if (variable.type !== 'variable') return { variables, declares: true };
      this.#take();
      const sign = this.#pastSpace();
      if (sign.type !== 'sign' || ![':=', '=', ','].includes(sign.text)) {
        this.#next = begin;
        return { variables, declares: true };
      }
      this.#take();
      variables.push(variable.text);
      if (sign.text === ',' && (context !== 'range' || variables.length > 1))
        this.#refuse(`too many declarations in ${context}`, sign);
      if (sign.text === ',' && this.#pastSpace().type !== 'variable')
        this.#refuse('range can only initialize variables', sign);
      this.#variables.push(variable.text);
      if (sign.text !== ',') return { variables, declares: sign.text === ':=' };
    }
  }

  #call(): Call {
    const operands: Operand[] = [];
    for (;;) {
      this.#pastSpace();
      const operand = this.#operand();
      if (operand) operands.push(operand);
      const token = this.#peek();
      if (token.type === 'space') continue;
      if (token.type === 'end' || token.text === ')') break;
      if (token.type !== 'sign' || token.text !== '|') this.#unexpected(token, 'operand');
      this.#take();
      break;
    }
    const [first] = operands;
    if (!first) this.#refuse('empty command', this.#peek());
    return { at: first?.at ?? 0, text: operands.map((o) => o.text).join(' '), operands };
  }

  #operand(): Operand | undefined {
    const term = this.#term();
    if (!term || this.#peek().type !== 'field') return term;
    const { at } = this.#peek();
    const names: string[] = [];
    while (this.#peek().type === 'field') names.push(this.#take().text.slice(1));
    const text = `${term.text}.${names.join('.')}`;
    if (term.type === 'field' || term.type === 'variable')
      return { ...term, at, text, names: [...term.names, ...names] };
    if (term.type === 'pipe') return { ...term, at, text, names };
    if (term.type !== 'function') this.#refuse(`unexpected . after term ${goQuote(term.text)}`, { at });
    return {
      type: 'pipe',
      at,
      text,
      names,
      pipe: { ...term, variables: [], declares: true, calls: [{ ...term, operands: [term] }] },
    };
  }

  #term(): Operand | undefined {
    const token = this.#peek();
    const { type, text, at } = token;
    const place = { at, text };
    const found = ((): Operand | undefined => {
      if (type === 'dot') return { ...place, type };
      if (type === 'keyword' && text === 'nil') return { ...place, type: 'nil' };
      if (type === 'field') return { ...place, type, names: [text.slice(1)] };
      if (type === 'number') return { ...place, type: 'constant', value: this.#constant(token) };
      if (type === 'text in quotes') return { ...place, type: 'constant', value: this.#constant(token) };
      if (type === 'variable') {
        if (!this.#variables.includes(text)) this.#refuse(`undefined variable ${goQuote(text)}`, token);
        return { ...place, type, name: text, names: [] };
      }
      if (type !== 'name') return undefined;
      if (text === 'true' || text === 'false') return { ...place, type: 'constant', value: text === 'true' };
      if (!this.#isFunction(text)) this.#refuse(`function ${goQuote(text)} not defined`, token);
      return { ...place, type: 'function', name: text };
    })();
    if (found || type !== 'sign' || text !== '(') {
      if (found) this.#take();
      return found;
    }
    this.#take();
    const pipe = this.#deeper(() => this.#pipeline('parenthesized pipeline', ')'));
    return { type: 'pipe', at: pipe.at, text: `(${pipe.text})`, pipe, names: [] };
  }
}

/** A keyword that begins no operand. */
const isWord = ({ type, text }: Token): boolean => type === 'keyword' && text !== 'nil';
