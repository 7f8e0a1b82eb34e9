import { AwkSyntaxError, type Expression, type Target } from './syntax.ts';
import type { TokenCursor } from './token-cursor.ts';

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^='];
const COMPARISONS = ['<', '<=', '==', '!=', '>', '>='];

/** Reads expressions, the loosest operator first. @source POSIX awk, "Expressions in awk" */
export class Expressions {
  readonly #cursor: TokenCursor;
  /** In `print a > "file"` the sign is no comparison; in `for (k in a)` nor in its head. */
  noGreater = false;
  #noIn = false;

  constructor(cursor: TokenCursor) {
    this.#cursor = cursor;
  }

  list(): Expression[] {
    const all = [this.expression()];
    while (this.#cursor.takes(',')) {
      this.#cursor.newlines();
      all.push(this.expression());
    }
    return all;
  }

  subscripts(): Expression[] {
    this.#cursor.expect('[');
    const all = this.list();
    this.#cursor.expect(']');
    return all;
  }

  expression(): Expression {
    return this.#cursor.nested(() => this.#assignment());
  }

  #assignment(): Expression {
    const left = this.conditional();
    const operator = ASSIGNMENTS.find((text) => this.#cursor.is(text));
    let result = left;
    if (operator !== undefined && isTarget(left)) {
      this.#cursor.at++;
      this.#cursor.newlines();
      result = { type: 'assign', operator, target: left, value: this.expression() };
    }
    return result;
  }

  conditional(): Expression {
    const test = this.#or();
    if (!this.#cursor.takes('?')) return test;
    this.#cursor.newlines();
    const then = this.expression();
    this.#cursor.newlines();
    this.#cursor.expect(':');
    this.#cursor.newlines();
    return { type: 'conditional', test, then, otherwise: this.expression() };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#cursor.takes('||')) {
      this.#cursor.newlines();
      left = { type: 'binary', operator: '||', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#membership();
    while (this.#cursor.takes('&&')) {
      this.#cursor.newlines();
      left = { type: 'binary', operator: '&&', left, right: this.#membership() };
    }
    return left;
  }

  #membership(): Expression {
    let left = this.#match();
    while (!this.#noIn && this.#cursor.takes('in'))
      left = { type: 'in', subscripts: [left], name: this.#cursor.name() };
    return left;
  }

  #match(): Expression {
    let left = this.#comparison();
    for (;;) {
      const negated = this.#cursor.is('!~');
      if (!negated && !this.#cursor.is('~')) return left;
      this.#cursor.at++;
      left = { type: 'match', negated, left, right: this.#comparison() };
    }
  }

  #comparison(): Expression {
    const left = this.concatenation();
    const operator = COMPARISONS.find((text) => this.#cursor.is(text));
    if (operator === undefined || (operator === '>' && this.noGreater)) return left;
    this.#cursor.at++;
    return { type: 'binary', operator, left, right: this.concatenation() };
  }

  concatenation(): Expression {
    let left = this.#additive();
    for (;;) {
      if (this.#cursor.is('|') && this.#cursor.token(1).type === 'keyword' && this.#cursor.is('getline', 1)) {
        this.#cursor.at += 2;
        left = { type: 'getline', source: 'command', from: left, target: this.#optionalTarget() };
        continue;
      }
      if (!this.#beginsValue()) return left;
      left = { type: 'binary', operator: ' ', left, right: this.#additive() };
    }
  }

  #beginsValue(): boolean {
    const token = this.#cursor.token();
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
      const operator = this.#cursor.is('+') ? '+' : this.#cursor.is('-') ? '-' : undefined;
      if (operator === undefined) return left;
      this.#cursor.at++;
      left = { type: 'binary', operator, left, right: this.#multiplicative() };
    }
  }

  #multiplicative(): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = ['*', '/', '%'].find((text) => this.#cursor.is(text));
      if (operator === undefined) return left;
      this.#cursor.at++;
      left = { type: 'binary', operator, left, right: this.#unary() };
    }
  }

  #unary(): Expression {
    const operator = (['!', '-', '+'] as const).find((text) => this.#cursor.is(text));
    if (operator === undefined) return this.#power();
    this.#cursor.at++;
    const operand = this.#cursor.nested(() => this.#unary());
    return { type: 'unary', operator, operand };
  }

  #power(): Expression {
    const base = this.#postfix();
    if (!this.#cursor.takes('^')) return base;
    return { type: 'binary', operator: '^', left: base, right: this.#unary() };
  }

  #postfix(): Expression {
    const expression = this.#primary();
    if (!isTarget(expression)) return expression;
    if (this.#cursor.takes('++')) return { type: 'step', target: expression, by: 1, prefix: false };
    if (this.#cursor.takes('--')) return { type: 'step', target: expression, by: -1, prefix: false };
    return expression;
  }

  #primary(): Expression {
    const token = this.#cursor.token();
    this.#cursor.at++;
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
        if (this.#cursor.is('[')) return { type: 'element', name: token.text, subscripts: this.subscripts() };
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
      if (this.#cursor.is('++') || this.#cursor.is('--') || this.#cursor.is('-'))
        return { type: 'field', index: this.#unaryOrStep() };
      return { type: 'field', index: this.#primary() };
    }
    if (operator === '++' || operator === '--') {
      const target = this.#primary();
      if (!isTarget(target)) throw new AwkSyntaxError('Unexpected token');
      return { type: 'step', target, by: operator === '++' ? 1 : -1, prefix: true };
    }
    if (operator !== '(') throw new AwkSyntaxError('Unexpected token');
    const [greater, noIn] = [this.noGreater, this.#noIn];
    this.noGreater = this.#noIn = false;
    const all = this.list();
    this.#cursor.expect(')');
    [this.noGreater, this.#noIn] = [greater, noIn];
    if (all.length > 1) {
      this.#cursor.expect('in');
      return { type: 'in', subscripts: all, name: this.#cursor.name() };
    }
    return { type: 'group', inside: all[0]! };
  }

  #unaryOrStep(): Expression {
    return this.#cursor.is('-') ? this.#unary() : this.#primary();
  }

  #arguments(name: string): Expression[] {
    if (!this.#cursor.takes('(')) {
      if (name === 'length') return [];
      throw new AwkSyntaxError('Unexpected token');
    }
    const [greater, noIn] = [this.noGreater, this.#noIn];
    this.noGreater = this.#noIn = false;
    this.#cursor.newlines();
    const args = this.#cursor.is(')') ? [] : this.list();
    this.#cursor.newlines();
    this.#cursor.expect(')');
    [this.noGreater, this.#noIn] = [greater, noIn];
    return args;
  }

  #optionalTarget(): Target | undefined {
    const token = this.#cursor.token();
    if (token.type !== 'name' && !(token.type === 'operator' && token.text === '$')) return undefined;
    const target = this.#primary();
    return isTarget(target) ? target : undefined;
  }

  #getline(): Expression {
    const target = this.#optionalTarget();
    if (this.#cursor.takes('<')) return { type: 'getline', source: 'file', from: this.#primary(), target };
    return { type: 'getline', source: 'input', from: undefined, target };
  }
}

const isTarget = (expression: Expression): expression is Target =>
  expression.type === 'field' || expression.type === 'variable' || expression.type === 'element';
