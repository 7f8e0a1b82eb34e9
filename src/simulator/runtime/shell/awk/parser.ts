import {
  AwkSyntaxError,
  type AwkFunction,
  type AwkProgram,
  type Expression,
  type Rule,
  type Statement,
} from './syntax.ts';
import { Expressions } from './expressions.ts';
import { TokenCursor } from './token-cursor.ts';
import { tokenize } from './tokens.ts';

/** Reads a program. @source POSIX awk grammar */
export function parseAwk(source: string): AwkProgram {
  return new Parser(new TokenCursor(tokenize(source))).program();
}

class Parser {
  readonly #cursor: TokenCursor;
  readonly #expressions: Expressions;

  constructor(cursor: TokenCursor) {
    this.#cursor = cursor;
    this.#expressions = new Expressions(cursor);
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    for (;;) {
      this.#cursor.skipEnds();
      if (this.#cursor.token().type === 'end') return { rules, functions };
      if (this.#cursor.takes('function')) {
        const name = this.#cursor.name();
        this.#cursor.expect('(');
        const parameters: string[] = [];
        while (!this.#cursor.takes(')')) {
          parameters.push(this.#cursor.name());
          this.#cursor.takes(',');
          this.#cursor.newlines();
        }
        this.#cursor.newlines();
        functions.set(name, { parameters, body: this.#block() });
        continue;
      }
      let pattern: Rule['pattern'];
      if (this.#cursor.takes('BEGIN')) pattern = 'BEGIN';
      else if (this.#cursor.takes('END')) pattern = 'END';
      else if (!this.#cursor.is('{')) {
        const from = this.#expressions.expression();
        let to: Expression | undefined;
        if (this.#cursor.takes(',')) {
          this.#cursor.newlines();
          to = this.#expressions.expression();
        }
        pattern = { from, to };
      }
      rules.push({ pattern, action: this.#cursor.is('{') ? this.#block() : undefined });
    }
  }

  #block(): Statement {
    this.#cursor.expect('{');
    const body: Statement[] = [];
    for (this.#cursor.skipEnds(); !this.#cursor.takes('}'); this.#cursor.skipEnds()) {
      if (this.#cursor.token().type === 'end') throw new AwkSyntaxError('Unexpected token');
      body.push(this.#statement());
    }
    return { type: 'block', body };
  }

  #statement(): Statement {
    return this.#cursor.nested(() => this.#statementInside());
  }

  /** A body: newlines before it do not count, a lone `;` is empty. */
  #body(): Statement {
    this.#cursor.newlines();
    if (this.#cursor.takes(';')) return { type: 'block', body: [] };
    return this.#statement();
  }

  #statementInside(): Statement {
    if (this.#cursor.is('{')) return this.#block();
    if (this.#cursor.takes('if')) {
      this.#cursor.expect('(');
      const test = this.#expressions.expression();
      this.#cursor.expect(')');
      const then = this.#body();
      const before = this.#cursor.at;
      this.#cursor.skipEnds();
      if (this.#cursor.takes('else')) return { type: 'if', test, then, otherwise: this.#body() };
      this.#cursor.at = before;
      return { type: 'if', test, then, otherwise: undefined };
    }
    if (this.#cursor.takes('while')) {
      this.#cursor.expect('(');
      const test = this.#expressions.expression();
      this.#cursor.expect(')');
      return { type: 'while', test, body: this.#body() };
    }
    if (this.#cursor.takes('do')) {
      const body = this.#body();
      this.#cursor.skipEnds();
      this.#cursor.expect('while');
      this.#cursor.expect('(');
      const test = this.#expressions.expression();
      this.#cursor.expect(')');
      return { type: 'do', test, body };
    }
    if (this.#cursor.takes('for')) return this.#for();
    const simple = this.#simple();
    if (
      !this.#cursor.is('}') &&
      this.#cursor.token().type !== 'end' &&
      !this.#cursor.takes(';') &&
      this.#cursor.token().type !== 'newline'
    )
      throw new AwkSyntaxError('Unexpected token');
    return simple;
  }

  #for(): Statement {
    this.#cursor.expect('(');
    const [a, b, c, d] = [this.#cursor.token(), this.#cursor.token(1), this.#cursor.token(2), this.#cursor.token(3)];
    if (
      a.type === 'name' &&
      b.type === 'keyword' &&
      b.text === 'in' &&
      c.type === 'name' &&
      d.type === 'operator' &&
      d.text === ')'
    ) {
      this.#cursor.at += 4;
      return { type: 'for-in', name: a.text, array: c.text, body: this.#body() };
    }
    const first = this.#cursor.is(';') ? undefined : this.#simple();
    this.#cursor.expect(';');
    this.#cursor.newlines();
    const test = this.#cursor.is(';') ? undefined : this.#expressions.expression();
    this.#cursor.expect(';');
    this.#cursor.newlines();
    const step = this.#cursor.is(')') ? undefined : this.#simple();
    this.#cursor.expect(')');
    return { type: 'for', first, test, step, body: this.#body() };
  }

  #simple(): Statement {
    const token = this.#cursor.token();
    if (token.type === 'keyword')
      switch (token.text) {
        case 'print':
        case 'printf':
          this.#cursor.at++;
          return this.#print(token.text);
        case 'next':
        case 'nextfile':
        case 'break':
        case 'continue':
          this.#cursor.at++;
          return { type: token.text };
        case 'exit':
        case 'return': {
          this.#cursor.at++;
          const ends =
            this.#cursor.is(';') ||
            this.#cursor.is('}') ||
            this.#cursor.token().type === 'newline' ||
            this.#cursor.token().type === 'end';
          return { type: token.text, value: ends ? undefined : this.#expressions.expression() };
        }
        case 'delete': {
          this.#cursor.at++;
          const name = this.#cursor.name();
          return {
            type: 'delete',
            name,
            subscripts: this.#cursor.is('[') ? this.#expressions.subscripts() : undefined,
          };
        }
        default:
      }
    return { type: 'expression', expression: this.#expressions.expression() };
  }

  #print(type: 'print' | 'printf'): Statement {
    const args: Expression[] = [];
    const outer = this.#expressions.noGreater;
    this.#expressions.noGreater = true;
    const ends = (): boolean =>
      this.#cursor.is(';') ||
      this.#cursor.is('}') ||
      this.#cursor.is('>') ||
      this.#cursor.is('>>') ||
      this.#cursor.is('|') ||
      this.#cursor.token().type === 'newline' ||
      this.#cursor.token().type === 'end';
    if (this.#cursor.is('(') && this.#closesBeforeEnd()) {
      this.#cursor.at++;
      this.#expressions.noGreater = false;
      if (!this.#cursor.is(')')) args.push(...this.#expressions.list());
      this.#cursor.expect(')');
    } else if (!ends()) args.push(...this.#expressions.list());
    const operator = (['>>', '>', '|'] as const).find((text) => this.#cursor.takes(text));
    // all that follows is the file's name: of `print "a" > 1 ? "b" : "c"` too
    const to = operator && { operator, target: this.#expressions.conditional() };
    this.#expressions.noGreater = outer;
    return { type, args, to };
  }

  /** Whether the parenthesis that opens here closes where the statement's arguments end. */
  #closesBeforeEnd(): boolean {
    let open = 0;
    for (let ahead = 0; ; ahead++) {
      const token = this.#cursor.token(ahead);
      if (token.type === 'end') return false;
      if (this.#cursor.is('(', ahead)) open++;
      if (this.#cursor.is(')', ahead) && --open === 0) {
        const after = this.#cursor.token(ahead + 1);
        return (
          after.type === 'end' ||
          after.type === 'newline' ||
          (after.type === 'operator' && [';', '}', '>', '>>', '|'].includes(after.text))
        );
      }
    }
  }
}
