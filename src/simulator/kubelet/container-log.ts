import type { Clock, Millis } from '../clock.ts';
import { fromBytes } from '../runtime/bytes.ts';
import { RuntimeLimit } from '../runtime/runtime-limit.ts';
import type { LogLine } from './node-runtime.ts';

/** Bytes that one container may have logged. */
const MOST_BYTES = 4_000_000;

/**
 * A container's log: lines with their time and stream. What has no newline yet is written once the stream ends.
 * @source containerd internal/cri/io/logger.go redirectLogs; recorded: config/volume-files
 */
export class ContainerLog {
  readonly #clock: Clock;
  /** What was written and is not in lines yet: far more is written than looked at. */
  #written: { readonly at: Millis; readonly stream: 'stdout' | 'stderr'; readonly bytes: string }[] = [];
  readonly #lines: LogLine[] = [];
  readonly #open = { stdout: '', stderr: '' };
  readonly #wrote: (bytes: number) => void;
  #bytes = 0;
  #isClosed = false;

  /** @param wrote - hears of bytes on the node's disk */
  constructor(clock: Clock, wrote: (bytes: number) => void) {
    this.#clock = clock;
    this.#wrote = wrote;
  }

  write(stream: 'stdout' | 'stderr', bytes: string): void {
    this.#bytes += bytes.length;
    this.#wrote(bytes.length);
    if (this.#bytes > MOST_BYTES) throw new RuntimeLimit('log', MOST_BYTES);
    this.#written.push({ at: this.#clock.now, stream, bytes });
  }

  #takeLines(): void {
    for (const { at, stream, bytes } of this.#written) {
      const parts = (this.#open[stream] + bytes).split('\n');
      this.#open[stream] = parts.pop() ?? '';
      for (const part of parts) {
        const line = part.endsWith('\r') ? part.slice(0, -1) : part; // bufio's ReadLine takes both off
        this.#lines.push({ at, stream, text: fromBytes(line) });
      }
    }
    this.#written = [];
  }

  /** The container has ended: what was left without a newline is written. */
  close(): void {
    this.#isClosed = true;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get lines(): readonly LogLine[] {
    this.#takeLines();
    if (!this.#isClosed) return this.#lines;
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
