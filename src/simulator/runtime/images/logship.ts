import type { Millis } from '../../clock.ts';
import { until, untilOr, type Task } from '../../task.ts';
import type { OpenFile, Process } from '../process.ts';
import { write } from '../shell/output.ts';
import { openPath } from '../system-calls.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { numberKnob } from './knobs.ts';
import type { Image } from './image.ts';

/** How often it looks for new lines. */
const LOOK: Millis = 1000;
/** Bytes it reads at one look: what has no end is not read to the end. */
const MOST_AT_ONCE = 256 * 1024;

/**
 * Follows LOG_FILE and prints each line behind `shipped: `. On TERM it ships what is there, and ends with 0.
 * 2.0 opens a health port and can hold without bound.
 * @source CURRICULUM 2.4
 */
const logship = (version: '1.0' | '2.0'): Image =>
  courseImage(`course/logship:${version}`, 8_900_000, function* (process): Task<number> {
    process.memory = 20 * MEBIBYTE;
    process.cpu = 10;
    let asked = false;
    process.handlers.set('SIGTERM', () => (asked = true));
    if (version === '2.0') {
      const port = numberKnob(process, 'HEALTH_PORT', 8080);
      const listening = process.network.listen('0.0.0.0', port, {
        http: () => ({ after: 1, status: 200, body: 'ok\n' }),
        changesAt: () => undefined,
      });
      if (typeof listening === 'string') {
        yield* write(
          process,
          `logship: listen tcp 0.0.0.0:${port}: bind: ${listening === 'address-in-use' ? 'address already in use' : 'permission denied'}\n`,
          2,
        );
        return 1;
      }
    }
    const unbounded = version === '2.0' && process.knob('BUFFER') === 'unbounded';
    const shipper: Shipper = { file: undefined, held: '' };
    const idle = !unbounded && !process.knob('LOG_FILE');
    while (!asked) {
      yield* ship(process, shipper);
      yield idle ? until(process.signalled) : untilOr(LOOK, process.signalled);
      if (unbounded) process.memory += 2 * MEBIBYTE;
    }
    yield* ship(process, shipper);
    return 0;
  });

interface Shipper {
  file: OpenFile | undefined;
  /** The start of a line whose end has not been written yet. */
  held: string;
}

/** Prints what has come since the last look. */
function* ship(process: Process, shipper: Shipper): Task<void> {
  shipper.file ??= open(process);
  if (!shipper.file) return;
  for (let left = MOST_AT_ONCE; left > 0;) {
    const text = yield* shipper.file.read(left);
    if (text === '') break;
    left -= text.length;
    shipper.held += text;
  }
  const lines = shipper.held.split('\n');
  shipper.held = (lines.pop() ?? '').slice(-MOST_AT_ONCE);
  if (lines.length > 0) yield* write(process, lines.map((line) => `shipped: ${line}\n`).join(''));
}

function open(process: Process): OpenFile | undefined {
  const path = process.knob('LOG_FILE');
  const file = path ? openPath(process, path, { read: true }) : undefined;
  return typeof file === 'string' ? undefined : file;
}

export const logship1 = logship('1.0');
export const logship2 = logship('2.0');
