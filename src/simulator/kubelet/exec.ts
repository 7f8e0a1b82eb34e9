import type { Clock, Millis } from '../clock.ts';
import { fromBytes } from '../runtime/bytes.ts';
import { untilOr, type Signal, type Task } from '../task.ts';
import { processOf, type ContainerRecord } from './container-record.ts';

export type ExecResult =
  | { readonly started: true; readonly exit: number; readonly stdout: string; readonly stderr: string }
  | { readonly started: true; readonly exit: 'timeout' }
  /** `gone`: the container is not running; `cancelled`: nobody waits for it any more; `message` is the runtime's. */
  | { readonly started: false; readonly gone?: true; readonly cancelled?: true; readonly message: string };

export const CANCELLED = 'rpc error: code = Canceled desc = context canceled';

/** Output of a probe or hook that is kept. @source pkg/probe/exec/exec.go maxReadLength */
const MOST_OUTPUT = 10_240;

/**
 * Runs a command in a running container and waits for it, at most `timeout`; then it is killed.
 * @param timeout - milliseconds, 0 for none
 * @param cancelled - ends it before, where there is a timeout
 */
export function* execInContainer(
  clock: Clock,
  record: ContainerRecord,
  argv: readonly string[],
  timeout: Millis,
  ...cancelled: readonly Signal[]
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
    if (timeout === 0) {
      yield { for: 'signal', signals: [process.exited] };
      continue;
    }
    const woken = yield untilOr(end - clock.now, process.exited, ...cancelled);
    if (process.exit !== undefined) break;
    process.kill('SIGKILL');
    return woken === 'time'
      ? { started: true, exit: 'timeout' }
      : { started: false, cancelled: true, message: CANCELLED };
  }
  return { started: true, exit: process.exit, stdout: fromBytes(stdout), stderr: fromBytes(stderr) };
}
