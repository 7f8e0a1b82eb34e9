import { Random } from '../random.ts';
import type { Clock } from '../clock.ts';
import { createFileSystem } from '../runtime/file-tree.ts';
import { busybox } from '../runtime/images/busybox.ts';
import type { Network } from '../runtime/network.ts';
import { createProcessNamespace } from '../runtime/process-namespace.ts';
import { until, type Task } from '../task.ts';
import type { LineIo } from './kubectl.ts';

/**
 * Takes a line apart at its first pipe that is not quoted.
 * @example firstPipe("get pods | grep 'a|b'") → ['get pods ', " grep 'a|b'"]; undefined without a pipe, or at `||`
 */
export function firstPipe(line: string): readonly [command: string, filters: string] | undefined {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (c === '\\' && quote !== "'") i++;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === '|') return line.charAt(i + 1) === '|' ? undefined : [line.slice(0, i), line.slice(i + 1)];
  }
  return undefined;
}

/**
 * What stands behind kubectl's pipe runs in a shell of the learner's own machine: BusyBox and its commands, no cluster, no
 * network. @returns the shell's exit code
 */
export function* runFilters(clock: Clock, filters: string, { stdin, out, err }: LineIo): Task<number> {
  const namespace = createProcessNamespace({
    clock,
    random: new Random(1), // its own: a pipe leaves no trace in the cluster's
    network: noNetwork,
    hostname: 'localhost',
  });
  const result = namespace.start({
    argv: ['sh', '-c', filters],
    env: busybox.env,
    cwd: busybox.workingDir,
    user: busybox.user,
    files: createFileSystem(busybox.root()),
    stdin,
    stdout: out,
    stderr: err,
  });
  if (!result.started) {
    err(`${result.message}\n`);
    return 1;
  }
  while (result.process.exit === undefined) yield until(result.process.exited);
  return result.process.exit;
}

const noNetwork: Network = {
  address: '127.0.0.1',
  listen: () => 'permission-denied',
  connect: () => ({ connected: false, why: 'no-route' }),
  resolve: () => undefined,
};
