import { may, sizeOf, type Node } from '../../filesystem.ts';
import { look, nodeAt, now, remove, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, out, type Applets, type Call } from '../applet.ts';
import { parseMode } from '../file-modes.ts';
import { ended } from '../output.ts';
import { compilePattern, matches } from '../pattern.ts';
import { compileRegex } from '../regex.ts';
import { startCommand } from '../run-command.ts';
import { groupId, userId } from '../users.ts';

interface Seen {
  readonly path: string;
  readonly name: string;
  readonly node: Node;
  readonly depth: number;
}

/** A test or an action; true goes on to the next. */
type Test = (seen: Seen) => Task<boolean> | boolean;

class BadFind {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

interface Walk {
  minDepth: number;
  maxDepth: number;
  depthFirst: boolean;
  follows: boolean;
  /** -prune: what is below is left out. */
  pruned: boolean;
  quit: boolean;
  acts: boolean;
  /** -exec … +: what has been gathered. */
  readonly batches: { readonly argv: readonly string[]; readonly paths: string[] }[];
}

/** find [paths] [tests and actions]. @source busybox 1.35 findutils/find.c */
function* find(call: Call): Task<number> {
  const start = call.args.findIndex((arg) => /^[-!(]/.test(arg) && arg !== '-H' && arg !== '-L' && arg !== '-P');
  const head = start < 0 ? call.args : call.args.slice(0, start);
  const paths = head.filter((arg) => !arg.startsWith('-'));
  const walk: Walk = {
    minDepth: 0,
    maxDepth: Infinity,
    depthFirst: false,
    follows: head.includes('-L'),
    pruned: false,
    quit: false,
    acts: false,
    batches: [],
  };
  let test: Test;
  try {
    test = new Reader(call, walk, start < 0 ? [] : call.args.slice(start)).whole();
  } catch (error) {
    if (!(error instanceof BadFind)) throw error;
    return yield* fail(call, error.message);
  }
  let status = 0;
  for (const path of paths.length > 0 ? paths : ['.']) {
    const node = nodeAt(call.process, path, walk.follows ? 'follow' : 'keep');
    if (!node) {
      status = yield* fail(call, `${path}: ${STRERROR.ENOENT}`);
      continue;
    }
    if (
      (yield* visit(call, walk, test, {
        path,
        name:
          path
            .replace(/(.)\/+$/, '$1')
            .split('/')
            .at(-1) ?? path,
        node,
        depth: 0,
      })) !== 0
    )
      status = 1;
  }
  for (const { argv, paths: gathered } of walk.batches) {
    if (gathered.length === 0) continue;
    const words = argv.flatMap((word) => (word === '{}' ? gathered : [word]));
    const child = startCommand(call.process, words);
    if ('missing' in child) status = yield* fail(call, `${argv[0] ?? ''}: ${child.missing}`);
    else if ((yield* ended(child)) !== 0) status = 1;
  }
  return status;
}

function* visit(call: Call, walk: Walk, test: Test, seen: Seen): Task<number> {
  const wait = call.process.work(2);
  if (wait) yield wait;
  let status = 0;
  const apply = function* (): Task<void> {
    if (seen.depth < walk.minDepth || walk.quit) return;
    const result = test(seen);
    if (typeof result !== 'boolean') yield* result;
  };
  walk.pruned = false;
  if (!walk.depthFirst) yield* apply();
  const pruned = walk.pruned;
  if (seen.node.type === 'directory' && seen.depth < walk.maxDepth && !pruned && !walk.quit) {
    if (!may(call.process.who, seen.node, 4)) status = yield* fail(call, `${seen.path}: ${STRERROR.EACCES}`);
    else
      for (const name of [...seen.node.entries.keys()]) {
        const path = seen.path.endsWith('/') ? seen.path + name : `${seen.path}/${name}`;
        const place = look(call.process, path, walk.follows ? 'follow' : 'keep');
        const node = typeof place === 'string' ? undefined : place.node;
        if (node && (yield* visit(call, walk, test, { path, name, node, depth: seen.depth + 1 })) !== 0) status = 1;
      }
  }
  if (walk.depthFirst) yield* apply();
  return status;
}

class Reader {
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
      case '-perm': {
        const text = this.#argument(name);
        const mode = parseMode(text.replace(/^[-/+]/, ''), 0);
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

function* value(result: Task<boolean> | boolean): Task<boolean> {
  return typeof result === 'boolean' ? result : yield* result;
}

const all = (tests: readonly Test[]): Test =>
  function* (seen): Task<boolean> {
    for (const test of tests) if (!(yield* value(test(seen)))) return false;
    return true;
  };

const kind = (node: Node): string =>
  node.type === 'directory' ? 'd' : node.type === 'link' ? 'l' : node.device ? 'c' : 'f';

export const finding: Applets = { find };
