import type { OpenFile } from './process.ts';
import { Signal, until, type Task } from '../task.ts';

/** What a pipe holds before its writer waits. @source pipe(7) */
const PIPE_CAPACITY = 65_536;

interface Pipe {
  held: string;
  readers: number;
  writers: number;
  readonly changed: Signal;
}

/** pipe(2): what is written to one end is read at the other; a full pipe makes its writer wait. */
export function createPipe(): { readonly reader: OpenFile; readonly writer: OpenFile } {
  const pipe: Pipe = { held: '', readers: 0, writers: 0, changed: new Signal() };
  return { reader: readEnd(pipe), writer: writeEnd(pipe) };
}

function readEnd(pipe: Pipe): OpenFile {
  pipe.readers++;
  let closed = false;
  return {
    *read(max = Infinity): Task<string> {
      while (pipe.held === '' && pipe.writers > 0) yield until(pipe.changed);
      const taken = pipe.held.slice(0, max);
      pipe.held = pipe.held.slice(taken.length);
      if (taken !== '') pipe.changed.notify();
      return taken;
    },
    *write() {
      return false;
    },
    close() {
      if (closed) return;
      closed = true;
      pipe.readers--;
      pipe.changed.notify();
    },
    duplicate: () => readEnd(pipe),
    unread: (text) => void (pipe.held = text + pipe.held),
    readable: pipe.changed,
    failure: 'EBADF',
  };
}

function writeEnd(pipe: Pipe): OpenFile {
  pipe.writers++;
  let closed = false;
  return {
    *read() {
      return '';
    },
    *write(text: string): Task<boolean> {
      let left = text;
      while (left !== '') {
        if (pipe.readers === 0) return false;
        const room = PIPE_CAPACITY - pipe.held.length;
        if (room > 0) {
          pipe.held += left.slice(0, room);
          left = left.slice(room);
          pipe.changed.notify();
        }
        if (left !== '') yield until(pipe.changed);
      }
      return pipe.readers > 0;
    },
    close() {
      if (closed) return;
      closed = true;
      pipe.writers--;
      if (pipe.writers === 0) pipe.changed.notify();
    },
    duplicate: () => writeEnd(pipe),
    failure: 'EPIPE',
  };
}
