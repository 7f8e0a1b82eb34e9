import { RuntimeLimit } from '../runtime-limit.ts';
import { parseRegex, type Expression } from './regex-syntax.ts';

/** Where a match is: [start, end) of the whole and of each group; -1 for a group that took no part. */
export type Match = readonly number[];

export interface Regex {
  /** The leftmost, longest match at or behind `from`. */
  exec(text: string, from?: number): Match | undefined;
  readonly groups: number;
}

export interface RegexOptions {
  readonly extended: boolean;
  readonly ignoreCase?: boolean;
}

/** Instructions a pattern may become, and steps that a pattern with back-references may take through a text. */
const MOST_INSTRUCTIONS = 20_000;
const MOST_STEPS = 200_000;

type Instruction =
  | { readonly op: 'char'; readonly test: (c: string) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'begin' | 'end' | 'word-begin' | 'word-end' | 'word-edge' | 'word-inside' | 'match' }
  | { readonly op: 'back'; readonly group: number };

const cache = new Map<string, Regex | string>();

/**
 * A POSIX regular expression. All ways are followed at once (Pike's machine), so time is at most text × pattern;
 * only back-references go one way after the other, within a bound.
 * @returns a message for a pattern that makes no sense
 */
export function compileRegex(pattern: string, { extended, ignoreCase = false }: RegexOptions): Regex | string {
  const key = `${extended ? 'E' : 'B'}${ignoreCase ? 'i' : ' '}${pattern}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const parsed = parseRegex(pattern, extended, ignoreCase);
  const result = typeof parsed === 'string' ? parsed : machine(parsed.expression, parsed.groups, parsed.references);
  if (cache.size > 200) cache.clear();
  cache.set(key, result);
  return result;
}

function machine(expression: Expression, groups: number, references: boolean): Regex {
  const program: Instruction[] = [];
  emit(program, expression);
  program.push({ op: 'match' });
  const slots = 2 * (groups + 1);
  const first = firstCharacters(expression);
  return {
    groups,
    exec(text, from = 0) {
      if (references) {
        const left = { steps: MOST_STEPS };
        for (let start = from; start <= text.length; start++) {
          const found = backtrack(program, text, start, slots, left);
          if (found) return found;
        }
        return undefined;
      }
      return simulate(program, text, from, slots, first);
    },
  };
}

function emit(program: Instruction[], expression: Expression): void {
  if (program.length > MOST_INSTRUCTIONS) throw new RuntimeLimit('memory', MOST_INSTRUCTIONS);
  switch (expression.type) {
    case 'empty':
      return;
    case 'character':
      program.push({ op: 'char', test: expression.test });
      return;
    case 'assertion':
      program.push({ op: expression.kind });
      return;
    case 'reference':
      program.push({ op: 'back', group: expression.group });
      return;
    case 'sequence':
      for (const part of expression.parts) emit(program, part);
      return;
    case 'group':
      program.push({ op: 'save', slot: 2 * expression.index });
      emit(program, expression.inside);
      program.push({ op: 'save', slot: 2 * expression.index + 1 });
      return;
    case 'choice': {
      const ends: number[] = [];
      for (const [i, option] of expression.options.entries()) {
        if (i < expression.options.length - 1) {
          const split = program.push({ op: 'jump', to: 0 }) - 1;
          emit(program, option);
          ends.push(program.push({ op: 'jump', to: 0 }) - 1);
          program[split] = { op: 'split', first: split + 1, second: program.length };
        } else emit(program, option);
      }
      for (const end of ends) program[end] = { op: 'jump', to: program.length };
      return;
    }
    case 'repeat': {
      for (let i = 0; i < expression.least; i++) emit(program, expression.inside);
      if (expression.most === Infinity) {
        const split = program.push({ op: 'jump', to: 0 }) - 1;
        emit(program, expression.inside);
        program.push({ op: 'jump', to: split });
        program[split] = { op: 'split', first: split + 1, second: program.length };
        return;
      }
      const splits: number[] = [];
      for (let i = expression.least; i < expression.most; i++) {
        splits.push(program.push({ op: 'jump', to: 0 }) - 1);
        emit(program, expression.inside);
      }
      for (const split of splits) program[split] = { op: 'split', first: split + 1, second: program.length };
    }
  }
}

/** A test that the first character of any match passes; undefined where a match may be empty or begin otherwise. */
function firstCharacters(expression: Expression): ((c: string) => boolean) | undefined {
  if (expression.type === 'character') return expression.test;
  if (expression.type === 'sequence' && expression.parts[0]) return firstCharacters(expression.parts[0]);
  if (expression.type === 'group') return firstCharacters(expression.inside);
  if (expression.type === 'repeat' && expression.least > 0) return firstCharacters(expression.inside);
  return undefined;
}

const isWord = (c: string): boolean => /[A-Za-z0-9_]/.test(c);

function holds(op: Instruction['op'], text: string, at: number): boolean {
  switch (op) {
    case 'begin':
      return at === 0;
    case 'end':
      return at === text.length;
    default: {
      const before = at > 0 && isWord(text.charAt(at - 1));
      const after = at < text.length && isWord(text.charAt(at));
      return op === 'word-begin'
        ? !before && after
        : op === 'word-end'
          ? before && !after
          : op === 'word-edge'
            ? before !== after
            : before === after;
    }
  }
}

interface Thread {
  readonly pc: number;
  readonly saved: readonly number[];
}

function simulate(
  program: readonly Instruction[],
  text: string,
  from: number,
  slots: number,
  first: ((c: string) => boolean) | undefined,
): Match | undefined {
  let threads: Thread[] = [];
  let best: readonly number[] | undefined;
  const seen = new Int32Array(program.length).fill(-1);
  const none: readonly number[] = new Array<number>(slots).fill(-1);
  for (let at = from; at <= text.length; at++) {
    if (!best && threads.length === 0 && first) {
      while (at < text.length && !first(text.charAt(at))) at++;
      if (at === text.length) return undefined;
    }
    const next: Thread[] = [];
    const list: Thread[] = [];
    const add = (pc: number, saved: readonly number[]): void => {
      const stack: Thread[] = [{ pc, saved }];
      for (let top = stack.pop(); top; top = stack.pop()) {
        if (seen[top.pc] === at) continue;
        seen[top.pc] = at;
        const instruction = program[top.pc]!;
        switch (instruction.op) {
          case 'jump':
            stack.push({ pc: instruction.to, saved: top.saved });
            break;
          case 'split':
            stack.push({ pc: instruction.second, saved: top.saved }, { pc: instruction.first, saved: top.saved });
            break;
          case 'save':
            stack.push({ pc: top.pc + 1, saved: top.saved.with(instruction.slot, at) });
            break;
          case 'char':
          case 'match':
          case 'back':
            list.push(top);
            break;
          default:
            if (holds(instruction.op, text, at)) stack.push({ pc: top.pc + 1, saved: top.saved });
        }
      }
    };
    for (const thread of threads) add(thread.pc, thread.saved);
    if (!best) add(0, none.with(0, at));
    const c = text.charAt(at);
    for (const thread of list) {
      const instruction = program[thread.pc]!;
      if (instruction.op === 'match') {
        const start = thread.saved[0] ?? -1;
        const bestStart = best?.[0] ?? Infinity;
        if (start < bestStart || (start === bestStart && at > (best?.[1] ?? -1))) best = thread.saved.with(1, at);
      } else if (instruction.op === 'char' && at < text.length && instruction.test(c))
        next.push({ pc: thread.pc + 1, saved: thread.saved });
    }
    const start = best?.[0];
    threads = start === undefined ? next : next.filter((thread) => thread.saved[0] === start);
    if (best && threads.length === 0) break;
  }
  return best;
}

function backtrack(
  program: readonly Instruction[],
  text: string,
  start: number,
  slots: number,
  left: { steps: number },
): Match | undefined {
  let best: readonly number[] | undefined;
  const stack: { pc: number; at: number; saved: readonly number[]; splits: readonly string[] }[] = [
    { pc: 0, at: start, saved: new Array<number>(slots).fill(-1).with(0, start), splits: [] },
  ];
  for (let state = stack.pop(); state; state = stack.pop()) {
    if (--left.steps < 0) throw new RuntimeLimit('steps', MOST_STEPS);
    const { pc, at, saved, splits } = state;
    const instruction = program[pc]!;
    switch (instruction.op) {
      case 'match':
        if (at > (best?.[1] ?? -1)) best = saved.with(1, at);
        break;
      case 'char':
        if (at < text.length && instruction.test(text.charAt(at)))
          stack.push({ pc: pc + 1, at: at + 1, saved, splits: [] });
        break;
      case 'jump':
        stack.push({ pc: instruction.to, at, saved, splits });
        break;
      case 'split': {
        const here = `${pc}`;
        if (splits.includes(here)) break; // round a loop without a character
        stack.push(
          { pc: instruction.second, at, saved, splits: [...splits, here] },
          { pc: instruction.first, at, saved, splits: [...splits, here] },
        );
        break;
      }
      case 'save':
        stack.push({ pc: pc + 1, at, saved: saved.with(instruction.slot, at), splits });
        break;
      case 'back': {
        const [from, to] = [saved[2 * instruction.group] ?? -1, saved[2 * instruction.group + 1] ?? -1];
        const before = from < 0 || to < 0 ? undefined : text.slice(from, to);
        if (before !== undefined && text.startsWith(before, at))
          stack.push({ pc: pc + 1, at: at + before.length, saved, splits: before === '' ? splits : [] });
        break;
      }
      default:
        if (holds(instruction.op, text, at)) stack.push({ pc: pc + 1, at, saved, splits });
    }
  }
  return best;
}
