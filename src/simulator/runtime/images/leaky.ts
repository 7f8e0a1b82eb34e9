import type { Task } from '../../task.ts';
import type { Process } from '../process.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { numberKnob } from './knobs.ts';
import { serve } from './serve.ts';

/** Begins with 50 MiB and grows, MB_PER_SECOND each second, up to MAX_MB. @source CURRICULUM 2.4 */
export const leaky = courseImage('course/leaky:1.0', 9_800_000, function* (process): Task<number> {
  process.memory = 50 * MEBIBYTE;
  process.cpu = 20;
  const stop = grow(process);
  try {
    return yield* serve(process, {
      name: 'leaky',
      bind: '0.0.0.0',
      port: 8080,
      start: 0,
      drain: 0,
      server: {
        http: ({ path }) =>
          path === '/healthz'
            ? { after: 5, status: 200, body: 'ok\n' }
            : { after: 5, status: 404, body: 'not found\n' },
        changesAt: () => undefined,
      },
    });
  } finally {
    stop();
  }
});

/** One step a second; the OOM killer decides when it is too much. */
function grow(process: Process): () => void {
  let timer = process.clock.after(1000, step);
  function step(): void {
    const most = numberKnob(process, 'MAX_MB', 4096) * MEBIBYTE;
    const next = Math.min(most, process.memory + numberKnob(process, 'MB_PER_SECOND', 1) * MEBIBYTE);
    if (next < most) timer = process.clock.after(1000, step);
    process.memory = next;
  }
  return () => timer.cancel();
}
