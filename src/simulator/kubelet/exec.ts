import type { Clock, Millis } from '../clock.ts';
import { fromBytes } from '../runtime/bytes.ts';
import { untilOr, type Task } from '../task.ts';
import { processOf, type ContainerRecord } from './container-record.ts';

export type ExecResult =
  | { readonly started: true; readonly exit: number; readonly stdout: string; readonly stderr: string }
  | { readonly started: true; readonly exit: 'timeout' }
  /** `gone`: the container is not running; `message` is the runtime's. */
  | { readonly started: false; readonly gone?: true; readonly message: string };

/** Output of a probe or hook that is kept. @source pkg/probe/exec/exec.go maxReadLength */
const MOST_OUTPUT = 10_240;

/**
 * Runs a command in a running container and waits for it, at most `timeout`; then it is killed.
 * @param timeout - milliseconds, 0 for none
 */
export function* execInContainer(
  clock: Clock,
  record: ContainerRecord,
  argv: readonly string[],
  timeout: Millis,
): Task<ExecResult> {
  if (!record.namespace || record.state.state !== 'running' || record.process?.exit !== undefined)
    return { started: false, gone: true, message: 'container is in CONTAINER_EXITED state' };
  let stdout = '';
  let stderr = '';
  const started = record.namespace.start({
    argv,
    ...processOf(record),
    stdout: (bytes) => {
      if (stdout.length < MOST_OUTPUT) stdout += bytes;
    },
    stderr: (bytes) => {
      if (stderr.length < MOST_OUTPUT) stderr += bytes;
    },
  });
  if (!started.started) return { started: false, message: started.message };
  const { process } = started;
  const end = clock.now + timeout;
  while (process.exit === undefined) {
    if (timeout === 0) yield { for: 'signal', signals: [process.exited] };
    else if ((yield untilOr(end - clock.now, process.exited)) === 'time' && process.exit === undefined) {
      process.kill('SIGKILL');
      return { started: true, exit: 'timeout' };
    }
  }
  return { started: true, exit: process.exit, stdout: fromBytes(stdout), stderr: fromBytes(stderr) };
}
