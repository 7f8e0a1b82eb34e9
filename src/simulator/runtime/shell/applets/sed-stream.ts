import type { OpenFile } from '../../process.ts';
import type { Task } from '../../../task.ts';
import { fail, LineReader, openInput, type Call } from '../applet.ts';

/** The lines of all files as one, with a look ahead: `$` is the last line. */
export class SedStream {
  readonly #call: Call;
  readonly #paths: string[];
  #reader: LineReader | undefined;
  #ahead: { line: string; ended: boolean } | undefined;
  status = 0;
  number = 0;

  constructor(call: Call, paths: readonly string[]) {
    this.#call = call;
    this.#paths = [...paths];
  }

  *#readNext(): Task<{ line: string; ended: boolean } | undefined> {
    for (;;) {
      const line = this.#reader ? yield* this.#reader.next() : undefined;
      if (line !== undefined && this.#reader) return { line, ended: this.#reader.ended };
      this.#reader?.close();
      this.#reader = undefined;
      const path = this.#paths.shift();
      if (path === undefined) return undefined;
      const file: OpenFile | string = openInput(this.#call, path);
      if (typeof file === 'string') this.status = yield* fail(this.#call, `${path}: ${file}`);
      else this.#reader = new LineReader(file);
    }
  }

  *next(): Task<{ line: string; ended: boolean } | undefined> {
    const line = this.#ahead ?? (yield* this.#readNext());
    this.#ahead = undefined;
    if (line) this.number++;
    return line;
  }

  *atEnd(): Task<boolean> {
    this.#ahead ??= yield* this.#readNext();
    return this.#ahead === undefined;
  }
}
