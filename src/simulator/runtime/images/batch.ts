import { untilOr, type Task } from '../../task.ts';
import type { Process } from '../process.ts';
import { write } from '../shell/output.ts';
import { openPath } from '../system-calls.ts';
import { countsOf } from './cluster-wide.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { numberKnob } from './knobs.ts';

/** A job: says `charged ORDER` as it begins, works SECONDS and ends. SIGTERM ends it with 143. @source CURRICULUM 2.4 */
export const batch = courseImage('course/batch:1.0', 10_100_000, run);

function* run(process: Process): Task<number> {
  process.memory = 30 * MEBIBYTE;
  process.cpu = 200;
  let asked = false;
  process.handlers.set('SIGTERM', () => (asked = true));
  const unlucky = ++countsOf(process.clock).batchStarts <= numberKnob(process, 'FAIL_FIRST', 0);
  yield* say(process, `charged ${process.env.get('ORDER') ?? ''}`.trimEnd());
  const ends = process.clock.now + numberKnob(process, 'SECONDS', 5) * 1000;
  const leak = numberKnob(process, 'LEAK_MB_PER_SECOND', 0);
  while (!asked && process.clock.now < ends) {
    const before = process.clock.now;
    yield untilOr(leak > 0 ? Math.min(1000, ends - before) : ends - before, process.signalled);
    process.memory += ((process.clock.now - before) / 1000) * leak * MEBIBYTE;
  }
  if (asked) return 143;
  return unlucky ? 1 : numberKnob(process, 'EXIT_CODE', 0);
}

/** To standard output, and to LOG_FILE where one is named. */
function* say(process: Process, line: string): Task<void> {
  yield* write(process, `${line}\n`);
  const path = process.env.get('LOG_FILE');
  if (!path) return;
  const log = openPath(process, path, { write: true, append: true, create: true });
  if (typeof log === 'string') return;
  yield* log.write(`${line}\n`);
  log.close();
}
