import { may, sizeOf, type Node } from '../../filesystem.ts';
import { nodeAt, now, remove, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, out, type Call } from '../applet.ts';
import { parseMode } from '../file-modes.ts';
import { ended } from '../output.ts';
import { compilePattern, matches } from '../pattern.ts';
import { compileRegex } from '../regex.ts';
import { startCommand } from '../run-command.ts';
import { groupId, userId } from '../users.ts';
import { all, BadFind, value, type Test, type Walk } from './find-walk.ts';

/** The tests and actions of find's arguments, with -o, ! and parentheses. */
export class FindExpression {
  readonly #call: Call;
  readonly #walk: Walk;
  readonly #args: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(call: Call, walk: Walk, args: readonly string[]) {
    this.#call = call;
    this.#walk = walk;
    this.#args = args;
  }

  whole(): Test {
    if (this.#args.length === 0) return this.#print;
    const test = this.#or();
    const left = this.#args[this.#at];
    if (left !== undefined) throw new BadFind(`unrecognized: ${left}`);
    if (this.#walk.acts) return test;
    return all([test, this.#print]);
  }

  readonly #print: Test = ({ path }) => out(this.#call, `${path}\n`);

  #or(): Test {
    if (++this.#depth > 60) throw new BadFind('too many parentheses');
    const options = [this.#and()];
    while (this.#args[this.#at] === '-o' || this.#args[this.#at] === '-or') {
      this.#at++;
      options.push(this.#and());
    }
    this.#depth--;
    if (options.length === 1) return options[0]!;
    return function* (seen): Task<boolean> {
      for (const option of options) if (yield* value(option(seen))) return true;
      return false;
    };
  }

  #and(): Test {
    const tests: Test[] = [];
    for (;;) {
      const word = this.#args[this.#at];
      if (word === undefined || word === ')' || word === '-o' || word === '-or') break;
      if (word === '-a' || word === '-and') this.#at++;
      else tests.push(this.#not());
    }
    return tests.length === 1 ? tests[0]! : all(tests);
  }

  #not(): Test {
    const word = this.#args[this.#at];
    if (word === '!' || word === '-not') {
      this.#at++;
      if (this.#args[this.#at] === undefined) throw new BadFind(`unrecognized: ${word}`);
      const inner = this.#not();
      return function* (seen): Task<boolean> {
        return !(yield* value(inner(seen)));
      };
    }
    if (word === '(') {
      this.#at++;
      const inner = this.#or();
      if (this.#args[this.#at++] !== ')') throw new BadFind("unpaired '('");
      return inner;
    }
    this.#at++;
    return this.#primary(word ?? '');
  }

  #argument(name: string): string {
    const argument = this.#args[this.#at++];
    if (argument === undefined) throw new BadFind(`${name} requires an argument`);
    return argument;
  }

  #primary(name: string): Test {
    const call = this.#call;
    const walk = this.#walk;
    switch (name) {
      case '-name':
      case '-iname':
      case '-path':
      case '-ipath': {
        const lower = name.startsWith('-i');
        const pattern = compilePattern(lower ? this.#argument(name).toLowerCase() : this.#argument(name));
        return ({ name: own, path }) => {
          const text = name.endsWith('path') ? path : own;
          return matches(pattern, lower ? text.toLowerCase() : text);
        };
      }
      case '-regex': {
        const pattern = this.#argument(name);
        const regex = compileRegex(
          `^(${pattern})$`.replace(/^\^\(|\)\$$/g, (edge) => (edge === '^(' ? '^\\(' : '\\)$')),
          { extended: false },
        );
        if (typeof regex === 'string') throw new BadFind(`bad regex '${pattern}': ${regex}`);
        return ({ path }) => regex.exec(path) !== undefined;
      }
      case '-type': {
        const type = this.#argument(name);
        if (!/^[bcdflps]$/.test(type)) throw new BadFind(`invalid argument '${type}' to '-type'`);
        return ({ node }) => kind(node) === type;
      }
      case '-mmin':
      case '-mtime':
      case '-cmin':
      case '-ctime':
      case '-amin':
      case '-atime': {
        const compare = this.#number(name);
        const unit = name.endsWith('min') ? 60 : 86_400;
        return ({ node }) => {
          const seconds = (now(call.process) - (node.type === 'link' ? 0 : node.modified)) / 1000;
          return compare(seconds / unit, Math.floor(seconds / unit));
        };
      }
      case '-newer': {
        const path = this.#argument(name);
        const reference = nodeAt(call.process, path);
        if (!reference) throw new BadFind(`${path}: ${STRERROR.ENOENT}`);
        const time = reference.type === 'link' ? 0 : reference.modified;
        return ({ node }) => node.type !== 'link' && node.modified > time;
      }
      case '-size': {
        const text = this.#argument(name);
        const found = /^([-+]?)(\d+)([bckMG]?)$/.exec(text);
        if (!found) throw new BadFind(`invalid number '${text}'`);
        const unit = { '': 512, b: 512, c: 1, k: 1024, M: 1_048_576, G: 1_073_741_824 }[found[3] ?? ''] ?? 512;
        return ({ node }) => {
          const units = Math.ceil((node.type === 'file' ? sizeOf(node) : 4096) / unit);
          return found[1] === '+'
            ? units > Number(found[2])
            : found[1] === '-'
              ? units < Number(found[2])
              : units === Number(found[2]);
        };
      }
      case '-empty':
        return ({ node }) =>
          node.type === 'directory' ? node.entries.size === 0 : node.type === 'file' && sizeOf(node) === 0;
      case '-executable':
        return ({ node }) =>
          node.type !== 'link' &&
          may(call.process.who, node, 1) &&
          (node.type === 'directory' || (node.mode & 0o111) !== 0);
      case '-perm': {
        const text = this.#argument(name);
        const mode = parseMode(text.replace(/^[-/+]/, ''), 0, 0);
        if (mode === undefined) throw new BadFind(`invalid mode '${text}'`);
        return ({ node }) => {
          const own = (node.type === 'link' ? 0o777 : node.mode) & 0o7777;
          return text.startsWith('-')
            ? (own & mode) === mode
            : /^[/+]/.test(text)
              ? mode === 0 || (own & mode) !== 0
              : own === mode;
        };
      }
      case '-user': {
        const text = this.#argument(name);
        const user = userId(call.process, text);
        if (user === undefined) throw new BadFind(`unknown user ${text}`);
        return ({ node }) => node.type !== 'link' && node.owner === user;
      }
      case '-group': {
        const text = this.#argument(name);
        const group = groupId(call.process, text);
        if (group === undefined) throw new BadFind(`unknown group ${text}`);
        return ({ node }) => node.type !== 'link' && (node.group ?? 0) === group;
      }
      case '-maxdepth':
        walk.maxDepth = this.#depthOf(name);
        return () => true;
      case '-mindepth':
        walk.minDepth = this.#depthOf(name);
        return () => true;
      case '-depth':
        walk.depthFirst = true;
        return () => true;
      case '-follow':
        walk.follows = true;
        return () => true;
      case '-xdev':
        return () => true;
      case '-prune':
        return () => (walk.pruned = true);
      case '-quit':
        walk.acts = true;
        return () => (walk.quit = true);
      case '-print':
        walk.acts = true;
        return this.#print;
      case '-print0':
        walk.acts = true;
        return ({ path }) => out(call, `${path}\0`);
      case '-delete':
        walk.acts = walk.depthFirst = true;
        return function* ({ path, node }): Task<boolean> {
          if (path === '.') return true;
          const errno = remove(call.process, path, node.type === 'directory' ? 'directory' : 'file');
          if (errno) yield* fail(call, `${path}: ${STRERROR[errno]}`);
          return !errno;
        };
      case '-exec':
        walk.acts = true;
        return this.#exec(name);
      default:
        throw new BadFind(`unrecognized: ${name}`);
    }
  }

  #depthOf(name: string): number {
    const text = this.#argument(name);
    if (!/^\d+$/.test(text)) throw new BadFind(`invalid number '${text}'`);
    return Number(text);
  }

  /** n, +n or -n. */
  #number(name: string): (exact: number, whole: number) => boolean {
    const text = this.#argument(name);
    const found = /^([-+]?)(\d+)$/.exec(text);
    if (!found) throw new BadFind(`invalid number '${text}'`);
    const wanted = Number(found[2]);
    return (exact, whole) =>
      found[1] === '+' ? exact >= wanted + 1 : found[1] === '-' ? exact < wanted : whole === wanted;
  }

  #exec(name: string): Test {
    const call = this.#call;
    const argv: string[] = [];
    for (;;) {
      const word = this.#args[this.#at++];
      if (word === undefined) throw new BadFind(`${name} requires an argument`);
      if (word === ';') break;
      if (word === '+' && argv.includes('{}')) {
        const batch = { argv, paths: [] as string[] };
        this.#walk.batches.push(batch);
        return ({ path }) => batch.paths.push(path) > 0;
      }
      argv.push(word);
    }
    if (argv.length === 0) throw new BadFind(`${name} requires an argument`);
    return function* ({ path }): Task<boolean> {
      const child = startCommand(
        call.process,
        argv.map((word) => word.replaceAll('{}', path)),
      );
      if ('missing' in child) {
        yield* fail(call, `${argv[0] ?? ''}: ${child.missing}`);
        return false;
      }
      return (yield* ended(child)) === 0;
    };
  }
}

const kind = (node: Node): string =>
  node.type === 'directory' ? 'd' : node.type === 'link' ? 'l' : node.device ? 'c' : 'f';
