import { may, sizeOf } from '../../filesystem.ts';
import { compilePattern, matches } from '../pattern.ts';
import { compileRegex } from '../regex.ts';
import { nodeAt } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, type Applets, type Call } from '../applet.ts';

/** A test that cannot be made sense of. */
class BadTest {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const UNARY = new Set([
  '-b',
  '-c',
  '-d',
  '-e',
  '-f',
  '-g',
  '-G',
  '-h',
  '-k',
  '-L',
  '-n',
  '-O',
  '-p',
  '-r',
  '-S',
  '-s',
  '-t',
  '-u',
  '-w',
  '-x',
  '-z',
]);
const BINARY = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-gt',
  '-ge',
  '-lt',
  '-le',
  '-nt',
  '-ot',
  '-ef',
  '=~',
]);

/** test, [ and [[: status 0, 1, or 2 for nonsense. @source busybox 1.35 coreutils/test.c */
function* test(call: Call): Task<number> {
  let args = call.args;
  if (call.called === '[' || call.called === '[[') {
    const end = call.called === '[' ? ']' : ']]';
    if (args.at(-1) !== end) return yield* fail(call, `missing ${end}`, 2);
    args = args.slice(0, -1);
  }
  try {
    return decide(call, args) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof BadTest)) throw error;
    return yield* fail(call, error.message, 2);
  }
}

function decide(call: Call, args: readonly string[]): boolean {
  let rest = args;
  let negated = false;
  // POSIX's rules for few arguments come before the grammar's
  if (rest[0] === '!' && rest.length > 1 && rest.length <= 4) {
    const inner = rest.slice(1);
    if (inner.length !== 2 || !BINARY.has(inner[0] ?? '')) {
      negated = true;
      rest = inner;
    }
  }
  let result: boolean;
  if (rest.length === 0) result = false;
  else if (rest.length === 1) result = rest[0] !== '';
  else if (rest.length === 3 && BINARY.has(rest[1] ?? '')) result = binary(call, rest[0]!, rest[1]!, rest[2]!);
  else {
    const reader = new Reader(call, rest);
    result = reader.or();
    const left = reader.next();
    if (left !== undefined) throw new BadTest(`${left}: unknown operand`);
  }
  return result !== negated;
}

class Reader {
  readonly #call: Call;
  readonly #args: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(call: Call, args: readonly string[]) {
    this.#call = call;
    this.#args = args;
  }

  next(): string | undefined {
    return this.#args[this.#at];
  }

  or(): boolean {
    let result = this.#and();
    while (this.next() === '-o' || this.next() === '||') {
      this.#at++;
      result = this.#and() || result;
    }
    return result;
  }

  #and(): boolean {
    let result = this.#not();
    while (this.next() === '-a' || this.next() === '&&') {
      this.#at++;
      result = this.#not() && result;
    }
    return result;
  }

  #not(): boolean {
    if (++this.#depth > 100) throw new BadTest('too many arguments');
    let result: boolean;
    if (this.next() === '!' && this.#args[this.#at + 1] !== undefined) {
      this.#at++;
      result = !this.#not();
    } else result = this.#primary();
    this.#depth--;
    return result;
  }

  #primary(): boolean {
    const word = this.#args[this.#at++];
    if (word === undefined) throw new BadTest('argument expected');
    const operator = this.next();
    const right = this.#args[this.#at + 1];
    if (operator !== undefined && BINARY.has(operator) && right !== undefined) {
      this.#at += 2;
      return binary(this.#call, word, operator, right);
    }
    if (word === '(') {
      const result = this.or();
      if (this.#args[this.#at++] !== ')') throw new BadTest('closing paren expected');
      return result;
    }
    if (operator !== undefined && BINARY.has(operator) && right === undefined && !UNARY.has(word))
      throw new BadTest(`${operator}: argument expected`);
    if (UNARY.has(word) && operator !== undefined) {
      this.#at++;
      return unary(this.#call, word, operator);
    }
    return word !== '';
  }
}

function integer(text: string): bigint {
  const trimmed = text.trim();
  if (!/^[+-]?\d+$/.test(trimmed)) throw new BadTest(text === '' ? 'bad number' : `${text}: bad number`);
  const value = BigInt(trimmed.replace(/^\+/, ''));
  if (value !== BigInt.asIntN(64, value)) throw new BadTest(`${text}: out of range`);
  return value;
}

function binary(call: Call, left: string, operator: string, right: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return equal(call, left, right);
    case '!=':
      return !equal(call, left, right);
    case '=~':
      return matchesRegex(call, left, right);
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-eq':
      return integer(left) === integer(right);
    case '-ne':
      return integer(left) !== integer(right);
    case '-gt':
      return integer(left) > integer(right);
    case '-ge':
      return integer(left) >= integer(right);
    case '-lt':
      return integer(left) < integer(right);
    case '-le':
      return integer(left) <= integer(right);
    default: {
      const [a, b] = [nodeAt(call.process, left), nodeAt(call.process, right)];
      if (operator === '-ef') return a !== undefined && a === b;
      if (!a || !b) return false;
      const age = (node: typeof a): number => (node.type !== 'link' ? node.modified : -1);
      return operator === '-nt' ? age(a) > age(b) : age(a) < age(b);
    }
  }
}

/** In [[ ]] the right side is a pattern. */
const equal = (call: Call, left: string, right: string): boolean =>
  call.called === '[[' ? matches(compilePattern(right), left) : left === right;

/** Only [[ knows it. */
function matchesRegex(call: Call, text: string, pattern: string): boolean {
  if (call.called !== '[[') throw new BadTest('=~: unknown operand');
  const regex = compileRegex(pattern, { extended: true, ignoreCase: false });
  if (typeof regex === 'string') throw new BadTest(`bad regex '${pattern}': ${regex}`);
  return regex.exec(text, 0) !== undefined;
}

function unary(call: Call, operator: string, word: string): boolean {
  const { process } = call;
  if (operator === '-n') return word !== '';
  if (operator === '-z') return word === '';
  if (operator === '-t') {
    integer(word);
    return false; // nothing here is a terminal
  }
  const node = nodeAt(process, word, operator === '-h' || operator === '-L' ? 'keep' : 'follow');
  if (!node) return false;
  switch (operator) {
    case '-e':
      return true;
    case '-f':
      return node.type === 'file' && !node.device;
    case '-d':
      return node.type === 'directory';
    case '-h':
    case '-L':
      return node.type === 'link';
    case '-c':
      return node.type === 'file' && node.device !== undefined;
    case '-s':
      return node.type === 'directory' || (node.type === 'file' && (node.generate?.().length ?? sizeOf(node)) > 0);
    case '-r':
      return node.type !== 'link' && may(process.who, node, 4);
    case '-w':
      return node.type !== 'link' && may(process.who, node, 2);
    case '-x':
      return node.type !== 'link' && may(process.who, node, 1);
    case '-O':
      return node.type !== 'link' && node.owner === process.user;
    case '-G':
      return node.type !== 'link' && (node.group ?? 0) === (process.who.gid ?? 0);
    case '-k':
      return node.type !== 'link' && (node.mode & 0o1000) !== 0;
    case '-g':
      return node.type !== 'link' && (node.mode & 0o2000) !== 0;
    case '-u':
      return node.type !== 'link' && (node.mode & 0o4000) !== 0;
    default:
      return false;
  }
}

export const testing: Applets = { test, '[': test, '[[': test };
