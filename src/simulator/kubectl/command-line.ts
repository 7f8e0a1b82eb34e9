import type { ParsedLine } from './command.ts';
import { failure, isFailure, type Failure } from './failure.ts';
import { flagProblem, flags, globalFlags, quoted, type Flag } from './flags.ts';
import { suggestionsFor } from './suggestions.ts';

/** What the table of commands knows of one: its flags, and the commands below it. */
export interface CommandShape {
  readonly flags?: readonly Flag[];
  readonly below?: Readonly<Record<string, CommandShape>>;
  readonly aliases?: readonly string[];
  /** Takes --record, of which its help says nothing. */
  readonly records?: true;
  /** What is typed behind it is not looked at. */
  readonly anything?: true;
}

export interface FoundCommand<T extends CommandShape> {
  readonly shape: T;
  readonly line: ParsedLine;
}

const RECORD = flags('record:bool');

const SYNONYMS: Readonly<Record<string, string>> = {
  list: 'get',
  ls: 'get',
  rm: 'delete',
  remove: 'delete',
  inspect: 'describe',
  stats: 'top',
};

/**
 * Finds the command that words name and reads its flags, which may stand anywhere before `--`.
 * @param words - without the leading `kubectl`
 * @source spf13/cobra command.go Find, legacyArgs; spf13/pflag flag.go parseArgs
 */
export function parseLine<T extends CommandShape>(
  words: readonly string[],
  commands: Readonly<Record<string, T>>,
): FoundCommand<T> | Failure {
  const rest = [...words];
  const path: string[] = [];
  let shape: T | undefined;
  let below: Readonly<Record<string, T>> | undefined = commands;
  while (below !== undefined) {
    const at = nextWord(rest, [...(shape?.flags ?? []), ...globalFlags]);
    const typed = rest[at];
    if (typed === undefined) break;
    const name = Object.keys(below).find((k) => k === typed || below?.[k]?.aliases?.includes(typed));
    if (name === undefined) {
      if (path.length > 0) break;
      const [first] = words;
      return first?.startsWith('-')
        ? failure(`Error: flags cannot be placed before plugin name: ${first}\n`)
        : unknownCommand(typed, Object.keys(commands));
    }
    rest.splice(at, 1);
    path.push(name);
    shape = below[name];
    below = shape?.below as Readonly<Record<string, T>> | undefined;
  }
  if (!shape) {
    const alone = readFlags(rest, [], globalFlags);
    return isFailure(alone) ? alone : failure('', 0);
  }
  if (shape.anything) return { shape, line: { command: path, args: rest, flags: new Map(), afterDashes: undefined } };
  const hidden = shape.records ? RECORD : [];
  const parsed = readFlags(rest, path, [...(shape.flags ?? []), ...hidden, ...globalFlags]);
  return isFailure(parsed) ? parsed : { shape, line: parsed };
}

/**
 * Where the first word stands that is no flag, nor the value of one: what no "=" follows takes the next word along, but
 * for switches. That --help is one is not known yet.
 * @source spf13/cobra command.go stripFlags
 */
function nextWord(words: readonly string[], known: readonly Flag[]): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') break;
    if (word === '' || word === '-') continue;
    if (!word.startsWith('-')) return at;
    if (word.includes('=') || !(word.startsWith('--') || word.length === 2)) continue;
    const flag = known.find((f) => word === `--${f.name}` || (f.short !== undefined && word === `-${f.short}`));
    if (flag?.bare !== undefined && flag.name !== 'help') continue;
    if (words.length - at <= 2) break;
    at++;
  }
  return words.length;
}

function unknownCommand(typed: string, names: readonly string[]): Failure {
  const close = suggestionsFor(
    typed,
    names.filter((name) => name !== 'help'), // cobra's own command is never offered
    SYNONYMS,
  );
  const hint = close.length ? `\nDid you mean this?\n${close.map((name) => `\t${name}\n`).join('')}\n` : '';
  return failure(`Error: unknown command ${quoted(typed)} for "kubectl"\n${hint}`);
}

function readFlags(words: readonly string[], command: readonly string[], known: readonly Flag[]): ParsedLine | Failure {
  const args: string[] = [];
  const values = new Map<string, string[]>();
  let afterDashes: readonly string[] | undefined;
  const fail = (text: string): Failure =>
    failure(`Error: ${text}\nSee '${['kubectl', ...command].join(' ')} --help' for usage.\n`);
  const set = (flag: Flag, value: string): Failure | undefined => {
    const problem = flagProblem(flag.type, value);
    const shown = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
    if (problem !== undefined) return fail(`invalid argument ${quoted(value)} for ${quoted(shown)} flag: ${problem}`);
    const all = flag.type !== 'strings' ? [value] : value === '' ? [] : value.split(',');
    values.set(flag.name, [...(values.get(flag.name) ?? []), ...all]);
    return undefined;
  };

  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      afterDashes = words.slice(i + 1);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      args.push(word);
      continue;
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = word.slice(2, equals < 0 ? undefined : equals);
      if (name === '' || name.startsWith('-') || name.startsWith('=')) return fail(`bad flag syntax: ${word}`);
      const flag = known.find((f) => f.name === name);
      if (!flag) return fail(`unknown flag: --${name}`);
      const value = equals >= 0 ? word.slice(equals + 1) : (flag.bare ?? words[++i]);
      if (value === undefined) return fail(`flag needs an argument: --${name}`);
      const refused = set(flag, value);
      if (refused) return refused;
      continue;
    }
    for (let letters = word.slice(1); letters !== '';) {
      const letter = [...letters][0] ?? '';
      const flag = known.find((f) => f.short === letter);
      if (!flag) return fail(`unknown shorthand flag: '${letter}' in -${letters}`);
      const tail = letters.slice(letter.length);
      const value =
        tail.startsWith('=') && tail.length > 1 ? tail.slice(1) : (flag.bare ?? (tail === '' ? words[++i] : tail));
      if (value === undefined) return fail(`flag needs an argument: '${letter}' in -${letters}`);
      const refused = set(flag, value);
      if (refused) return refused;
      letters = flag.bare !== undefined && !tail.startsWith('=') ? tail : '';
    }
  }
  return { command, args, flags: values, afterDashes };
}
