/** An expression that cannot be computed; the message is the shell's. */
export class ArithmeticError extends Error {}

export type Token =
  | { readonly type: 'number'; readonly value: bigint }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'operator'; readonly operator: string };

const OPERATORS = [
  '<<=',
  '>>=',
  '**',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<',
  '>>',
  '<=',
  '>=',
  '==',
  '!=',
  '&&',
  '||',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '~',
  '!',
  '<',
  '>',
  '=',
  '?',
  ':',
  '(',
  ')',
  ',',
];
export const syntaxError = (): ArithmeticError => new ArithmeticError('arithmetic syntax error');
/** As a 64-bit integer. */
export const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

/** Numbers, names and operators of an expression. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (i < text.length) {
    const c = text.charAt(i);
    if (' \t\n\r'.includes(c)) {
      i++;
      continue;
    }
    const word = /\w/.test(c) ? /^[A-Za-z0-9_]+(#[A-Za-z0-9_@]+)?/.exec(text.slice(i, i + 80))?.[0] : undefined;
    if (word !== undefined) {
      i += word.length;
      tokens.push(c >= '0' && c <= '9' ? { type: 'number', value: number(word) } : { type: 'name', name: word });
      continue;
    }
    const operator = c === '(' || c === ')' ? c : OPERATORS.find((o) => text.startsWith(o, i));
    if (operator === undefined) throw syntaxError();
    i += operator.length;
    tokens.push({ type: 'operator', operator });
  }
  return tokens;
}

const MOST_READ = 2n ** 64n;

/** What strtoull cannot hold counts as 0. @source busybox 1.35 shell/math.c evaluate_string */
const decimal = (value: bigint): bigint => (value < MOST_READ ? wrap(value) : 0n);

function number(word: string): bigint {
  const [base, digits] = word.split('#');
  if (digits !== undefined && base !== undefined) return inBase(digits, Number(base));
  if (/^0[xX][0-9a-fA-F]+$/.test(word)) return decimal(BigInt(word));
  if (/^0[0-7]*$/.test(word)) return inBase(word, 8);
  if (/^[1-9][0-9]*$/.test(word)) return decimal(BigInt(word));
  throw syntaxError();
}

function inBase(digits: string, base: number): bigint {
  if (!(base >= 2 && base <= 64)) throw syntaxError();
  const letters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
  let value = 0n;
  for (const c of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = letters.indexOf(c);
    if (digit < 0 || digit >= base) throw syntaxError();
    value = value * BigInt(base) + BigInt(digit);
  }
  return wrap(value);
}
