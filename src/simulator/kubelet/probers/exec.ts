import type { ExecAction } from '../../api/schema/kinds.ts';
import type { Clock, Millis } from '../../clock.ts';
import { goQuote } from '../../go-quote.ts';
import type { Random } from '../../random.ts';
import type { Signal, Task } from '../../task.ts';
import type { ContainerRecord } from '../container-record.ts';
import { execInContainer } from '../exec.ts';
import { randomId } from '../pod-names.ts';
import type { Look } from './http.ts';

/** Bytes. @source kubernetes/kubernetes pkg/probe/exec/exec.go maxReadLength */
const MOST_OUTPUT = 10 * 1024;

/** What a failed start of an exec says. */
export const execStartError = (
  random: Random,
  { gone, message }: { readonly gone?: true; readonly message: string },
): string =>
  gone
    ? `rpc error: code = Unknown desc = failed to exec in container: ${message}`
    : `rpc error: code = Unknown desc = failed to exec in container: failed to start exec ${goQuote(randomId(random))}: OCI runtime exec failed: exec failed: unable to start container process: ${message}`;

/**
 * Exit code 0 is success; a command that cannot be started says nothing.
 * @source kubernetes/kubernetes pkg/probe/exec/exec.go Probe; recorded: liveness/*
 */
export function* execLook(
  clock: Clock,
  random: Random,
  record: ContainerRecord,
  action: ExecAction,
  timeout: Millis,
  cancelled: Signal,
): Task<Look> {
  const began = clock.now;
  const argv = action.command ?? [];
  const result = yield* execInContainer(clock, record, argv, timeout, cancelled);
  const took = clock.now - began;
  if (!result.started)
    return { result: 'unknown', output: result.cancelled ? result.message : execStartError(random, result), took };
  if (result.exit === 'timeout')
    return {
      result: 'failure',
      output: `command timed out: ${goQuote(argv.join(' '))} timed out after ${timeout / 1000}s`,
      took,
    };
  const output = (result.stdout + result.stderr).slice(0, MOST_OUTPUT);
  return { result: result.exit === 0 ? 'success' : 'failure', output, took };
}
