import type { Millis } from '../../clock.ts';
import type { Task } from '../../task.ts';
import type { Server } from '../network.ts';
import type { Process } from '../process.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { serve } from './serve.ts';

const SECOND: Millis = 1000;

/** A name server whose memory follows the queries it gets: 40 MiB, and half a MiB for each a second. @source CURRICULUM 2.4 */
export const dns = courseImage('course/dns:1.0', 14_200_000, function* (process): Task<number> {
  process.memory = 40 * MEBIBYTE;
  process.cpu = 50;
  const opened = process.network.listen('0.0.0.0', 8080, {
    http: ({ path }) => ({
      after: 1,
      status: path === '/health' ? 200 : 404,
      body: path === '/health' ? 'ok\n' : 'not found\n',
    }),
    changesAt: () => undefined,
  });
  try {
    return yield* serve(process, {
      name: 'dns',
      bind: '0.0.0.0',
      port: 5353,
      start: 0,
      drain: 0,
      server: answers(process),
    });
  } finally {
    if (typeof opened !== 'string') opened.close();
  }
});

/** What it holds follows the queries of the second that has passed, and of the one that runs. */
function answers(process: Process): Server {
  let queries = 0;
  let before = 0;
  const hold = (): void => {
    process.memory = (40 + Math.max(queries, before) / 2) * MEBIBYTE;
  };
  const turn = (): void => {
    before = queries;
    queries = 0;
    hold();
    if (before > 0) process.clock.after(SECOND, turn);
  };
  return {
    tcp() {
      if (queries === 0 && before === 0) process.clock.after(SECOND, turn);
      queries++;
      hold();
      return { after: 1, text: 'answer\n' };
    },
    changesAt: () => undefined,
  };
}
