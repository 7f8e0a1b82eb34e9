import { link, type Node } from '../../filesystem.ts';
import { create, makeDirectory, nodeAt, openPath, remove, rename, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { removeTree } from './remove-tree.ts';

const baseName = (path: string): string =>
  path
    .replace(/(.)\/+$/, '$1')
    .split('/')
    .at(-1) || '/';

/** Where each source goes: into a directory, or to the one target. */
function* targets(
  call: Call,
  paths: readonly string[],
  directory: string | undefined,
): Task<readonly (readonly [string, string])[]> {
  const last = directory ?? paths.at(-1)!;
  const sources = directory === undefined ? paths.slice(0, -1) : paths;
  const into = directory !== undefined || sources.length > 1 || nodeAt(call.process, last)?.type === 'directory';
  return sources.map(
    (source) =>
      [source, into ? `${last.replace(/(.)\/+$/, '$1')}/${baseName(source)}`.replace('//', '/') : last] as const,
  );
}

function* mv(call: Call): Task<number> {
  const options = parse(call.args, 'finTt:');
  if (isBad(options) || options.rest.length < 2) return yield* usage(call, options);
  let status = 0;
  const pairs = yield* targets(call, options.rest, options.given.get('t')?.[0]);
  for (const [source, target] of pairs) {
    if (options.given.has('n') && nodeAt(call.process, target, 'keep')) continue;
    const errno = rename(call.process, source, target);
    if (errno === 'EXDEV') {
      if (
        (yield* copyTree(call, source, target, { recursive: true, preserve: true })) !== 0 ||
        (yield* removeTree(call, source, true, true)) !== 0
      )
        status = 1;
    } else if (errno) status = yield* fail(call, `can't rename '${source}': ${STRERROR[errno]}`);
  }
  return status;
}

interface CopyOptions {
  readonly recursive: boolean;
  readonly preserve: boolean;
}

/** cp [-rRapf] sources target. */
function* cp(call: Call): Task<number> {
  const options = parse(call.args, 'arRpfilsLHPduTt:v');
  if (isBad(options) || options.rest.length < (isBad(options) || !options.given.has('t') ? 2 : 1))
    return yield* usage(call, options);
  const { given } = options;
  const copy: CopyOptions = {
    recursive: given.has('r') || given.has('R') || given.has('a'),
    preserve: given.has('p') || given.has('a'),
  };
  let status = 0;
  const pairs = yield* targets(call, options.rest, given.get('t')?.[0]);
  for (const [source, target] of pairs) {
    if (given.has('v')) yield* out(call, `'${source}' -> '${target}'\n`);
    if ((yield* copyTree(call, source, target, copy)) !== 0) status = 1;
  }
  return status;
}

function* copyTree(call: Call, source: string, target: string, options: CopyOptions): Task<number> {
  const { process } = call;
  const wait = process.work(5);
  if (wait) yield wait;
  const node = nodeAt(process, source, options.recursive ? 'keep' : 'follow');
  if (!node) return yield* fail(call, `can't stat '${source}': ${STRERROR.ENOENT}`);
  const there = nodeAt(process, target);
  if (there === node && node.type !== 'directory')
    return yield* fail(call, `'${source}' and '${target}' are the same file`);
  if (node.type === 'directory') {
    if (!options.recursive) return yield* fail(call, `omitting directory '${source}'`);
    const errno = there?.type === 'directory' ? undefined : makeDirectory(process, target, node.mode & 0o777);
    if (errno) return yield* fail(call, `can't create directory '${target}': ${STRERROR[errno]}`);
    let status = 0;
    const at = nodeAt(process, target);
    for (const name of [...node.entries.keys()]) {
      if (node.entries.get(name) === at) continue; // a directory copied into itself
      if ((yield* copyTree(call, `${source}/${name}`, `${target}/${name}`, options)) !== 0) status = 1;
    }
    return status;
  }
  if (node.type === 'link') {
    const errno = create(process, target, link(node.target));
    return errno ? yield* fail(call, `can't create symlink '${target}': ${STRERROR[errno]}`) : 0;
  }
  const input = openPath(process, source, { read: true });
  if (typeof input === 'string') return yield* fail(call, `can't open '${source}': ${STRERROR[input]}`);
  const output = openPath(process, target, { write: true, create: true, truncate: true });
  if (typeof output === 'string') return yield* fail(call, `can't create '${target}': ${STRERROR[output]}`);
  for (let text = yield* input.read(); text !== ''; text = yield* input.read())
    if (!(yield* output.write(text))) return yield* fail(call, `write error: ${STRERROR[output.failure ?? 'ENOSPC']}`);
  input.close();
  output.close();
  const made = nodeAt(process, target);
  if (made?.type === 'file') {
    made.mode = node.mode;
    if (node.program) made.program = node.program;
    if (options.preserve) made.modified = node.modified;
  }
  return 0;
}

/** ln [-sf] target [name]. A hard link is the same file under two names. */
function* ln(call: Call): Task<number> {
  const options = parse(call.args, 'sfnbS:vT');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const { process } = call;
  const pairs =
    options.rest.length === 1
      ? [[options.rest[0]!, baseName(options.rest[0]!)] as const]
      : yield* targets(call, options.rest, undefined);
  let status = 0;
  for (const [source, target] of pairs) {
    let node: Node | undefined = link(source);
    if (!options.given.has('s')) {
      node = nodeAt(process, source, 'keep');
      if (!node) {
        status = yield* fail(call, `${source}: ${STRERROR.ENOENT}`);
        continue;
      }
      if (node.type === 'directory') {
        status = yield* fail(call, `${target}: ${STRERROR.EPERM}`);
        continue;
      }
    }
    if (options.given.has('f')) remove(process, target, 'file');
    const errno = options.given.has('s') ? create(process, target, node) : hardLink(call, target, node);
    if (errno) status = yield* fail(call, `${target}: ${STRERROR[errno]}`);
  }
  return status;
}

function hardLink(call: Call, target: string, node: Node): ReturnType<typeof create> {
  const kept =
    node.type === 'link' ? undefined : { owner: node.owner, group: node.group ?? 0, modified: node.modified };
  const errno = create(call.process, target, node);
  if (!errno && kept && node.type !== 'link') Object.assign(node, kept);
  return errno;
}

export const transfers: Applets = { mv, cp, ln };
