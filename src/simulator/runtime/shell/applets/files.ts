import { look, makeDirectory, nodeAt, now, openPath, remove, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { calendar } from '../dates.ts';
import { parseDate } from '../parse-date.ts';
import { parseMode } from '../file-modes.ts';
import { lastName } from '../paths.ts';
import { removeTree } from './remove-tree.ts';

/** touch [-c] [-d date] [-r file] files. */
function* touch(call: Call): Task<number> {
  const options = parse(call.args, 'cd:r:t:ham', { 'no-create': 'c', date: 'd', reference: 'r' });
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  let time = now(call.process);
  const date = options.given.get('d')?.[0] ?? options.given.get('t')?.[0];
  if (date !== undefined) {
    const parsed = parseDate(date, calendar(time));
    if (parsed === undefined) return yield* fail(call, `invalid date '${date}'`);
    time = parsed;
  }
  const reference = options.given.get('r')?.[0];
  if (reference !== undefined) {
    const node = nodeAt(call.process, reference);
    if (!node) return yield* fail(call, `can't stat '${reference}': ${STRERROR.ENOENT}`);
    if (node.type !== 'link') time = node.modified;
  }
  let status = 0;
  for (const path of options.rest) {
    const place = look(call.process, path);
    let node = typeof place === 'string' ? undefined : place.node;
    const made = node === undefined;
    if (!node) {
      if (options.given.has('c')) continue;
      const opened = openPath(call.process, path, { write: true, create: true });
      if (typeof opened === 'string') {
        status = yield* fail(call, `${path}: ${STRERROR[opened]}`);
        continue;
      }
      opened.close();
      node = nodeAt(call.process, path);
    } else if (typeof place !== 'string' && place.mount.options.readOnly) {
      status = yield* fail(call, `${path}: ${STRERROR.EROFS}`);
      continue;
    }
    // -a alone is about the access time, which nobody keeps
    if (node && node.type !== 'link' && (made || options.given.has('m') || !options.given.has('a')))
      node.modified = time;
  }
  return status;
}

/** rm [-rfiv] files. @source busybox 1.35 coreutils/rm.c */
function* rm(call: Call): Task<number> {
  const options = parse(call.args, 'fiRrv');
  if (isBad(options)) return yield* usage(call, options);
  const given = new Set(options.given.keys());
  if (given.has('R')) given.add('r');
  // of -f and -i the last one counts
  if (given.has('f') && given.has('i'))
    given.delete([...options.given.keys()].findLast((l) => l === 'f' || l === 'i') === 'f' ? 'i' : 'f');
  if (options.rest.length === 0) return given.has('f') ? 0 : yield* usage(call);
  let status = 0;
  for (const path of options.rest) {
    const base = lastName(path);
    if (base === '.' || base === '..') {
      status = yield* fail(call, "can't remove '.' or '..'");
      continue;
    }
    if ((yield* removeTree(call, base === '/' ? '/' : path.replace(/\/+$/, ''), given)) !== 0) status = 1;
  }
  return status;
}

/** mkdir [-p] [-m mode] directories. */
function* mkdir(call: Call): Task<number> {
  const options = parse(call.args, 'm:pv', { parents: 'p', mode: 'm', verbose: 'v' });
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const wanted = options.given.get('m')?.[0];
  const mode = wanted === undefined ? 0o777 & ~call.process.umask : parseMode(wanted, 0o777, call.process.umask);
  if (mode === undefined) return yield* fail(call, `invalid mode '${wanted ?? ''}'`);
  let status = 0;
  for (const path of options.rest) {
    const names = path.replace(/(.)\/+$/, '$1').split('/');
    if (options.given.has('p') && path.startsWith('/') && names.length === 2 && names[1] === '') continue;
    for (let i = options.given.has('p') ? 1 : names.length; i <= names.length; i++) {
      const part = names.slice(0, i).join('/');
      if (part === '' && path !== '') continue;
      const errno = makeDirectory(call.process, part, i === names.length ? mode : undefined);
      if (!errno && options.given.has('v'))
        yield* out(call, `created directory: '${part}${i < names.length ? '/' : ''}'\n`);
      if (!errno || (options.given.has('p') && errno === 'EEXIST' && nodeAt(call.process, part)?.type === 'directory'))
        continue;
      status = yield* fail(
        call,
        `can't create directory '${!options.given.has('p') ? path : i < names.length ? `${part}/` : part}': ${STRERROR[i < names.length && errno === 'EEXIST' ? 'ENOTDIR' : errno]}`,
      );
      break;
    }
  }
  return status;
}

function* rmdir(call: Call): Task<number> {
  const options = parse(call.args, 'p');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  let status = 0;
  for (const path of options.rest)
    for (
      let part = path;
      part !== '' && part !== '.' && part !== '/';
      part = part.includes('/') ? part.slice(0, part.lastIndexOf('/')) : ''
    ) {
      const errno = remove(call.process, part, 'directory');
      if (errno) {
        status = yield* fail(call, `'${part}': ${STRERROR[errno]}`);
        break;
      }
      if (!options.given.has('p')) break;
    }
  return status;
}

function* unlink(call: Call): Task<number> {
  const [path] = call.args;
  if (path === undefined || call.args.length > 1) return yield* usage(call);
  const errno = remove(call.process, path, 'file');
  return errno ? yield* fail(call, `can't remove file '${path}': ${STRERROR[errno]}`) : 0;
}

/** mktemp [-dtqu] [-p directory] [template]. @source busybox 1.35 coreutils/mktemp.c */
function* mktemp(call: Call): Task<number> {
  const options = parse(call.args, 'dqtp:u', { directory: 'd', quiet: 'q', 'dry-run': 'u' });
  if (isBad(options) || options.rest.length > 1) return yield* usage(call, options);
  const [template = 'tmp.XXXXXX'] = options.rest;
  const quiet = options.given.has('q');
  const marks = /X{6,}$/.exec(template)?.[0];
  if (marks === undefined) return quiet ? 1 : yield* fail(call, `(null): ${STRERROR.EINVAL}`);
  const directory =
    options.given.get('p')?.at(-1) ??
    (options.given.has('t') || options.rest.length === 0 ? call.process.env.get('TMPDIR') || '/tmp' : undefined);
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  let end = '';
  for (let i = 0; i < marks.length; i++) end += letters.charAt(call.process.random.int(letters.length));
  const path = `${directory === undefined ? '' : `${directory}/`}${template.slice(0, -marks.length)}${end}`;
  if (!options.given.has('u')) {
    const opened = options.given.has('d')
      ? makeDirectory(call.process, path, 0o700)
      : openPath(call.process, path, { write: true, create: true });
    if (typeof opened === 'string') return quiet ? 1 : yield* fail(call, `(null): ${STRERROR[opened]}`);
    const node = nodeAt(call.process, path);
    if (node?.type === 'file') node.mode = 0o600;
  }
  yield* out(call, `${path}\n`);
  return 0;
}

export const files: Applets = { touch, rm, mkdir, rmdir, unlink, mktemp };
