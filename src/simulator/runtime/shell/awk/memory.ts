import { RuntimeLimit } from '../../runtime-limit.ts';
import { compileRegex, type Regex } from '../regex.ts';
import { AwkError } from './errors.ts';
import { outside, toNumber, toText, UNSET, type Value } from './values.ts';

/** Fields of a line. */
const MOST_FIELDS = 100_000;

export type Cell = { value: Value } | Map<string, Value>;

/** What a program knows: its variables and arrays, and the record it looks at with its fields. */
export class Memory {
  readonly globals = new Map<string, Cell>();
  /** Of the function that runs. */
  locals: Map<string, Cell> | undefined;
  #fields: Value[] = [];
  #line: Value = outside('');
  #split = true;
  #ignoresCase = false;

  constructor(environment: Iterable<readonly [string, string]>) {
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
      this.globals.set(name, { value });
    this.globals.set('ENVIRON', new Map([...environment].map(([name, value]) => [name, outside(value)])));
  }

  /** ARGC and ARGV. */
  setArguments(args: readonly string[]): void {
    const words = args.map((arg, i) => [String(i + 1), outside(arg)] as const);
    this.globals.set('ARGC', { value: args.length + 1 });
    this.globals.set('ARGV', new Map<string, Value>([['0', 'awk'], ...words]));
  }

  get line(): Value {
    return this.#line;
  }

  text(value: Value): string {
    return typeof value === 'string' ? value : toText(value, this.format('CONVFMT'));
  }

  /** What print writes of these values, or of the record where there are none. */
  printed(values: readonly Value[]): string {
    const shown = (value: Value): string => toText(value, this.format('OFMT'));
    const text = values.length === 0 ? shown(this.#line) : values.map(shown).join(this.text(this.variable('OFS')));
    return text + this.text(this.variable('ORS'));
  }

  format(name: 'CONVFMT' | 'OFMT'): string {
    const cell = this.globals.get(name);
    return cell && !(cell instanceof Map) && typeof cell.value === 'string' ? cell.value : '%.6g';
  }

  cell(name: string): Cell | undefined {
    return this.locals?.get(name) ?? this.globals.get(name);
  }

  variable(name: string): Value {
    if (name === 'NF') this.#splitFields();
    const cell = this.cell(name);
    return cell === undefined ? UNSET : cell instanceof Map ? '' : cell.value;
  }

  array(name: string): Map<string, Value> {
    const cell = this.cell(name);
    if (cell instanceof Map) return cell;
    const made = new Map<string, Value>();
    if (this.locals?.has(name)) this.locals.set(name, made);
    else this.globals.set(name, made);
    return made;
  }

  assign(name: string, value: Value): void {
    if (name === 'FS') this.#splitFields(); // this line is split by what was so far
    const cell = this.cell(name);
    if (cell && !(cell instanceof Map)) cell.value = value;
    else (this.locals?.has(name) ? this.locals : this.globals).set(name, { value });
    if (name === 'NF') this.#resize(toNumber(value));
    else if (name === 'IGNORECASE') this.#ignoresCase = toNumber(value) !== 0;
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

  setField(index: number, value: Value): void {
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
    const cell = this.globals.get('NF');
    if (cell && !(cell instanceof Map)) cell.value = this.#fields.length;
  }

  #splitFields(): void {
    if (this.#split) return;
    this.#split = true;
    this.#fields = this.splitText(this.text(this.#line), this.text(this.variable('FS'))).map(outside);
    const cell = this.globals.get('NF');
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
    const regex = compileRegex(source, { extended: true, ignoreCase: this.#ignoresCase });
    if (typeof regex === 'string') throw new AwkError(`bad regex '${source}': ${regex}`);
    return regex;
  }
}
