import type { Task } from '../task.ts';
import type { CommandContext } from './command.ts';
import { failure, isFailure, type Failure } from './failure.ts';
import { manifestsOf, type Manifest } from './manifests.ts';
import { refusalsText, type Refusal } from './refusals.ts';

/**
 * Does its work with each object of standard input, and tells at the end of all that was refused or could not be read.
 * @param work - a refusal lets the others go on, a failure ends the command
 * @param nothing - how it fails where there was no object
 */
export function* eachManifest(
  context: CommandContext,
  work: (manifest: Manifest) => Task<Refusal | Failure | undefined>,
  nothing?: Failure,
): Task<Failure | undefined> {
  const refusals: Refusal[] = [];
  const unread: Refusal[] = [];
  let seen = 0;
  for (const read of manifestsOf(context)) {
    if ('refusal' in read) {
      unread.push(read.refusal);
      continue;
    }
    seen++;
    const failed = yield* work(read.manifest);
    if (isFailure(failed)) return failed;
    if (failed) refusals.push(failed);
  }
  if (refusals.length + unread.length > 0) return failure(refusalsText(refusals, unread));
  return seen === 0 ? nothing : undefined;
}
