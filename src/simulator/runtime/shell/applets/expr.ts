import type { Task } from '../../../task.ts';
import { fail, out, type Applets, type Call } from '../applet.ts';
import { compileRegex } from '../regex.ts';

class BadExpression {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** expr's grammar over its arguments; values are texts, numbers when they look so. @source busybox 1.35 coreutils/expr.c */
class Reader {
  readonly #args: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  get done(): boolean {
    return this.#at === this.#args.length;
  }

  #takes(...operators: readonly string[]): string | undefined {
    const word = this.#args[this.#at];
    if (word === undefined || !operators.includes(word)) return undefined;
    this.#at++;
    return word;
  }

  or(): string {
    let left = this.#and();
    while (this.#takes('|')) {
      const right = this.#and();
      if (isNull(left)) left = right;
    }
    return left;
  }

  #and(): string {
    let left = this.#compare();
    while (this.#takes('&')) {
      const right = this.#compare();
      if (isNull(left) || isNull(right)) left = '0';
    }
    return left;
  }

  #compare(): string {
    let left = this.#sum();
    for (
      let operator = this.#takes('<', '<=', '=', '==', '!=', '>=', '>');
      operator;
      operator = this.#takes('<', '<=', '=', '==', '!=', '>=', '>')
    ) {
      const right = this.#sum();
      const numbers = isInteger(left) && isInteger(right);
      const order = numbers ? Number(BigInt(left) - BigInt(right)) : left < right ? -1 : left > right ? 1 : 0;
      const result = {
        '<': order < 0,
        '<=': order <= 0,
        '=': order === 0,
        '==': order === 0,
        '!=': order !== 0,
        '>=': order >= 0,
        '>': order > 0,
      }[operator];
      left = result ? '1' : '0';
    }
    return left;
  }

  #sum(): string {
    let left = this.#product();
    for (let operator = this.#takes('+', '-'); operator; operator = this.#takes('+', '-')) {
      const [a, b] = [integer(left), integer(this.#product())];
      left = String(BigInt.asIntN(64, operator === '+' ? a + b : a - b));
    }
    return left;
  }

  #product(): string {
    let left = this.#match();
    for (let operator = this.#takes('*', '/', '%'); operator; operator = this.#takes('*', '/', '%')) {
      const right = this.#match();
      const [a, b] = [integer(left), integer(right)];
      if (operator !== '*' && b === 0n) throw new BadExpression('division by zero');
      left = String(BigInt.asIntN(64, operator === '*' ? a * b : operator === '/' ? a / b : a % b));
    }
    return left;
  }

  #match(): string {
    let left = this.#primary();
    while (this.#takes(':')) left = matched(left, this.#primary());
    return left;
  }

  #primary(): string {
    if (++this.#depth > 100) throw new BadExpression('syntax error');
    const word = this.#args[this.#at++];
    if (word === undefined) throw new BadExpression('syntax error');
    let value = word;
    if (word === '(') {
      value = this.or();
      if (!this.#takes(')')) throw new BadExpression('syntax error');
    } else if (word === ')') throw new BadExpression('syntax error');
    else if (this.#at < this.#args.length) {
      if (word === 'quote') value = this.#args[this.#at++] ?? '';
      else if (word === 'length') value = String(this.#primary().length);
      else if (word === 'match') value = matched(this.#primary(), this.#primary());
      else if (word === 'index') {
        const [text, letters] = [this.#primary(), this.#primary()];
        value = String([...text].findIndex((c) => letters.includes(c)) + 1);
      } else if (word === 'substr') {
        const [text, from, length] = [this.#primary(), Number(this.#primary()), Number(this.#primary())];
        value = from >= 1 && length > 0 ? text.slice(from - 1, from - 1 + length) : '';
      }
    }
    this.#depth--;
    return value;
  }
}

const isInteger = (text: string): boolean => /^-?\d+$/.test(text);
const isNull = (text: string): boolean => text === '' || /^-?0+$/.test(text);

function integer(text: string): bigint {
  if (!isInteger(text)) throw new BadExpression('non-numeric argument');
  return BigInt(text);
}

/** text : pattern — the first group's text, or how many characters matched. */
function matched(text: string, pattern: string): string {
  const regex = compileRegex(`^${pattern.replace(/^\^/, '')}`, { extended: false });
  if (typeof regex === 'string') throw new BadExpression(`bad regex '${pattern}': ${regex}`);
  const match = regex.exec(text);
  if (regex.groups > 0) return match && match[2]! >= 0 ? text.slice(match[2], match[3]) : '';
  return match ? String(match[1]) : '0';
}

function* expr(call: Call): Task<number> {
  if (call.args.length === 0) return yield* fail(call, 'too few arguments', 2);
  try {
    const reader = new Reader(call.args[0] === '--' ? call.args.slice(1) : call.args);
    const value = reader.or();
    if (!reader.done) throw new BadExpression('syntax error');
    yield* out(call, `${value}\n`);
    return isNull(value) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error;
    return yield* fail(call, error.message, 2);
  }
}

export const expressions: Applets = { expr };
