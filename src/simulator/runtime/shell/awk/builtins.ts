import { now } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { Random } from '../../../random.ts';
import { formatDate, toMillis } from '../dates.ts';
import { AwkError } from './errors.ts';
import type { Interpreter } from './interpreter.ts';
import { substitute } from './substitute.ts';
import { AwkSyntaxError, type Expression } from './syntax.ts';
import { formatValues, outside, toNumber, type Value } from './values.ts';

/** How many arguments they need. */
const LEAST: Readonly<Record<string, number>> = {
  and: 2,
  or: 2,
  xor: 2,
  lshift: 2,
  rshift: 2,
  compl: 1,
  atan2: 2,
  substr: 2,
  index: 2,
  match: 2,
  split: 2,
  sub: 2,
  gsub: 2,
  gensub: 3,
  mktime: 1,
  tolower: 1,
  toupper: 1,
  int: 1,
  sqrt: 1,
  exp: 1,
  log: 1,
  sin: 1,
  cos: 1,
  system: 1,
  close: 1,
};

/** Calls one of awk's own functions. */
export function* callBuiltin(awk: Interpreter, name: string, args: readonly Expression[]): Task<Value> {
  if (args.length < (LEAST[name] ?? 0)) throw new AwkError('Too few arguments');
  switch (name) {
    case 'length': {
      const [first] = args;
      if (first?.type === 'variable' && awk.memory.variable(first.name) === '')
        return awk.memory.array(first.name).size;
      return awk.memory.text(first ? yield* awk.evaluate(first) : awk.memory.field(0)).length;
    }
    case 'split':
      return yield* split(awk, args);
    case 'sub':
    case 'gsub':
    case 'gensub':
      return yield* substitute(awk, name, args);
    case 'match':
      return yield* match(awk, args);
    default:
  }
  const values: Value[] = [];
  for (const arg of args) values.push(yield* awk.evaluate(arg));
  const text = (i: number): string => awk.memory.text(values[i] ?? '');
  const number = (i: number): number => toNumber(values[i] ?? 0);
  const bits = (i: number): bigint =>
    Number.isFinite(number(i)) ? BigInt.asUintN(64, BigInt(Math.trunc(number(i)))) : 1n << 63n;
  switch (name) {
    case 'substr': {
      // BusyBox counts from the first character even where it is asked for one before
      const from = Math.max(0, Math.trunc(number(1)) - 1);
      const end = values.length > 2 ? from + Math.max(0, Math.trunc(number(2))) : Infinity;
      return text(0).slice(from, end);
    }
    case 'index':
      return text(1) === '' ? 0 : text(0).indexOf(text(1)) + 1;
    case 'tolower':
      return text(0).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    case 'toupper':
      return text(0).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
    case 'sprintf':
      return formatValues(text(0), values.slice(1), '%.6g');
    case 'int':
      return Math.trunc(number(0));
    case 'sqrt':
      return Math.sqrt(number(0));
    case 'exp':
      return Math.exp(number(0));
    case 'log':
      return Math.log(number(0));
    case 'sin':
      return Math.sin(number(0));
    case 'cos':
      return Math.cos(number(0));
    case 'atan2':
      return Math.atan2(number(0), number(1));
    case 'rand':
      return awk.random.fraction();
    case 'srand': {
      const { seed } = awk;
      awk.seed = values.length > 0 ? Math.trunc(number(0)) : Math.floor(now(awk.call.process) / 1000);
      awk.random = new Random(awk.seed);
      return seed;
    }
    case 'mktime': {
      const found = /^\s*(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)/.exec(text(0));
      const [year = 0, month = 0, ...rest] = (found ?? []).slice(1).map(Number);
      return month < 1 || year < 1900 ? -1 : toMillis(year, month, rest[0] ?? 1, rest[1], rest[2], rest[3]) / 1000;
    }
    case 'systime':
      return Math.floor(now(awk.call.process) / 1000);
    case 'strftime':
      return formatDate(
        values.length > 0 ? text(0) : '%c',
        values.length > 1 ? number(1) * 1000 : now(awk.call.process),
      );
    case 'system':
      return yield* awk.streams.system(text(0));
    case 'close':
      return yield* awk.streams.close(text(0));
    case 'fflush':
      yield* awk.streams.flushAll();
      return 0;
    case 'and':
      return Number(bits(0) & bits(1));
    case 'or':
      return Number(bits(0) | bits(1));
    case 'xor':
      return Number(bits(0) ^ bits(1));
    case 'compl':
      return Number(BigInt.asUintN(64, ~bits(0)));
    case 'lshift':
      return Number(BigInt.asUintN(64, bits(0) << (bits(1) & 63n)));
    case 'rshift':
      return Number(bits(0) >> (bits(1) & 63n));
    default:
      throw new AwkSyntaxError('Unexpected token');
  }
}

/** getline: 1 for a line, 0 at the end, -1 where there is nothing to read. */
export function* getline(
  awk: Interpreter,
  { source, from, target }: Extract<Expression, { type: 'getline' }>,
): Task<Value> {
  let line: string | undefined;
  if (source === 'input') line = yield* awk.streams.nextRecord();
  else {
    const name = awk.memory.text(from ? yield* awk.evaluate(from) : '');
    const read = yield* awk.streams.readFrom(source, name);
    if (typeof read === 'object') return -1;
    line = read;
  }
  if (line === undefined) return 0;
  if (target) yield* awk.store(target, outside(line));
  else awk.memory.setLine(outside(line));
  return 1;
}

function* split(awk: Interpreter, args: readonly Expression[]): Task<Value> {
  const [first, second, third] = args;
  if (!first || second?.type !== 'variable') throw new AwkSyntaxError('Unexpected token');
  const text = awk.memory.text(yield* awk.evaluate(first));
  const separator =
    third === undefined
      ? awk.memory.text(awk.memory.variable('FS'))
      : third.type === 'regex'
        ? third.source.length === 1
          ? `(${third.source})`
          : third.source
        : awk.memory.text(yield* awk.evaluate(third));
  const parts = awk.memory.splitText(text, separator);
  const array = awk.memory.array(second.name);
  array.clear();
  for (const [i, part] of parts.entries()) array.set(String(i + 1), outside(part));
  return parts.length;
}

function* match(awk: Interpreter, args: readonly Expression[]): Task<Value> {
  const [first, second] = args;
  if (!first || !second) throw new AwkSyntaxError('Unexpected token');
  const text = awk.memory.text(yield* awk.evaluate(first));
  const found = (yield* awk.pattern(second)).exec(text);
  awk.memory.assign('RSTART', found ? found[0]! + 1 : 0);
  awk.memory.assign('RLENGTH', found ? found[1]! - found[0]! : -1);
  return found ? found[0]! + 1 : 0;
}
