import { sleep, until, untilOr, type Task } from '../../task.ts';
import { file } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { create, nodeAt, now } from '../system-calls.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { age, numberKnob, timeKnob } from './knobs.ts';

const HEARTBEAT = '/tmp/heartbeat';

/** Works on items, one after another, and touches /tmp/heartbeat; on SIGTERM it finishes the item, also when hung. @source CURRICULUM 2.4 */
export const worker = courseImage('course/worker:1.0', 11_800_000, work);

function* work(process: Process): Task<number> {
  process.memory = 60 * MEBIBYTE;
  process.cpu = 100;
  const beat = numberKnob(process, 'BEAT_SECONDS', 5) * 1000;
  const item = numberKnob(process, 'ITEM_SECONDS', 3) * 1000;
  let asked = false;
  process.handlers.set('SIGTERM', () => (asked = true));
  process.handlers.set('SIGINT', () => (asked = true));
  const wakes = [process.signalled, process.network.changed].filter((signal) => signal !== undefined);
  for (let next = process.clock.now; !asked;) {
    const hung = age(process) >= (timeKnob(process, 'HANG_AT') ?? Infinity);
    if (!hung && process.clock.now >= next) {
      touch(process, HEARTBEAT);
      next += Math.max(100, beat);
    }
    yield hung ? until(...wakes) : untilOr(Math.max(1, next - process.clock.now), ...wakes);
  }
  if (item > 0) yield sleep((item - ((process.clock.now - process.startedAt) % item)) % item);
  return 0;
}

function touch(process: Process, path: string): void {
  const node = nodeAt(process, path);
  if (node?.type === 'file') node.modified = now(process);
  else create(process, path, { ...file(''), modified: now(process) });
}
