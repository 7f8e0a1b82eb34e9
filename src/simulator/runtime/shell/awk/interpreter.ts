import { Random } from '../../../random.ts';
import { RuntimeLimit } from '../../runtime-limit.ts';
import type { Task } from '../../../task.ts';
import type { Call } from '../applet.ts';
import { write } from '../output.ts';
import type { Regex } from '../regex.ts';
import { arithmetic, combine } from './arithmetic.ts';
import { callBuiltin, getline } from './builtins.ts';
import { AwkError, AwkExit } from './errors.ts';
import { Memory, type Cell } from './memory.ts';
import { Streams } from './streams.ts';
import type { AwkProgram, Expression, Statement, Target } from './syntax.ts';
import { formatValues, isTrue, outside, toNumber, UNSET, type Value } from './values.ts';

/** Calls within calls. */
const MOST_CALLS = 60;

type Jump = 'break' | 'continue' | 'next' | 'exit' | 'return' | undefined;

/** Runs a program over files. @source busybox 1.35 editors/awk.c */
export class Interpreter {
  readonly call: Call;
  readonly #program: AwkProgram;
  readonly memory: Memory;
  readonly streams: Streams;
  /** What rand goes by, and the seed it was given. */
  random = new Random(1);
  seed = 1;
  #status = 0;
  #returned: Value = '';
  #depth = 0;
  readonly #ranges = new Set<number>();

  constructor(call: Call, program: AwkProgram) {
    this.call = call;
    this.#program = program;
    this.memory = new Memory(call.process.env);
    this.streams = new Streams(call, this.memory);
  }

  *run(args: readonly string[]): Task<number> {
    this.memory.setArguments(args);
    this.streams.inputs = [...args];
    const jump = yield* this.#rules('BEGIN');
    const reads = this.#program.rules.some(({ pattern }) => pattern !== 'BEGIN');
    if (jump !== 'exit' && reads) yield* this.#main();
    // exit in BEGIN or in a rule still runs END
    yield* this.#rules('END');
    yield* this.streams.closeAll();
    return this.status;
  }

  *#rules(kind: 'BEGIN' | 'END'): Task<Jump> {
    for (const { pattern, action } of this.#program.rules)
      if (pattern === kind && action) {
        const jump = yield* this.#execute(action);
        if (jump === 'exit') return jump;
      }
    return undefined;
  }

  *#main(): Task<Jump> {
    for (let line = yield* this.streams.nextRecord(); line !== undefined; line = yield* this.streams.nextRecord()) {
      const wait = this.call.process.work(2);
      if (wait) yield wait;
      this.memory.setLine(outside(line));
      for (const [index, { pattern, action }] of this.#program.rules.entries()) {
        if (pattern === 'BEGIN' || pattern === 'END' || !(yield* this.#selects(pattern, index))) continue;
        const jump = action ? yield* this.#execute(action) : yield* this.#print(this.memory.printed([]));
        if (jump === 'exit') return jump;
        if (jump === 'next') break;
      }
    }
    return undefined;
  }

  *#selects(
    pattern: { readonly from: Expression; readonly to: Expression | undefined } | undefined,
    index: number,
  ): Task<boolean> {
    if (!pattern) return true;
    if (!pattern.to) return isTrue(yield* this.evaluate(pattern.from));
    if (!this.#ranges.has(index)) {
      if (!isTrue(yield* this.evaluate(pattern.from))) return false;
      this.#ranges.add(index);
    }
    if (isTrue(yield* this.evaluate(pattern.to))) this.#ranges.delete(index);
    return true;
  }

  /** The expression's own text where it is an expression between slashes. */
  *pattern(expression: Expression): Task<Regex> {
    return this.memory.regex(
      expression.type === 'regex' ? expression.source : this.memory.text(yield* this.evaluate(expression)),
    );
  }

  *#execute(statement: Statement): Task<Jump> {
    const wait = this.call.process.work(1);
    if (wait) yield wait;
    switch (statement.type) {
      case 'block':
        for (const inner of statement.body) {
          const jump = yield* this.#execute(inner);
          if (jump) return jump;
        }
        return undefined;
      case 'expression':
        yield* this.evaluate(statement.expression);
        return undefined;
      case 'print':
      case 'printf':
        yield* this.#output(statement);
        return undefined;
      case 'if':
        if (isTrue(yield* this.evaluate(statement.test))) return yield* this.#execute(statement.then);
        return statement.otherwise ? yield* this.#execute(statement.otherwise) : undefined;
      case 'while':
      case 'do':
      case 'for':
        return yield* this.#loop(statement);
      case 'for-in':
        for (const key of [...this.memory.array(statement.array).keys()]) {
          this.memory.assign(statement.name, outside(key));
          const jump = yield* this.#execute(statement.body);
          if (jump === 'break') break;
          if (jump && jump !== 'continue') return jump;
        }
        return undefined;
      case 'next':
      case 'break':
      case 'continue':
        return statement.type;
      case 'nextfile':
        this.streams.skipFile();
        return 'next';
      case 'exit':
        if (statement.value) this.#status = toNumber(yield* this.evaluate(statement.value)) & 255;
        return 'exit';
      case 'return':
        this.#returned = statement.value ? yield* this.evaluate(statement.value) : UNSET;
        return 'return';
      case 'delete':
        if (statement.subscripts) this.memory.array(statement.name).delete(yield* this.#key(statement.subscripts));
        else this.memory.array(statement.name).clear();
        return undefined;
    }
  }

  *#loop(statement: Extract<Statement, { type: 'while' | 'do' | 'for' }>): Task<Jump> {
    if (statement.type === 'for' && statement.first) yield* this.#execute(statement.first);
    for (let first = true; ; first = false) {
      const tested = !(statement.type === 'do' && first) && statement.test;
      if (tested && !isTrue(yield* this.evaluate(tested))) return undefined;
      const jump = yield* this.#execute(statement.body);
      if (jump === 'break') return undefined;
      if (jump && jump !== 'continue') return jump;
      if (statement.type === 'for' && statement.step) yield* this.#execute(statement.step);
    }
  }

  *#print(text: string): Task<undefined> {
    yield* write(this.call.process, text);
    return undefined;
  }

  *#output(statement: Extract<Statement, { type: 'print' | 'printf' }>): Task<void> {
    const values: Value[] = [];
    for (const arg of statement.args) values.push(yield* this.evaluate(arg));
    const [format = '', ...rest] = values;
    const text =
      statement.type === 'printf'
        ? formatValues(this.memory.text(format), rest, this.memory.format('CONVFMT'))
        : this.memory.printed(values);
    if (!statement.to) {
      if (!(yield* write(this.call.process, text))) throw new AwkError('write error');
      return;
    }
    const target = this.memory.text(yield* this.evaluate(statement.to.target));
    yield* this.streams.writeTo(statement.to.operator, target, text);
  }

  *#key(subscripts: readonly Expression[]): Task<string> {
    const parts: string[] = [];
    for (const subscript of subscripts) parts.push(this.memory.text(yield* this.evaluate(subscript)));
    return parts.length === 1 ? parts[0]! : parts.join(this.memory.text(this.memory.variable('SUBSEP')));
  }

  *store(target: Target, value: Value): Task<void> {
    if (target.type === 'variable') this.memory.assign(target.name, value);
    else if (target.type === 'field')
      this.memory.setField(Math.trunc(toNumber(yield* this.evaluate(target.index))), value);
    else this.memory.array(target.name).set(yield* this.#key(target.subscripts), value);
  }

  *evaluate(expression: Expression): Task<Value> {
    switch (expression.type) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.memory.regex(expression.source).exec(this.memory.text(this.memory.line)) ? 1 : 0;
      case 'group':
        return yield* this.evaluate(expression.inside);
      case 'variable':
        return this.memory.variable(expression.name);
      case 'field':
        return this.memory.field(Math.trunc(toNumber(yield* this.evaluate(expression.index))));
      case 'element': {
        const array = this.memory.array(expression.name);
        const key = yield* this.#key(expression.subscripts);
        const found = array.get(key);
        if (found === undefined) array.set(key, UNSET);
        return found ?? UNSET;
      }
      case 'in':
        return this.memory.array(expression.name).has(yield* this.#key(expression.subscripts)) ? 1 : 0;
      case 'unary': {
        const value = yield* this.evaluate(expression.operand);
        return expression.operator === '!'
          ? isTrue(value)
            ? 0
            : 1
          : expression.operator === '-'
            ? -toNumber(value)
            : toNumber(value);
      }
      case 'binary':
        return yield* this.#binary(expression);
      case 'match': {
        const text = this.memory.text(yield* this.evaluate(expression.left));
        const found = (yield* this.pattern(expression.right)).exec(text) !== undefined;
        return found !== expression.negated ? 1 : 0;
      }
      case 'conditional':
        return yield* this.evaluate(
          isTrue(yield* this.evaluate(expression.test)) ? expression.then : expression.otherwise,
        );
      case 'assign': {
        let value = yield* this.evaluate(expression.value);
        if (expression.operator !== '=')
          value = arithmetic(
            expression.operator.slice(0, -1),
            toNumber(yield* this.evaluate(expression.target)),
            toNumber(value),
          );
        yield* this.store(expression.target, value);
        return value;
      }
      case 'step': {
        const before = toNumber(yield* this.evaluate(expression.target));
        yield* this.store(expression.target, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'builtin':
        return yield* callBuiltin(this, expression.name, expression.args);
      case 'call':
        return yield* this.#callFunction(expression.name, expression.args);
      case 'getline':
        return yield* getline(this, expression);
    }
  }

  *#binary({ operator, left, right }: Extract<Expression, { type: 'binary' }>): Task<Value> {
    const a = yield* this.evaluate(left);
    if (operator === '&&') return isTrue(a) && isTrue(yield* this.evaluate(right)) ? 1 : 0;
    if (operator === '||') return isTrue(a) || isTrue(yield* this.evaluate(right)) ? 1 : 0;
    const b = yield* this.evaluate(right);
    return combine(operator, a, b, (value) => this.memory.text(value));
  }

  *#callFunction(name: string, args: readonly Expression[]): Task<Value> {
    const found = this.#program.functions.get(name);
    if (!found) throw new AwkError('Call to undefined function');
    if (++this.#depth > MOST_CALLS) throw new RuntimeLimit('depth', MOST_CALLS);
    const locals = new Map<string, Cell>();
    for (const [i, parameter] of found.parameters.entries()) {
      const arg = args[i];
      const cell = arg?.type === 'variable' ? this.memory.cell(arg.name) : undefined;
      if (cell instanceof Map) locals.set(parameter, cell);
      else if (arg?.type === 'variable' && cell === undefined) locals.set(parameter, this.memory.array(arg.name));
      else locals.set(parameter, { value: arg ? yield* this.evaluate(arg) : UNSET });
    }
    const outer = this.memory.locals;
    this.memory.locals = locals;
    this.#returned = UNSET;
    const jump = yield* this.#execute(found.body);
    this.memory.locals = outer;
    this.#depth--;
    if (jump === 'exit') throw new AwkExit();
    return this.#returned;
  }

  get status(): number {
    return this.#status || this.streams.status;
  }
}
