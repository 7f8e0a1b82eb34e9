import type { Millis } from '../../clock.ts';
import { sleep, until, untilOr, type Task } from '../../task.ts';
import type { Server } from '../network.ts';
import type { Process } from '../process.ts';
import { write } from '../shell/output.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { age, nextOf, numberKnob, timeKnob } from './knobs.ts';
import { pathOf } from './serve.ts';

const NON_HEAP = 180;
/** CPU time of an answer. */
const ANSWER: Millis = 150;
/** CPU time of boot that is done under one limit; another counts from the next portion on. */
const PORTION: Millis = 250;
/** From the end of boot until the heap is full. */
const FILL: Millis = 60_000;
const STEPS = 12;

/** A Java service: boots on CPU time, then its heap fills under a load of its own. @source CURRICULUM 2.4 */
export const jvm = courseImage('course/jvm:1.0', 142_000_000, function* (process): Task<number> {
  let asked = false;
  process.handlers.set('SIGTERM', () => (asked = true));
  process.memory = NON_HEAP * MEBIBYTE;
  for (let left = numberKnob(process, 'BOOT_CPU_SECONDS', 10) * 1000; !asked && left > 0; left -= PORTION) {
    const done = process.clock.now + process.cpuTime(Math.min(left, PORTION));
    while (!asked && process.clock.now < done) yield untilOr(done - process.clock.now, process.signalled);
  }
  const booted = process.clock.now;
  process.cpu = 500;
  const listening = asked ? undefined : process.network.listen('0.0.0.0', 8080, answers(process));
  if (listening === 'address-in-use' || listening === 'permission-denied') {
    yield* write(process, 'java.net.BindException: Address already in use\n', 2);
    return 1;
  }
  if (listening) yield* write(process, `Started in ${Math.round(age(process))} s\n`);
  const heap = heapSize(process);
  for (let step = 1; !asked && step <= STEPS; step++) {
    const at = booted + (FILL * step) / STEPS;
    while (!asked && process.clock.now < at) yield untilOr(at - process.clock.now, process.signalled);
    process.memory = (NON_HEAP + (heap * step) / STEPS) * MEBIBYTE;
  }
  while (!asked) yield until(process.signalled);
  listening?.close();
  yield sleep(2000);
  return 143;
});

/** MAX_RAM_PERCENT of the memory limit beats MAX_HEAP_MB. */
function heapSize(process: Process): number {
  const percent = process.knob('MAX_RAM_PERCENT');
  const limit = process.memoryLimit;
  return percent !== undefined && percent !== '' && limit !== undefined
    ? (limit / MEBIBYTE) * (Number(percent) / 100)
    : numberKnob(process, 'MAX_HEAP_MB', 512);
}

function answers(process: Process): Server {
  return {
    http({ path }) {
      if (age(process) >= (timeKnob(process, 'HANG_AT') ?? Infinity)) return 'hang';
      const after = process.cpuTime(ANSWER);
      const known = ['/healthz', '/ready', '/'].includes(pathOf(path));
      return { after, status: known ? 200 : 404, body: known ? 'ok\n' : 'not found\n' };
    },
    changesAt: (now) => nextOf(process, [timeKnob(process, 'HANG_AT')], now),
  };
}
