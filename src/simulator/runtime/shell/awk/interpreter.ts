import type { OpenFile } from '../../process.ts';
import { RuntimeLimit } from '../../runtime-limit.ts';
import { openPath } from '../../system-calls.ts';
import { createPipe } from '../../pipe.ts';
import type { RunningProcess } from '../../process.ts';
import { sleep, type Task } from '../../../task.ts';
import { LineReader, openInput, type Call } from '../applet.ts';
import { ended, write } from '../output.ts';
import { compileRegex, type Regex } from '../regex.ts';
import { startCommand } from '../run-command.ts';
import { callBuiltin } from './builtins.ts';
import type { AwkProgram, Expression, Statement, Target } from './syntax.ts';
import { compareValues, formatValues, isTrue, outside, toNumber, toText, UNSET, type Value } from './values.ts';

/** Calls within calls, and fields of a line. */
const MOST_CALLS = 60;
const MOST_FIELDS = 100_000;

/** Something that cannot go on; awk ends with 2. */
export class AwkError extends Error {}

type Jump = 'break' | 'continue' | 'next' | 'exit' | 'return' | undefined;
type Cell = { value: Value } | Map<string, Value>;

/** Runs a program over files. @source busybox 1.35 editors/awk.c */
export class Interpreter {
  readonly call: Call;
  readonly #program: AwkProgram;
  readonly #globals = new Map<string, Cell>();
  #locals: Map<string, Cell> | undefined;
  #fields: Value[] = [];
  #line: Value = outside('');
  #split = true;
  #status = 0;
  #returned: Value = '';
  #depth = 0;
  readonly #files = new Map<string, { file: OpenFile; child?: RunningProcess }>();
  readonly #readers = new Map<string, { reader: LineReader; child?: RunningProcess }>();
  #inputs: string[] = [];
  #input: LineReader | undefined;
  readonly #ranges = new Set<number>();

  constructor(call: Call, program: AwkProgram) {
    this.call = call;
    this.#program = program;
    for (const [name, value] of Object.entries({
      NR: 0,
      FNR: 0,
      NF: 0,
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      SUBSEP: '\x1c',
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      RSTART: 0,
      RLENGTH: -1,
      FILENAME: '',
    }))
      this.#globals.set(name, { value });
    this.#globals.set('ENVIRON', new Map([...call.process.env].map(([name, value]) => [name, outside(value)])));
  }

  *run(args: readonly string[]): Task<number> {
    this.#globals.set('ARGC', { value: args.length + 1 });
    this.#globals.set(
      'ARGV',
      new Map<string, Value>([['0', 'awk'], ...args.map((arg, i) => [String(i + 1), outside(arg)] as const)]),
    );
    this.#inputs = [...args];
    const jump = yield* this.#rules('BEGIN');
    const reads = this.#program.rules.some(({ pattern }) => pattern !== 'BEGIN');
    if (jump !== 'exit' && reads) yield* this.#main();
    // exit in BEGIN or in a rule still runs END
    yield* this.#rules('END');
    yield* this.#closeAll();
    return this.#status;
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
    for (let line = yield* this.#nextLine(); line !== undefined; line = yield* this.#nextLine()) {
      const wait = this.call.process.work(2);
      if (wait) yield wait;
      this.setLine(outside(line));
      for (const [index, { pattern, action }] of this.#program.rules.entries()) {
        if (pattern === 'BEGIN' || pattern === 'END' || !(yield* this.#selects(pattern, index))) continue;
        const jump = action
          ? yield* this.#execute(action)
          : yield* this.#print(`${this.text(this.#line)}${this.text(this.variable('ORS'))}`);
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

  /** The next record of the input files; operands such as x=1 assign on their way. */
  *#nextLine(): Task<string | undefined> {
    for (;;) {
      if (this.#input) {
        const line = yield* this.#record(this.#input);
        if (line !== undefined) {
          this.assign('NR', toNumber(this.variable('NR')) + 1);
          this.assign('FNR', toNumber(this.variable('FNR')) + 1);
          return line;
        }
        this.#input.close();
        this.#input = undefined;
        if (this.#inputs.length === 0) return undefined;
      }
      const path = this.#inputs.shift();
      const assignment = path === undefined ? undefined : /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/.exec(path);
      if (assignment) {
        this.assign(assignment[1] ?? '', outside(assignment[2] ?? ''));
        if (this.#inputs.length > 0 || this.#read) continue;
      }
      if (path === undefined && this.#read) return undefined;
      this.#read = true;
      const name = path === undefined || assignment ? '-' : path;
      const file = openInput(this.call, name);
      if (typeof file === 'string') {
        yield* write(this.call.process, `awk: ${name}: ${file}\n`, 2);
        this.#status = 2;
        if (this.#inputs.length === 0) return undefined;
        continue;
      }
      this.assign('FILENAME', name === '-' ? '' : name);
      this.assign('FNR', 0);
      this.#input = new LineReader(file);
    }
  }
  #read = false;

  *#record(reader: LineReader): Task<string | undefined> {
    const separator = this.text(this.variable('RS'));
    if (separator === '\n') return yield* reader.next();
    let record: string | undefined;
    for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) {
      if (separator === '') {
        if (line !== '') record = record === undefined ? line : `${record}\n${line}`;
        else if (record !== undefined) return record;
        continue;
      }
      this.#partial = this.#partial === undefined ? line : `${this.#partial}\n${line}`;
    }
    if (separator === '') return record;
    if (this.#partial === undefined) return undefined;
    const at = this.#partial.indexOf(separator.charAt(0));
    const first = at < 0 ? this.#partial : this.#partial.slice(0, at);
    this.#partial = at < 0 || at + 1 >= this.#partial.length ? undefined : this.#partial.slice(at + 1);
    return first;
  }
  #partial: string | undefined;

  text(value: Value): string {
    return typeof value === 'string' ? value : toText(value, this.#format('CONVFMT'));
  }

  #format(name: 'CONVFMT' | 'OFMT'): string {
    const cell = this.#globals.get(name);
    return cell && !(cell instanceof Map) && typeof cell.value === 'string' ? cell.value : '%.6g';
  }

  #cell(name: string): Cell | undefined {
    return this.#locals?.get(name) ?? this.#globals.get(name);
  }

  variable(name: string): Value {
    if (name === 'NF') this.#splitFields();
    const cell = this.#cell(name);
    return cell === undefined ? UNSET : cell instanceof Map ? '' : cell.value;
  }

  array(name: string): Map<string, Value> {
    const cell = this.#cell(name);
    if (cell instanceof Map) return cell;
    const made = new Map<string, Value>();
    if (this.#locals?.has(name)) this.#locals.set(name, made);
    else this.#globals.set(name, made);
    return made;
  }

  assign(name: string, value: Value): void {
    const cell = this.#cell(name);
    if (cell && !(cell instanceof Map)) cell.value = value;
    else (this.#locals?.has(name) ? this.#locals : this.#globals).set(name, { value });
    if (name === 'NF') this.#resize(toNumber(value));
  }

  setLine(value: Value): void {
    this.#line = value;
    this.#split = false;
  }

  field(index: number): Value {
    if (index === 0) return this.#line;
    if (index < 0) throw new AwkError('Access to negative field');
    this.#splitFields();
    return this.#fields[index - 1] ?? UNSET;
  }

  #setField(index: number, value: Value): void {
    if (index === 0) {
      this.setLine(value);
      return;
    }
    if (index < 0 || index > MOST_FIELDS) throw new AwkError('Access to negative field');
    this.#splitFields();
    while (this.#fields.length < index) this.#fields.push(UNSET);
    this.#fields[index - 1] = value;
    this.#rebuild();
  }

  #resize(count: number): void {
    this.#splitFields();
    if (count === this.#fields.length) return;
    if (count > MOST_FIELDS) throw new RuntimeLimit('memory', MOST_FIELDS);
    while (this.#fields.length < count) this.#fields.push(UNSET);
    this.#fields.length = Math.max(0, count);
    this.#rebuild();
  }

  #rebuild(): void {
    this.#line = outside(this.#fields.map((value) => this.text(value)).join(this.text(this.variable('OFS'))));
    const cell = this.#globals.get('NF');
    if (cell && !(cell instanceof Map)) cell.value = this.#fields.length;
  }

  #splitFields(): void {
    if (this.#split) return;
    this.#split = true;
    this.#fields = this.splitText(this.text(this.#line), this.text(this.variable('FS'))).map(outside);
    const cell = this.#globals.get('NF');
    if (cell && !(cell instanceof Map)) cell.value = this.#fields.length;
  }

  /** A text at a separator: a blank means runs of blanks, one character itself, more are an expression. */
  splitText(text: string, separator: string): string[] {
    if (separator === ' ') return text.split(/[ \t\n]+/).filter((part) => part !== '');
    if (text === '') return [];
    if (separator === '') return [...text];
    if (separator.length === 1) return text.split(separator);
    const regex = this.regex(separator);
    const parts: string[] = [];
    let from = 0;
    for (let match = regex.exec(text, 0); match; match = regex.exec(text, match[1]!)) {
      if (match[1] === match[0]) break;
      parts.push(text.slice(from, match[0]));
      from = match[1]!;
    }
    parts.push(text.slice(from));
    return parts;
  }

  regex(source: string): Regex {
    const regex = compileRegex(source, { extended: true });
    if (typeof regex === 'string') throw new AwkError(`bad regex '${source}': ${regex}`);
    return regex;
  }

  /** The expression's own text where it is an expression between slashes. */
  *pattern(expression: Expression): Task<Regex> {
    return this.regex(expression.type === 'regex' ? expression.source : this.text(yield* this.evaluate(expression)));
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
        for (const key of [...this.array(statement.array).keys()]) {
          this.assign(statement.name, outside(key));
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
        this.#input?.close();
        this.#input = undefined;
        return 'next';
      case 'exit':
        if (statement.value) this.#status = toNumber(yield* this.evaluate(statement.value)) & 255;
        return 'exit';
      case 'return':
        this.#returned = statement.value ? yield* this.evaluate(statement.value) : UNSET;
        return 'return';
      case 'delete':
        if (statement.subscripts) this.array(statement.name).delete(yield* this.#key(statement.subscripts));
        else this.array(statement.name).clear();
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
    let text: string;
    if (statement.type === 'printf') {
      const [format = '', ...rest] = values;
      text = formatValues(this.text(format), rest, this.#format('CONVFMT'));
    } else {
      const shown = (value: Value): string => toText(value, this.#format('OFMT'));
      text =
        (values.length === 0 ? shown(this.#line) : values.map(shown).join(this.text(this.variable('OFS')))) +
        this.text(this.variable('ORS'));
    }
    if (!statement.to) {
      if (!(yield* write(this.call.process, text))) throw new AwkError('write error');
      return;
    }
    const file = yield* this.#open(statement.to.operator, this.text(yield* this.evaluate(statement.to.target)));
    yield* file.write(text);
  }

  *#open(operator: '>' | '>>' | '|', target: string): Task<OpenFile> {
    const known = this.#files.get(target);
    if (known) return known.file;
    const { process } = this.call;
    if (operator === '|') {
      const pipe = createPipe();
      const fds = new Map([...process.fds].map(([fd, file]) => [fd, file.duplicate()]));
      fds.get(0)?.close();
      fds.set(0, pipe.reader);
      const child = startCommand(process, ['/bin/sh', '-c', target], { fds });
      if ('missing' in child) throw new AwkError(`can't execute '/bin/sh': ${child.missing}`);
      this.#files.set(target, { file: pipe.writer, child });
      return pipe.writer;
    }
    const special =
      target === '/dev/stderr' ? process.fds.get(2) : target === '/dev/stdout' ? process.fds.get(1) : undefined;
    const file =
      special?.duplicate() ??
      openPath(
        process,
        target,
        operator === '>' ? { write: true, create: true, truncate: true } : { write: true, create: true, append: true },
      );
    if (typeof file === 'string') throw new AwkError(`can't redirect to '${target}'`);
    this.#files.set(target, { file });
    return file;
  }

  *close(name: string): Task<number> {
    const output = this.#files.get(name);
    const input = this.#readers.get(name);
    if (!output && !input) return -1;
    this.#files.delete(name);
    this.#readers.delete(name);
    output?.file.close();
    input?.reader.close();
    const child = output?.child ?? input?.child;
    return child ? yield* ended(child) : 0;
  }

  *#closeAll(): Task<void> {
    const names = [...this.#files.keys(), ...this.#readers.keys()];
    for (const name of names) yield* this.close(name);
  }

  *system(command: string): Task<number> {
    const child = startCommand(this.call.process, ['/bin/sh', '-c', command]);
    if ('missing' in child) return 127;
    const status = yield* ended(child);
    yield sleep(0);
    return status;
  }

  *#key(subscripts: readonly Expression[]): Task<string> {
    const parts: string[] = [];
    for (const subscript of subscripts) parts.push(this.text(yield* this.evaluate(subscript)));
    return parts.length === 1 ? parts[0]! : parts.join(this.text(this.variable('SUBSEP')));
  }

  *#store(target: Target, value: Value): Task<void> {
    if (target.type === 'variable') this.assign(target.name, value);
    else if (target.type === 'field') this.#setField(Math.trunc(toNumber(yield* this.evaluate(target.index))), value);
    else this.array(target.name).set(yield* this.#key(target.subscripts), value);
  }

  store(target: Target, value: Value): Task<void> {
    return this.#store(target, value);
  }

  *evaluate(expression: Expression): Task<Value> {
    switch (expression.type) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.regex(expression.source).exec(this.text(this.#line)) ? 1 : 0;
      case 'group':
        return yield* this.evaluate(expression.inside);
      case 'variable':
        return this.variable(expression.name);
      case 'field':
        return this.field(Math.trunc(toNumber(yield* this.evaluate(expression.index))));
      case 'element': {
        const array = this.array(expression.name);
        const key = yield* this.#key(expression.subscripts);
        const found = array.get(key);
        if (found === undefined) array.set(key, UNSET);
        return found ?? UNSET;
      }
      case 'in':
        return this.array(expression.name).has(yield* this.#key(expression.subscripts)) ? 1 : 0;
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
        const text = this.text(yield* this.evaluate(expression.left));
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
        yield* this.#store(expression.target, value);
        return value;
      }
      case 'step': {
        const before = toNumber(yield* this.evaluate(expression.target));
        yield* this.#store(expression.target, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'builtin':
        return yield* callBuiltin(this, expression.name, expression.args);
      case 'call':
        return yield* this.#callFunction(expression.name, expression.args);
      case 'getline':
        return yield* this.#getline(expression);
    }
  }

  *#binary({ operator, left, right }: Extract<Expression, { type: 'binary' }>): Task<Value> {
    const a = yield* this.evaluate(left);
    if (operator === '&&') return isTrue(a) && isTrue(yield* this.evaluate(right)) ? 1 : 0;
    if (operator === '||') return isTrue(a) || isTrue(yield* this.evaluate(right)) ? 1 : 0;
    const b = yield* this.evaluate(right);
    switch (operator) {
      case ' ': {
        const text = this.text(a) + this.text(b);
        if (text.length > 1_000_000) throw new RuntimeLimit('memory', 1_000_000);
        return text;
      }
      case '<':
        return compareValues(a, b, '%.6g') < 0 ? 1 : 0;
      case '<=':
        return compareValues(a, b, '%.6g') <= 0 ? 1 : 0;
      case '==':
        return compareValues(a, b, '%.6g') === 0 ? 1 : 0;
      case '!=':
        return compareValues(a, b, '%.6g') !== 0 ? 1 : 0;
      case '>':
        return compareValues(a, b, '%.6g') > 0 ? 1 : 0;
      case '>=':
        return compareValues(a, b, '%.6g') >= 0 ? 1 : 0;
      default:
        return arithmetic(operator, toNumber(a), toNumber(b));
    }
  }

  *#callFunction(name: string, args: readonly Expression[]): Task<Value> {
    const found = this.#program.functions.get(name);
    if (!found) throw new AwkError('Call to undefined function');
    if (++this.#depth > MOST_CALLS) throw new RuntimeLimit('depth', MOST_CALLS);
    const locals = new Map<string, Cell>();
    for (const [i, parameter] of found.parameters.entries()) {
      const arg = args[i];
      const cell = arg?.type === 'variable' ? this.#cell(arg.name) : undefined;
      if (cell instanceof Map) locals.set(parameter, cell);
      else if (arg?.type === 'variable' && cell === undefined) locals.set(parameter, this.array(arg.name));
      else locals.set(parameter, { value: arg ? yield* this.evaluate(arg) : UNSET });
    }
    const outer = this.#locals;
    this.#locals = locals;
    this.#returned = UNSET;
    const jump = yield* this.#execute(found.body);
    this.#locals = outer;
    this.#depth--;
    if (jump === 'exit') throw new AwkExit();
    return this.#returned;
  }

  get status(): number {
    return this.#status;
  }

  *#getline({ source, from, target }: Extract<Expression, { type: 'getline' }>): Task<Value> {
    let line: string | undefined;
    if (source === 'input') line = yield* this.#nextLine();
    else {
      const name = this.text(from ? yield* this.evaluate(from) : '');
      const reader = this.#readers.get(name)?.reader ?? this.#reader(source, name);
      if (!reader) return -1;
      line = yield* reader.next();
    }
    if (line === undefined) return 0;
    if (target) yield* this.#store(target, outside(line));
    else this.setLine(outside(line));
    return 1;
  }

  #reader(source: 'file' | 'command', name: string): LineReader | undefined {
    const { process } = this.call;
    if (source === 'file') {
      const file = openInput(this.call, name);
      if (typeof file === 'string') return undefined;
      const reader = new LineReader(file);
      this.#readers.set(name, { reader });
      return reader;
    }
    const pipe = createPipe();
    const fds = new Map([...process.fds].map(([fd, file]) => [fd, file.duplicate()]));
    fds.get(1)?.close();
    fds.set(1, pipe.writer);
    const child = startCommand(process, ['/bin/sh', '-c', name], { fds });
    if ('missing' in child) return undefined;
    const reader = new LineReader(pipe.reader);
    this.#readers.set(name, { reader, child });
    return reader;
  }
}

/** `exit` within a function. */
export class AwkExit extends Error {}

function arithmetic(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0) throw new AwkError('Division by zero');
      return a / b;
    case '%':
      if (b === 0) throw new AwkError('Division by zero');
      return a % b;
    default:
      return a ** b;
  }
}
