import { look, remove, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, type Call } from '../applet.ts';

/** Removes a file, or a directory with all in it, as rm -r does. */
export function* removeTree(call: Call, path: string, recursive: boolean, force: boolean): Task<number> {
  const wait = call.process.work(5);
  if (wait) yield wait;
  const place = look(call.process, path, 'keep');
  const node = typeof place === 'string' ? undefined : place.node;
  if (!node) {
    const errno = typeof place === 'string' ? place : 'ENOENT';
    return force && (errno === 'ENOENT' || errno === 'ENOTDIR')
      ? 0
      : yield* fail(call, `can't remove '${path}': ${STRERROR[errno]}`);
  }
  if (node.type === 'directory') {
    if (!recursive) return yield* fail(call, `'${path}' is a directory`);
    let status = 0;
    for (const name of [...node.entries.keys()])
      if ((yield* removeTree(call, `${path.replace(/\/+$/, '')}/${name}`, true, force)) !== 0) status = 1;
    if (status !== 0) return status;
  }
  const errno = remove(call.process, path, node.type === 'directory' ? 'directory' : 'file');
  return errno ? yield* fail(call, `can't remove '${path}': ${STRERROR[errno]}`) : 0;
}
