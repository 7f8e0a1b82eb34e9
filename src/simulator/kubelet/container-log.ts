import type { Clock } from '../clock.ts';
import { fromBytes } from '../runtime/bytes.ts';
import { RuntimeLimit } from '../runtime/runtime-limit.ts';
import type { LogLine } from './node-runtime.ts';

/** Bytes that one container may have logged. */
const MOST_BYTES = 4_000_000;

/** A container's log: lines with their time and stream; what has no newline yet stands open at the end. */
export class ContainerLog {
  readonly #clock: Clock;
  readonly #lines: LogLine[] = [];
  readonly #open = { stdout: '', stderr: '' };
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  write(stream: 'stdout' | 'stderr', bytes: string): void {
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_BYTES) throw new RuntimeLimit('log', MOST_BYTES);
    const parts = (this.#open[stream] + bytes).split('\n');
    this.#open[stream] = parts.pop() ?? '';
    for (const text of parts) this.#lines.push({ at: this.#clock.now, stream, text: fromBytes(text) });
  }

  get lines(): readonly LogLine[] {
    const open = (['stdout', 'stderr'] as const)
      .filter((stream) => this.#open[stream] !== '')
      .map((stream): LogLine => ({ at: this.#clock.now, stream, text: fromBytes(this.#open[stream]), open: true }));
    return open.length > 0 ? [...this.#lines, ...open] : this.#lines;
  }

  /** The end of the log as text, at most so many lines and bytes. */
  tail(lines: number, bytes: number): string {
    const all = this.lines;
    const text = all
      .slice(-lines)
      .map((line) => (line.open ? line.text : `${line.text}\n`))
      .join('');
    return text.length > bytes ? text.slice(text.length - bytes) : text;
  }
}
