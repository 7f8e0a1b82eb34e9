import { createPipe } from '../../pipe.ts';
import type { OpenFile, RunningProcess } from '../../process.ts';
import { openPath, STRERROR } from '../../system-calls.ts';
import { sleep, type Task } from '../../../task.ts';
import { LineReader, openInput, type Call } from '../applet.ts';
import { ended, write } from '../output.ts';
import { startCommand } from '../run-command.ts';
import { AwkExit, AwkFileError } from './errors.ts';
import type { Memory } from './memory.ts';
import { outside, toNumber } from './values.ts';

/** What a pipe's writer holds back: stdio's buffer. */
const BUFFER = 4096;

interface Output {
  readonly file: OpenFile;
  readonly child?: RunningProcess;
  /** For a command's input, which gets it when there is enough, or at the end. */
  held: string;
}

/** Where a program's lines come from and go to: its files, and those and commands that it opens itself. */
export class Streams {
  readonly #call: Call;
  readonly #memory: Memory;
  readonly #outputs = new Map<string, Output>();
  readonly #readers = new Map<string, { reader: LineReader; child?: RunningProcess }>();
  /** Operands that are still to come. */
  inputs: string[] = [];
  #input: LineReader | undefined;
  #read = false;
  #partial: string | undefined;
  /** 2 where a file could not be read. */
  status: 0 | 1 | 2 = 0;

  constructor(call: Call, memory: Memory) {
    this.#call = call;
    this.#memory = memory;
  }

  /** The next record of the input files; operands such as x=1 assign on their way. */
  *nextRecord(): Task<string | undefined> {
    for (;;) {
      if (this.#input) {
        const line = yield* this.#record(this.#input);
        if (line !== undefined) {
          this.#memory.assign('NR', toNumber(this.#memory.variable('NR')) + 1);
          this.#memory.assign('FNR', toNumber(this.#memory.variable('FNR')) + 1);
          return line;
        }
        this.#input.close();
        this.#input = undefined;
        if (this.inputs.length === 0) return undefined;
      }
      const path = this.inputs.shift();
      const assignment = path === undefined ? undefined : /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/.exec(path);
      if (assignment) {
        this.#memory.assign(assignment[1] ?? '', outside(assignment[2] ?? ''));
        if (this.inputs.length > 0 || this.#read) continue;
      }
      if (path === undefined && this.#read) return undefined;
      this.#read = true;
      const name = path === undefined || assignment ? '-' : path;
      const file = openInput(this.#call, name);
      if (typeof file === 'string') {
        yield* write(this.#call.process, `awk: ${name}: ${file}\n`, 2);
        this.status = 1;
        throw new AwkExit();
      }
      this.#memory.assign('FILENAME', name);
      this.#memory.assign('FNR', 0);
      this.#input = new LineReader(file);
    }
  }

  *#record(reader: LineReader): Task<string | undefined> {
    const separator = this.#memory.text(this.#memory.variable('RS'));
    if (separator === '\n') return yield* reader.next();
    let record: string | undefined;
    for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) {
      if (separator === '') {
        if (line !== '') record = record === undefined ? line : `${record}\n${line}`;
        else if (record !== undefined) return record;
        continue;
      }
      this.#partial = this.#partial === undefined ? line : `${this.#partial}\n${line}`;
    }
    if (separator === '') return record;
    if (this.#partial === undefined) return undefined;
    const at = this.#partial.indexOf(separator.charAt(0));
    const first = at < 0 ? this.#partial : this.#partial.slice(0, at);
    this.#partial = at < 0 || at + 1 >= this.#partial.length ? undefined : this.#partial.slice(at + 1);
    return first;
  }

  /** The rest of the file that is being read is passed over. */
  skipFile(): void {
    this.#input?.close();
    this.#input = undefined;
  }

  /** A line of a file or of a command's output; undefined at the end, 'unreadable' where there is none such. */
  *readFrom(source: 'file' | 'command', name: string): Task<string | undefined | { readonly unreadable: true }> {
    const known = this.#readers.get(name)?.reader;
    if (!known && source === 'command') yield* this.flushAll();
    const reader = known ?? this.#reader(source, name);
    return reader ? yield* reader.next() : { unreadable: true };
  }

  #reader(source: 'file' | 'command', name: string): LineReader | undefined {
    const { process } = this.#call;
    if (source === 'file') {
      const file = openInput(this.#call, name);
      if (typeof file === 'string') return undefined;
      const reader = new LineReader(file);
      this.#readers.set(name, { reader });
      return reader;
    }
    const pipe = createPipe();
    const fds = new Map([...process.fds].map(([fd, file]) => [fd, file.duplicate()]));
    fds.get(1)?.close();
    fds.set(1, pipe.writer);
    const child = startCommand(process, ['/bin/sh', '-c', name], { fds });
    if ('missing' in child) return undefined;
    const reader = new LineReader(pipe.reader);
    this.#readers.set(name, { reader, child });
    return reader;
  }

  *writeTo(operator: '>' | '>>' | '|', target: string, text: string): Task<void> {
    const output = this.#outputs.get(target) ?? this.#open(operator, target);
    if (output.child) {
      output.held += text;
      if (output.held.length >= BUFFER) yield* this.#flush(output);
    } else yield* output.file.write(text);
  }

  *#flush(output: Output): Task<void> {
    const { held } = output;
    output.held = '';
    if (held !== '') yield* output.file.write(held);
  }

  /** All that is held back goes where it belongs. */
  *flushAll(): Task<void> {
    for (const output of this.#outputs.values()) yield* this.#flush(output);
  }

  #open(operator: '>' | '>>' | '|', target: string): Output {
    const { process } = this.#call;
    if (operator === '|') {
      const pipe = createPipe();
      const fds = new Map([...process.fds].map(([fd, file]) => [fd, file.duplicate()]));
      fds.get(0)?.close();
      fds.set(0, pipe.reader);
      const child = startCommand(process, ['/bin/sh', '-c', target], { fds });
      if ('missing' in child) throw new AwkFileError(`can't execute '/bin/sh': ${child.missing}`);
      return this.#add(target, { file: pipe.writer, child, held: '' });
    }
    const special =
      target === '/dev/stderr' ? process.fds.get(2) : target === '/dev/stdout' ? process.fds.get(1) : undefined;
    const file =
      special?.duplicate() ??
      openPath(
        process,
        target,
        operator === '>' ? { write: true, create: true, truncate: true } : { write: true, create: true, append: true },
      );
    if (typeof file === 'string') throw new AwkFileError(`can't open '${target}': ${STRERROR[file]}`);
    return this.#add(target, { file, held: '' });
  }

  *close(name: string): Task<number> {
    const output = this.#outputs.get(name);
    const input = this.#readers.get(name);
    if (!output && !input) return -1;
    this.#outputs.delete(name);
    this.#readers.delete(name);
    if (output) yield* this.#flush(output);
    output?.file.close();
    input?.reader.close();
    const child = output?.child ?? input?.child;
    return child ? yield* ended(child) : 0;
  }

  *closeAll(): Task<void> {
    const names = [...this.#outputs.keys(), ...this.#readers.keys()];
    for (const name of names) yield* this.close(name);
  }

  /** Runs a command, after what was held back has been written. */
  *system(command: string): Task<number> {
    yield* this.flushAll();
    const child = startCommand(this.#call.process, ['/bin/sh', '-c', command]);
    if ('missing' in child) return 127;
    const status = yield* ended(child);
    yield sleep(0);
    return status;
  }

  #add(target: string, output: Output): Output {
    this.#outputs.set(target, output);
    return output;
  }
}
