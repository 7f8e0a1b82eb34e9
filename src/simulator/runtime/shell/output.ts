import type { Process, RunningProcess } from '../process.ts';
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

/** All that a file still gives. */
export function* readAll(process: Process, fd = 0): Task<string> {
  const file = process.fds.get(fd);
  let all = '';
  for (;;) {
    const text = file ? yield* file.read() : '';
    if (text === '') return all;
    all += text;
  }
}
