import { link, type Node } from '../../filesystem.ts';
import { create, makeDirectory, nodeAt, openPath, remove, rename, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { confirms, fail, isBad, out, parse, usage, type Applets, type Call, type Options } from '../applet.ts';
import { inside, lastName } from '../paths.ts';
import { removeTree } from './remove-tree.ts';

/** What a command line asks to move or copy: each source and where it goes; or the directory that is in the way of -T. */
function targets(
  call: Call,
  { given, rest }: Options,
): readonly (readonly [source: string, target: string])[] | string {
  const named = given.get('t')?.at(-1);
  const last = named ?? rest.at(-1)!;
  const sources = named === undefined ? rest.slice(0, -1) : rest;
  const there = nodeAt(call.process, last, given.has('n') && call.called === 'ln' ? 'keep' : 'follow');
  const isDirectory = there?.type === 'directory';
  if (given.has('T')) {
    const source = nodeAt(call.process, sources[0] ?? '');
    if (isDirectory && (call.called === 'ln' || (source && source.type !== 'directory')))
      return `'${last}' is a directory`;
    return sources.map((source) => [source, last]);
  }
  const into = named !== undefined || isDirectory || (sources.length > 1 && call.called !== 'ln');
  return sources.map((source) => [source, into ? inside(last, lastName(source)) : last]);
}

const tooFew = ({ given, rest }: Options): boolean =>
  rest.length < (given.has('t') ? 1 : 2) || (given.has('T') && (given.has('t') || rest.length > 2));

/** mv [-finTv] [-t directory] sources target. @source busybox 1.35 coreutils/mv.c */
function* mv(call: Call): Task<number> {
  const options = parse(call.args, 'finTt:v', { interactive: 'i', force: 'f', 'no-clobber': 'n', verbose: 'v' });
  if (isBad(options) || tooFew(options)) return yield* usage(call, options);
  const { given } = options;
  const pairs = targets(call, options);
  if (typeof pairs === 'string') return yield* fail(call, pairs);
  const asks = [...given.keys()].findLast((letter) => 'fin'.includes(letter));
  let status = 0;
  for (const [source, target] of pairs) {
    const there = nodeAt(call.process, target, 'keep');
    const moves = !there || (asks !== 'n' && (asks !== 'i' || (yield* confirms(call, `overwrite '${target}'`))));
    const errno = moves ? rename(call.process, source, target) : undefined;
    if (errno === 'EXDEV') {
      const copied = yield* copyTree(call, source, target, copyOptions(new Set('rp')));
      if (copied !== 0 || (yield* removeTree(call, source, new Set('rf'))) !== 0) status = 1;
    } else if (errno) status = yield* fail(call, `can't rename '${source}': ${STRERROR[errno]}`);
    if (given.has('v')) yield* out(call, `'${source}' -> '${target}'\n`);
  }
  return status;
}

interface CopyOptions {
  /** cp's letters; r stands for R and a too, p for a. */
  readonly given: ReadonlySet<string>;
  readonly keepsLinks: boolean;
  /** Directories that this copying has made: they are not copied in their turn. */
  readonly made: Set<Node>;
}

const copyOptions = (given: ReadonlySet<string>): CopyOptions => ({
  given,
  keepsLinks: given.has('d') || given.has('P') || given.has('a'),
  made: new Set(),
});

/** cp [-arRpdPfinlsuvT] [-t directory] sources target. @source busybox 1.35 coreutils/cp.c, libbb/copy_file.c */
function* cp(call: Call): Task<number> {
  const options = parse(call.args, 'pdRfinlsLHarPvuTt:');
  if (isBad(options) || tooFew(options)) return yield* usage(call, options);
  const given = new Set(options.given.keys());
  if (given.has('R') || given.has('a')) given.add('r');
  if (given.has('a')) given.add('p');
  const pairs = targets(call, options);
  if (typeof pairs === 'string') return yield* fail(call, pairs);
  const copy = copyOptions(given);
  let status = 0;
  for (const [source, target] of pairs) if ((yield* copyTree(call, source, target, copy)) !== 0) status = 1;
  return status;
}

function* copyTree(call: Call, source: string, target: string, options: CopyOptions): Task<number> {
  const { process } = call;
  const wait = process.work(5);
  if (wait) yield wait;
  const node = nodeAt(process, source, options.given.has('r') || options.keepsLinks ? 'keep' : 'follow');
  if (!node) return yield* fail(call, `can't stat '${source}': ${STRERROR.ENOENT}`);
  const there = nodeAt(process, target);
  if (there === node && node.type !== 'directory')
    return yield* fail(call, `'${source}' and '${target}' are the same file`);
  if (node.type === 'directory') {
    if (!options.given.has('r')) return yield* fail(call, `omitting directory '${source}'`);
    const errno = there?.type === 'directory' ? undefined : makeDirectory(process, target, node.mode & 0o777);
    if (errno) return yield* fail(call, `can't create directory '${target}': ${STRERROR[errno]}`);
    const at = nodeAt(process, target);
    let status = 0;
    if (options.made.has(node)) return yield* fail(call, `recursion detected, omitting directory '${source}'`);
    if (at) options.made.add(at);
    for (const name of [...node.entries.keys()])
      if ((yield* copyTree(call, `${source}/${name}`, inside(target, name), options)) !== 0) status = 1;
    if (options.given.has('v')) yield* out(call, `'${source}' -> '${target}'\n`);
    return status;
  }
  if (
    there &&
    options.given.has('u') &&
    there.type === 'file' &&
    node.type === 'file' &&
    there.modified >= node.modified
  )
    return 0;
  if (there && options.given.has('n')) return 0;
  if (there && options.given.has('i') && !(yield* confirms(call, `overwrite '${target}'`))) return 0;
  if (options.given.has('s') || options.given.has('l')) {
    const errno = options.given.has('s') ? create(process, target, link(source)) : hardLink(call, target, node);
    return errno
      ? yield* fail(call, `can't create ${options.given.has('s') ? 'sym' : ''}link '${target}': ${STRERROR[errno]}`)
      : 0;
  }
  if (node.type === 'link') {
    if (there) remove(process, target, 'file');
    const errno = create(process, target, link(node.target));
    return errno ? yield* fail(call, `can't create symlink '${target}': ${STRERROR[errno]}`) : 0;
  }
  if (node.device && options.given.has('r')) {
    const errno = create(process, target, { ...node });
    return errno ? yield* fail(call, `can't create '${target}': ${STRERROR[errno]}`) : 0;
  }
  const input = openPath(process, source, { read: true });
  if (typeof input === 'string') return yield* fail(call, `can't open '${source}': ${STRERROR[input]}`);
  const output = openPath(process, target, { write: true, create: true, truncate: true });
  if (typeof output === 'string') return yield* fail(call, `can't create '${target}': ${STRERROR[output]}`);
  for (let text = yield* input.read(); text !== ''; text = yield* input.read()) {
    if (!(yield* output.write(text))) return yield* fail(call, `write error: ${STRERROR[output.failure ?? 'ENOSPC']}`);
    const wait = process.work(1 + (text.length >> 8));
    if (wait) yield wait;
  }
  input.close();
  output.close();
  const made = nodeAt(process, target);
  if (made?.type === 'file') {
    made.mode = node.mode;
    if (node.program) made.program = node.program;
    if (options.given.has('p')) made.modified = node.modified;
  }
  if (options.given.has('v')) yield* out(call, `'${source}' -> '${target}'\n`);
  return 0;
}

/** ln [-sfnbTv] [-S suffix] targets name. A hard link is the same file under two names. @source busybox 1.35 coreutils/ln.c */
function* ln(call: Call): Task<number> {
  const options = parse(call.args, 'sfnbS:vT');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const { process } = call;
  const { given, rest } = options;
  if (given.has('T') && rest.length > 2) return yield* fail(call, '-T accepts 2 args max');
  const pairs = targets(call, rest.length === 1 ? { given, rest: [...rest, lastName(rest[0]!)] } : options);
  if (typeof pairs === 'string') return yield* fail(call, pairs);
  let status = 0;
  for (const [source, target] of pairs) {
    const node: Node | undefined = given.has('s') ? link(source) : nodeAt(process, source, 'keep');
    if (!node) {
      status = yield* fail(call, `${source}: ${STRERROR.ENOENT}`);
      continue;
    }
    if (given.has('b')) rename(process, target, `${target}${given.get('S')?.at(-1) ?? '~'}`);
    else if (given.has('f')) remove(process, target, 'file');
    if (given.has('v')) yield* out(call, `'${target}' -> '${source}'\n`);
    const errno =
      source === ''
        ? 'ENOENT'
        : node.type === 'directory'
          ? 'EPERM'
          : given.has('s')
            ? create(process, target, node)
            : hardLink(call, target, node);
    if (errno) status = yield* fail(call, `${target}: ${STRERROR[errno]}`);
  }
  return status;
}

function hardLink(call: Call, target: string, node: Node): ReturnType<typeof create> {
  const kept =
    node.type === 'link' ? undefined : { owner: node.owner, group: node.group ?? 0, modified: node.modified };
  const errno = create(call.process, target, node);
  if (!errno && kept && node.type !== 'link') Object.assign(node, kept);
  if (!errno && node.type === 'file') node.otherNames = (node.otherNames ?? 0) + 1;
  return errno;
}

export const transfers: Applets = { mv, cp, ln };
