import { ArithmeticError, syntaxError, tokenize, wrap, type Token } from './arithmetic-tokens.ts';

export { ArithmeticError } from './arithmetic-tokens.ts';

/** Variables as arithmetic sees them. */
export interface ArithmeticVariables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

/** Variables that hold expressions with variables, and parentheses. */
const MOST_DEPTH = 40;

/**
 * $((…)): C's operators on 64-bit integers. A variable's text is itself an expression; unset is 0.
 * @source busybox 1.35 shell/math.c
 * @example evaluate('1+2*3', variables) → 7n
 */
export function evaluate(expression: string, variables: ArithmeticVariables, depth = 0): bigint {
  if (depth > MOST_DEPTH) throw new ArithmeticError('expression recursion loop detected');
  const tokens = tokenize(expression);
  if (tokens.length === 0) return 0n;
  const evaluation = new Evaluation(tokens, variables, depth);
  const result = evaluation.comma();
  evaluation.end();
  return result;
}

const BINARY: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '**': 11,
};
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='];

const malformed = (): ArithmeticError => new ArithmeticError('malformed ?: operator');
const truth = (value: boolean): bigint => (value ? 1n : 0n);

class Evaluation {
  readonly #tokens: readonly Token[];
  readonly #variables: ArithmeticVariables;
  #depth: number;
  #at = 0;

  constructor(tokens: readonly Token[], variables: ArithmeticVariables, depth: number) {
    this.#tokens = tokens;
    this.#variables = variables;
    this.#depth = depth;
  }

  end(): void {
    if (this.#at === this.#tokens.length) return;
    throw this.#operator() === ':' ? malformed() : syntaxError();
  }

  comma(): bigint {
    let value = this.#assignment();
    while (this.#takes(',')) value = this.#assignment();
    return value;
  }

  #operator(): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.type === 'operator' ? token.operator : undefined;
  }

  #takes(operator: string): boolean {
    if (this.#operator() !== operator) return false;
    this.#at++;
    return true;
  }

  #assignment(): bigint {
    const name = this.#tokens[this.#at];
    const next = this.#tokens[this.#at + 1];
    if (name?.type !== 'name' || next?.type !== 'operator' || !ASSIGNMENTS.includes(next.operator))
      return this.#conditional();
    this.#at += 2;
    const right = this.#assignment();
    const value =
      next.operator === '=' ? right : this.#apply(next.operator.slice(0, -1), this.#variable(name.name), right);
    this.#assign(name.name, value);
    return value;
  }

  /** Both branches are computed, and the first is no conditional and no assignment. */
  #conditional(): bigint {
    const test = this.#binary(1);
    if (!this.#takes('?')) return test;
    const then = this.#binary(1);
    if (!this.#takes(':')) throw malformed();
    const otherwise = this.#conditional();
    return test !== 0n ? then : otherwise;
  }

  #binary(least: number): bigint {
    let left = this.#unary();
    for (;;) {
      const operator = this.#operator();
      const strength = operator === undefined ? undefined : BINARY[operator];
      if (operator === undefined || strength === undefined || strength < least) return left;
      this.#at++;
      // the right side of && and || is computed whatever the left one is
      const right = this.#binary(operator === '**' ? strength : strength + 1);
      left = this.#apply(operator, left, right);
    }
  }

  #unary(): bigint {
    if (++this.#depth > MOST_DEPTH + 1) throw syntaxError();
    const value = this.#unaryInside();
    this.#depth--;
    return value;
  }

  #unaryInside(): bigint {
    const operator = this.#operator();
    switch (operator) {
      case '+':
      case '-':
      case '!':
      case '~': {
        this.#at++;
        const value = this.#unary();
        return operator === '+'
          ? value
          : operator === '-'
            ? wrap(-value)
            : operator === '~'
              ? ~value
              : truth(value === 0n);
      }
      case '++':
      case '--': {
        this.#at++;
        const step = operator === '++' ? 1n : -1n;
        const token = this.#tokens[this.#at];
        if (token?.type !== 'name') {
          return this.#unary(); // two signs: the value itself
        }
        this.#at++;
        const value = wrap(this.#variable(token.name) + step);
        this.#assign(token.name, value);
        return value;
      }
      default:
        return this.#primary();
    }
  }

  #primary(): bigint {
    const token = this.#tokens[this.#at++];
    if (token?.type === 'number') return token.value;
    if (token?.type === 'name') {
      const value = this.#variable(token.name);
      const operator = this.#operator();
      if (operator === '++' || operator === '--') {
        this.#at++;
        this.#assign(token.name, wrap(value + (operator === '++' ? 1n : -1n)));
      }
      return value;
    }
    if (token?.type === 'operator' && token.operator === '(') {
      const value = this.comma();
      if (!this.#takes(')')) throw this.#operator() === ':' ? malformed() : syntaxError();
      return value;
    }
    throw syntaxError();
  }

  #variable(name: string): bigint {
    const value = this.#variables.get(name);
    return value === undefined || value.trim() === '' ? 0n : evaluate(value, this.#variables, this.#depth + 1);
  }

  #assign(name: string, value: bigint): void {
    this.#variables.set(name, String(value));
  }

  #apply(operator: string, a: bigint, b: bigint): bigint {
    switch (operator) {
      case '+':
        return wrap(a + b);
      case '-':
        return wrap(a - b);
      case '*':
        return wrap(a * b);
      case '/':
      case '%':
        if (b === 0n) throw new ArithmeticError('divide by zero');
        return operator === '/' ? wrap(a / b) : a % b;
      case '**': {
        if (b < 0n) throw new ArithmeticError('exponent less than 0');
        let power = 1n;
        let square = a;
        for (let n = b; n > 0n; n >>= 1n) {
          if (n & 1n) power = wrap(power * square);
          square = wrap(square * square);
        }
        return power;
      }
      case '<<':
        return wrap(a << (b & 63n));
      case '>>':
        return a >> (b & 63n);
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '==':
        return truth(a === b);
      case '!=':
        return truth(a !== b);
      case '<':
        return truth(a < b);
      case '>':
        return truth(a > b);
      case '<=':
        return truth(a <= b);
      case '>=':
        return truth(a >= b);
      case '&&':
        return truth(a !== 0n && b !== 0n);
      case '||':
        return truth(a !== 0n || b !== 0n);
      default:
        throw syntaxError();
    }
  }
}
