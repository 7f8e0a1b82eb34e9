import type { OpenFile, Process, RunningProcess } from '../process.ts';
import { RuntimeLimit } from '../runtime-limit.ts';
import { sleep, until, type Task } from '../../task.ts';

/** Writes to standard output (or another number); whoever writes to a pipe that nobody reads gets SIGPIPE. */
export function* write(process: Process, text: string, fd = 1): Task<boolean> {
  if (text === '') return true;
  const file = process.fds.get(fd);
  if (!file) return false;
  const written = yield* file.write(text);
  if (!written && file.failure === 'EPIPE') {
    process.namespace.kill(process.pid, 'SIGPIPE');
    yield sleep(0); // where it ends, unless it ignores the signal
  }
  return written;
}

/** A command's complaint on standard error. @example complain(process, 'cat', "can't open 'x'") */
export function* complain(process: Process, who: string, message: string): Task<number> {
  yield* write(process, `${who}: ${message}\n`, 2);
  return 1;
}

/** Waits for a child's end. @returns its exit code */
export function* ended(child: RunningProcess): Task<number> {
  while (child.exit === undefined) yield until(child.exited);
  return child.exit;
}

/** Bytes that a command may hold of what it has read. */
const MOST_HELD = 12 * 1024 * 1024;

/** All that a file still gives. */
export function* readWhole(process: Process, file: OpenFile): Task<string> {
  let all = '';
  for (;;) {
    const text = yield* file.read();
    if (text === '') return all;
    all += text;
    if (all.length > MOST_HELD) throw new RuntimeLimit('memory', MOST_HELD);
    const wait = process.work(1 + (text.length >> 8));
    if (wait) yield wait;
  }
}

/** All that an open file of a process still gives. */
export function* readAll(process: Process, fd = 0): Task<string> {
  const file = process.fds.get(fd);
  return file ? yield* readWhole(process, file) : '';
}
