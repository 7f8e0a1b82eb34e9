import type { Process, Program, RunningProcess, SignalName } from '../process.ts';
import { nodeAt } from '../system-calls.ts';
import type { Task } from '../../task.ts';
import type { ExpansionContext } from './expansion.ts';
import { glob } from './glob.ts';
import type { Command } from './syntax.ts';
import { isName } from './syntax.ts';
import { Variables } from './variables.ts';

/** Thrown to end the shell with its status. */
export class Exit {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** Thrown when something went wrong that has been told; ends a script, or only the command where that is a plain builtin. */
export class Failure {
  readonly status: number;
  readonly message: string;
  constructor(message: string, status = 2) {
    this.message = message;
    this.status = status;
  }
}

/** A background command, or one that is waited for. */
export interface Job {
  readonly number: number;
  readonly processes: readonly RunningProcess[];
  /** Those whose end has not been taken note of. */
  untold: readonly RunningProcess[];
  /** Someone has waited for it: when it is over, the next command may have its number. */
  waited: boolean;
}

/** How set's letters are named with -o. */
export const OPTIONS: Readonly<Record<string, string>> = {
  errexit: 'e',
  noglob: 'f',
  ignoreeof: 'I',
  interactive: 'i',
  monitor: 'm',
  noexec: 'n',
  stdin: 's',
  xtrace: 'x',
  verbose: 'v',
  noclobber: 'C',
  allexport: 'a',
  notify: 'b',
  nounset: 'u',
  errtrace: 'E',
  vi: 'vi',
  pipefail: 'pipefail',
};

/** In the order of $-. */
const LETTERS = 'uEbaCvxcsnmiIfe';

export type Skip = 'none' | 'break' | 'continue' | 'return';

/** One shell's state: what its commands change. Subshells work on a copy. @source busybox 1.35 shell/ash.c */
export class Shell implements ExpansionContext {
  process: Process;
  /** A program has taken its place. */
  replaced = false;
  arg0: string;
  parameters: readonly string[] = [];
  variables: Variables;
  readonly functions: Map<string, Command>;
  readonly aliases: Map<string, string>;
  readonly options: Set<string>;
  /** What to do on a signal, at the end ('EXIT') or after a command that failed ('ERR'); '' ignores it. */
  readonly traps = new Map<SignalName | 'EXIT' | 'ERR', string>();
  readonly pending = new Set<SignalName>();
  readonly jobs: Job[] = [];
  /** $$: a subshell keeps it. */
  readonly mainPid: number;
  lastBackground: number | undefined;
  status = 0;
  /** Status of the last command substitution, which is that of a command without words. */
  substitutionStatus = 0;
  loops = 0;
  skip: Skip = 'none';
  skipCount = 0;
  /** The builtin (or script) that messages name, and the line they give. */
  commandName: string | undefined;
  line = 0;
  /** The line up to which its script has been read. */
  readTo = 0;
  depth = 0;
  /** The function that runs; '' outside of all. */
  functionName = '';
  /** Where getopts goes on: the next argument from 1, and the letter in the one before it (0: that one is done). */
  optionPlace = { index: 1, letter: 0 };
  /** Runs a script's text in this shell; set by the executor. */
  readonly evaluate: (shell: Shell, source: string, tested?: number) => Task<number>;
  readonly runSubstitution: (shell: Shell, body: Command | undefined) => Task<string>;
  /** The shell as a program: it runs scripts without an interpreter's line. */
  readonly interpreter: Program;

  readonly runBeside: (shell: Shell, direction: '<' | '>', body: Command | undefined) => string;
  /** Descriptors of pipes that its current command names. */
  readonly pipes: number[] = [];

  constructor(
    process: Process,
    how: Pick<Shell, 'evaluate' | 'runSubstitution' | 'runBeside' | 'interpreter'>,
    parent?: Shell,
  ) {
    this.process = process;
    this.evaluate = how.evaluate;
    this.runSubstitution = how.runSubstitution;
    this.runBeside = how.runBeside;
    this.interpreter = how.interpreter;
    this.arg0 = parent?.arg0 ?? 'sh';
    this.parameters = parent?.parameters ?? [];
    this.variables = parent ? parent.variables.copy() : new Variables();
    this.functions = new Map(parent?.functions);
    this.aliases = new Map(parent?.aliases);
    this.options = new Set(parent?.options);
    this.mainPid = parent?.mainPid ?? process.pid;
    if (!parent) return;
    this.lastBackground = parent.lastBackground;
    this.status = parent.status;
    this.commandName = parent.commandName;
    this.line = parent.line;
    this.depth = parent.depth;
    this.functionName = parent.functionName;
    this.loops = parent.loops;
    for (const [signal, action] of parent.traps) if (action === '') this.traps.set(signal, '');
  }

  /** The shell's name, the builtin and the line before a message, as the shell puts them. */
  prefixed(message: string): string {
    const name =
      this.commandName === undefined
        ? ''
        : `${this.commandName === this.arg0 ? '' : `${this.commandName}: `}line ${this.line}: `;
    return `${this.arg0}: ${name}${message}\n`;
  }

  fail(message: string, status = 2): never {
    throw new Failure(this.prefixed(message), status);
  }

  failSyntax(message: string, line = this.readTo): never {
    this.line = line;
    this.fail(`syntax error: ${message}`);
  }

  lookUp(name: string): string | undefined {
    switch (name) {
      case '?':
        return String(this.status);
      case '#':
        return String(this.parameters.length);
      case '$':
        return String(this.mainPid);
      case '!':
        return this.lastBackground === undefined ? undefined : String(this.lastBackground);
      case '-':
        return [...LETTERS].filter((letter) => this.options.has(letter)).join('');
      case '0':
        return this.arg0;
      case 'FUNCNAME':
        return this.variables.get(name) ?? this.functionName;
      case 'LINENO':
        return String(this.line);
      case 'RANDOM':
        return String(this.process.random.int(32_768));
      case 'EPOCHSECONDS':
        return String(Math.floor((this.process.clock.epoch + this.process.clock.now) / 1000));
      default: {
        const first = name.charCodeAt(0);
        if (first >= 48 && first <= 57) return Number(name) === 0 ? this.arg0 : this.parameters[Number(name) - 1];
        return this.variables.get(name);
      }
    }
  }

  assign(name: string, value: string): void {
    if (!isName(name)) this.fail(`${name}: bad variable name`);
    if (!this.variables.set(name, value, this.options.has('a'))) this.fail(`${name}: is read only`);
    if (name === 'OPTIND') this.optionPlace = { index: Number.parseInt(value, 10) || 1, letter: 0 };
  }

  /** The time that a long text costs. */
  *looksThrough(text: string): Task<void> {
    const wait = text.length < 64 ? undefined : this.process.work(text.length >> 6);
    if (wait) yield wait;
  }

  pipeTo(direction: '<' | '>', body: Command | undefined): string {
    return this.runBeside(this, direction, body);
  }

  substitute(body: Command | undefined): Task<string> {
    return this.runSubstitution(this, body);
  }

  home(user: string): string | undefined {
    if (user === '') return this.variables.get('HOME');
    const passwd = nodeAt(this.process, '/etc/passwd');
    if (passwd?.type !== 'file') return undefined;
    return passwd.content
      .split('\n')
      .find((line) => line.startsWith(`${user}:`))
      ?.split(':')[5];
  }

  glob(pattern: string): readonly string[] {
    const { files, who, cwd } = this.process;
    return this.options.has('f') ? [] : glob(files, who, cwd, pattern, (entries) => this.process.owe(entries));
  }

  get splitsFields(): string {
    return this.variables.get('IFS') ?? ' \t\n';
  }

  get unsetIsError(): boolean {
    return this.options.has('u');
  }
}
