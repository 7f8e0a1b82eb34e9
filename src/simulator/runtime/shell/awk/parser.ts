import {
  AwkSyntaxError,
  type AwkFunction,
  type AwkProgram,
  type Expression,
  type Rule,
  type Statement,
  type Target,
} from './syntax.ts';
import { tokenize, type Token } from './tokens.ts';

/** Parentheses and blocks within each other. */
const MOST_DEPTH = 80;
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^='];
const COMPARISONS = ['<', '<=', '==', '!=', '>', '>='];

/** Reads a program. @source POSIX awk grammar */
export function parseAwk(source: string): AwkProgram {
  return new Parser(tokenize(source)).program();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  /** In `print a > "file"` the sign is no comparison; in `for (k in a)` nor in its head. */
  #noGreater = false;
  #noIn = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    for (;;) {
      this.#skipEnds();
      if (this.#token().type === 'end') return { rules, functions };
      if (this.#takes('function')) {
        const name = this.#name();
        this.#expect('(');
        const parameters: string[] = [];
        while (!this.#takes(')')) {
          parameters.push(this.#name());
          this.#takes(',');
          this.#newlines();
        }
        this.#newlines();
        functions.set(name, { parameters, body: this.#block() });
        continue;
      }
      let pattern: Rule['pattern'];
      if (this.#takes('BEGIN')) pattern = 'BEGIN';
      else if (this.#takes('END')) pattern = 'END';
      else if (!this.#is('{')) {
        const from = this.#expression();
        let to: Expression | undefined;
        if (this.#takes(',')) {
          this.#newlines();
          to = this.#expression();
        }
        pattern = { from, to };
      }
      rules.push({ pattern, action: this.#is('{') ? this.#block() : undefined });
    }
  }

  #token(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { type: 'end' };
  }

  #is(text: string, ahead = 0): boolean {
    const token = this.#token(ahead);
    return (token.type === 'operator' || token.type === 'keyword') && token.text === text;
  }

  #takes(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw new AwkSyntaxError('Unexpected token');
  }

  #name(): string {
    const token = this.#token();
    if (token.type !== 'name') throw new AwkSyntaxError('Unexpected token');
    this.#at++;
    return token.text;
  }

  #newlines(): void {
    while (this.#token().type === 'newline') this.#at++;
  }

  #skipEnds(): void {
    while (this.#token().type === 'newline' || this.#is(';')) this.#at++;
  }

  #block(): Statement {
    this.#expect('{');
    const body: Statement[] = [];
    for (this.#skipEnds(); !this.#takes('}'); this.#skipEnds()) {
      if (this.#token().type === 'end') throw new AwkSyntaxError('Unexpected token');
      body.push(this.#statement());
    }
    return { type: 'block', body };
  }

  #statement(): Statement {
    if (++this.#depth > MOST_DEPTH) throw new AwkSyntaxError('too deep');
    const statement = this.#statementInside();
    this.#depth--;
    return statement;
  }

  /** A body: newlines before it do not count, a lone `;` is empty. */
  #body(): Statement {
    this.#newlines();
    if (this.#takes(';')) return { type: 'block', body: [] };
    return this.#statement();
  }

  #statementInside(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#takes('if')) {
      this.#expect('(');
      const test = this.#expression();
      this.#expect(')');
      const then = this.#body();
      const before = this.#at;
      this.#skipEnds();
      if (this.#takes('else')) return { type: 'if', test, then, otherwise: this.#body() };
      this.#at = before;
      return { type: 'if', test, then, otherwise: undefined };
    }
    if (this.#takes('while')) {
      this.#expect('(');
      const test = this.#expression();
      this.#expect(')');
      return { type: 'while', test, body: this.#body() };
    }
    if (this.#takes('do')) {
      const body = this.#body();
      this.#skipEnds();
      this.#expect('while');
      this.#expect('(');
      const test = this.#expression();
      this.#expect(')');
      return { type: 'do', test, body };
    }
    if (this.#takes('for')) return this.#for();
    const simple = this.#simple();
    if (!this.#is('}') && this.#token().type !== 'end' && !this.#takes(';') && this.#token().type !== 'newline')
      throw new AwkSyntaxError('Unexpected token');
    return simple;
  }

  #for(): Statement {
    this.#expect('(');
    const [a, b, c, d] = [this.#token(), this.#token(1), this.#token(2), this.#token(3)];
    if (
      a.type === 'name' &&
      b.type === 'keyword' &&
      b.text === 'in' &&
      c.type === 'name' &&
      d.type === 'operator' &&
      d.text === ')'
    ) {
      this.#at += 4;
      return { type: 'for-in', name: a.text, array: c.text, body: this.#body() };
    }
    const first = this.#is(';') ? undefined : this.#simple();
    this.#expect(';');
    this.#newlines();
    const test = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    this.#newlines();
    const step = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    return { type: 'for', first, test, step, body: this.#body() };
  }

  #simple(): Statement {
    const token = this.#token();
    if (token.type === 'keyword')
      switch (token.text) {
        case 'print':
        case 'printf':
          this.#at++;
          return this.#print(token.text);
        case 'next':
        case 'nextfile':
        case 'break':
        case 'continue':
          this.#at++;
          return { type: token.text };
        case 'exit':
        case 'return': {
          this.#at++;
          const ends =
            this.#is(';') || this.#is('}') || this.#token().type === 'newline' || this.#token().type === 'end';
          return { type: token.text, value: ends ? undefined : this.#expression() };
        }
        case 'delete': {
          this.#at++;
          const name = this.#name();
          return { type: 'delete', name, subscripts: this.#is('[') ? this.#subscripts() : undefined };
        }
        default:
      }
    return { type: 'expression', expression: this.#expression() };
  }

  #print(type: 'print' | 'printf'): Statement {
    const args: Expression[] = [];
    const outer = this.#noGreater;
    this.#noGreater = true;
    const ends = (): boolean =>
      this.#is(';') ||
      this.#is('}') ||
      this.#is('>') ||
      this.#is('>>') ||
      this.#is('|') ||
      this.#token().type === 'newline' ||
      this.#token().type === 'end';
    if (this.#is('(') && this.#closesBeforeEnd()) {
      this.#at++;
      this.#noGreater = false;
      if (!this.#is(')')) args.push(...this.#list());
      this.#expect(')');
    } else if (!ends()) args.push(...this.#list());
    this.#noGreater = outer;
    const operator = (['>>', '>', '|'] as const).find((text) => this.#takes(text));
    if (operator === undefined) return { type, args, to: undefined };
    return { type, args, to: { operator, target: this.#concatenation() } };
  }

  /** Whether the parenthesis that opens here closes where the statement's arguments end. */
  #closesBeforeEnd(): boolean {
    let open = 0;
    for (let ahead = 0; ; ahead++) {
      const token = this.#token(ahead);
      if (token.type === 'end') return false;
      if (this.#is('(', ahead)) open++;
      if (this.#is(')', ahead) && --open === 0) {
        const after = this.#token(ahead + 1);
        return (
          after.type === 'end' ||
          after.type === 'newline' ||
          (after.type === 'operator' && [';', '}', '>', '>>', '|'].includes(after.text))
        );
      }
    }
  }

  #list(): Expression[] {
    const all = [this.#expression()];
    while (this.#takes(',')) {
      this.#newlines();
      all.push(this.#expression());
    }
    return all;
  }

  #subscripts(): Expression[] {
    this.#expect('[');
    const all = this.#list();
    this.#expect(']');
    return all;
  }

  #expression(): Expression {
    if (++this.#depth > MOST_DEPTH) throw new AwkSyntaxError('too deep');
    const left = this.#conditional();
    const operator = ASSIGNMENTS.find((text) => this.#is(text));
    let result = left;
    if (operator !== undefined && isTarget(left)) {
      this.#at++;
      this.#newlines();
      result = { type: 'assign', operator, target: left, value: this.#expression() };
    }
    this.#depth--;
    return result;
  }

  #conditional(): Expression {
    const test = this.#or();
    if (!this.#takes('?')) return test;
    this.#newlines();
    const then = this.#expression();
    this.#newlines();
    this.#expect(':');
    this.#newlines();
    return { type: 'conditional', test, then, otherwise: this.#expression() };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#takes('||')) {
      this.#newlines();
      left = { type: 'binary', operator: '||', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#membership();
    while (this.#takes('&&')) {
      this.#newlines();
      left = { type: 'binary', operator: '&&', left, right: this.#membership() };
    }
    return left;
  }

  #membership(): Expression {
    let left = this.#match();
    while (!this.#noIn && this.#takes('in')) left = { type: 'in', subscripts: [left], name: this.#name() };
    return left;
  }

  #match(): Expression {
    let left = this.#comparison();
    for (;;) {
      const negated = this.#is('!~');
      if (!negated && !this.#is('~')) return left;
      this.#at++;
      left = { type: 'match', negated, left, right: this.#comparison() };
    }
  }

  #comparison(): Expression {
    const left = this.#concatenation();
    const operator = COMPARISONS.find((text) => this.#is(text));
    if (operator === undefined || (operator === '>' && this.#noGreater)) return left;
    this.#at++;
    return { type: 'binary', operator, left, right: this.#concatenation() };
  }

  #concatenation(): Expression {
    let left = this.#additive();
    for (;;) {
      if (this.#is('|') && this.#token(1).type === 'keyword' && this.#is('getline', 1)) {
        this.#at += 2;
        left = { type: 'getline', source: 'command', from: left, target: this.#optionalTarget() };
        continue;
      }
      if (!this.#beginsValue()) return left;
      left = { type: 'binary', operator: ' ', left, right: this.#additive() };
    }
  }

  #beginsValue(): boolean {
    const token = this.#token();
    if (
      token.type === 'number' ||
      token.type === 'string' ||
      token.type === 'regex' ||
      token.type === 'name' ||
      token.type === 'builtin'
    )
      return true;
    return token.type === 'operator' && ['$', '(', '!', '-', '+', '++', '--'].includes(token.text);
  }

  #additive(): Expression {
    let left = this.#multiplicative();
    for (;;) {
      const operator = this.#is('+') ? '+' : this.#is('-') ? '-' : undefined;
      if (operator === undefined) return left;
      this.#at++;
      left = { type: 'binary', operator, left, right: this.#multiplicative() };
    }
  }

  #multiplicative(): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = ['*', '/', '%'].find((text) => this.#is(text));
      if (operator === undefined) return left;
      this.#at++;
      left = { type: 'binary', operator, left, right: this.#unary() };
    }
  }

  #unary(): Expression {
    const operator = (['!', '-', '+'] as const).find((text) => this.#is(text));
    if (operator === undefined) return this.#power();
    if (++this.#depth > MOST_DEPTH) throw new AwkSyntaxError('too deep');
    this.#at++;
    const operand = this.#unary();
    this.#depth--;
    return { type: 'unary', operator, operand };
  }

  #power(): Expression {
    const base = this.#postfix();
    if (!this.#takes('^')) return base;
    return { type: 'binary', operator: '^', left: base, right: this.#unary() };
  }

  #postfix(): Expression {
    const expression = this.#primary();
    if (!isTarget(expression)) return expression;
    if (this.#takes('++')) return { type: 'step', target: expression, by: 1, prefix: false };
    if (this.#takes('--')) return { type: 'step', target: expression, by: -1, prefix: false };
    return expression;
  }

  #primary(): Expression {
    const token = this.#token();
    this.#at++;
    switch (token.type) {
      case 'number':
        return { type: 'number', value: token.value };
      case 'string':
        return { type: 'string', value: token.text };
      case 'regex':
        return { type: 'regex', source: token.text };
      case 'builtin':
        return { type: 'builtin', name: token.text, args: this.#arguments(token.text) };
      case 'name':
        if (token.call) return { type: 'call', name: token.text, args: this.#arguments('') };
        if (this.#is('[')) return { type: 'element', name: token.text, subscripts: this.#subscripts() };
        return { type: 'variable', name: token.text };
      case 'keyword':
        if (token.text === 'getline') return this.#getline();
        break;
      case 'operator':
        return this.#operatorPrimary(token.text);
      default:
    }
    throw new AwkSyntaxError('Unexpected token');
  }

  #operatorPrimary(operator: string): Expression {
    if (operator === '$') {
      if (this.#is('++') || this.#is('--') || this.#is('-')) return { type: 'field', index: this.#unaryOrStep() };
      return { type: 'field', index: this.#primary() };
    }
    if (operator === '++' || operator === '--') {
      const target = this.#primary();
      if (!isTarget(target)) throw new AwkSyntaxError('Unexpected token');
      return { type: 'step', target, by: operator === '++' ? 1 : -1, prefix: true };
    }
    if (operator !== '(') throw new AwkSyntaxError('Unexpected token');
    const [greater, noIn] = [this.#noGreater, this.#noIn];
    this.#noGreater = this.#noIn = false;
    const all = this.#list();
    this.#expect(')');
    [this.#noGreater, this.#noIn] = [greater, noIn];
    if (all.length > 1) {
      this.#expect('in');
      return { type: 'in', subscripts: all, name: this.#name() };
    }
    return { type: 'group', inside: all[0]! };
  }

  #unaryOrStep(): Expression {
    return this.#is('-') ? this.#unary() : this.#primary();
  }

  #arguments(name: string): Expression[] {
    if (!this.#takes('(')) {
      if (name === 'length') return [];
      throw new AwkSyntaxError('Unexpected token');
    }
    const [greater, noIn] = [this.#noGreater, this.#noIn];
    this.#noGreater = this.#noIn = false;
    this.#newlines();
    const args = this.#is(')') ? [] : this.#list();
    this.#newlines();
    this.#expect(')');
    [this.#noGreater, this.#noIn] = [greater, noIn];
    return args;
  }

  #optionalTarget(): Target | undefined {
    const token = this.#token();
    if (token.type !== 'name' && !(token.type === 'operator' && token.text === '$')) return undefined;
    const target = this.#primary();
    return isTarget(target) ? target : undefined;
  }

  #getline(): Expression {
    const target = this.#optionalTarget();
    if (this.#takes('<')) return { type: 'getline', source: 'file', from: this.#primary(), target };
    return { type: 'getline', source: 'input', from: undefined, target };
  }
}

const isTarget = (expression: Expression): expression is Target =>
  expression.type === 'field' || expression.type === 'variable' || expression.type === 'element';
