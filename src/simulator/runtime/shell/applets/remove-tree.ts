import { look, remove, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { confirms, fail, out, type Call } from '../applet.ts';

/** Of rm's options those that count on the way down: f, i, r, v. */
export type Removal = ReadonlySet<string>;

/** Removes a file, or a directory with all in it, as rm does. @source busybox 1.35 libbb/remove_file.c */
export function* removeTree(call: Call, path: string, options: Removal): Task<number> {
  const wait = call.process.work(5);
  if (wait) yield wait;
  const place = look(call.process, path, 'keep');
  const node = typeof place === 'string' ? undefined : place.node;
  if (!node) {
    const errno = typeof place === 'string' ? place : 'ENOENT';
    if (errno !== 'ENOENT') return yield* fail(call, `can't stat '${path}': ${STRERROR[errno]}`);
    return options.has('f') ? 0 : yield* fail(call, `can't remove '${path}': ${STRERROR[errno]}`);
  }
  const directory = node.type === 'directory';
  if (directory) {
    if (!options.has('r')) return yield* fail(call, `'${path}' is a directory`);
    if (options.has('i') && !(yield* confirms(call, `descend into directory '${path}'`))) return 0;
    let status = 0;
    for (const name of [...node.entries.keys()])
      if ((yield* removeTree(call, `${path.replace(/\/+$/, '')}/${name}`, options)) !== 0) status = 1;
    if (status !== 0) return status;
  }
  if (options.has('i') && !(yield* confirms(call, `remove ${directory ? 'directory ' : ''}'${path}'`))) return 0;
  const errno = remove(call.process, path, directory ? 'directory' : 'file');
  if (errno) return yield* fail(call, `can't remove '${path}': ${STRERROR[errno]}`);
  if (options.has('v')) yield* out(call, `removed ${directory ? 'directory: ' : ''}'${path}'\n`);
  return 0;
}
