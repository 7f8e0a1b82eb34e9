import { Random } from '../random.ts';
import type { Clock } from '../clock.ts';
import { createFileSystem } from '../runtime/file-tree.ts';
import { busybox } from '../runtime/images/busybox.ts';
import type { Network } from '../runtime/network.ts';
import { createProcessNamespace } from '../runtime/process-namespace.ts';
import { until, type Task } from '../task.ts';
import type { LineIo } from './kubectl.ts';

/** A part of a piped line, and who runs it: kubectl, or the learner's own shell. */
export interface Stage {
  readonly runs: 'kubectl' | 'shell';
  readonly line: string;
}

/**
 * Takes a line apart at its pipes that are not quoted. The first command is kubectl's; so is what names kubectl behind a pipe,
 * and what stands between goes to the shell in one piece.
 * @example pipeStages("get pods | sort | head -1 | kubectl apply -f -") → get pods; sort | head -1; kubectl apply -f -
 * @returns undefined without a pipe, or where the first one is `||`
 */
export function pipeStages(line: string): readonly Stage[] | undefined {
  const [first = '', ...commands] = splitAtPipes(line);
  if (commands.length === 0) return undefined;
  const stages: Stage[] = [{ runs: 'kubectl', line: first }];
  for (const command of commands) {
    const last = stages.at(-1)!;
    if (/^\s*k(ubectl)?\s/.test(command)) stages.push({ runs: 'kubectl', line: command });
    else if (last.runs === 'kubectl') stages.push({ runs: 'shell', line: command });
    else stages[stages.length - 1] = { runs: 'shell', line: `${last.line}|${command}` };
  }
  return stages;
}

/** A `||` before the first pipe leaves the line whole; one behind it is the shell's to read. */
function splitAtPipes(line: string): readonly string[] {
  const parts: string[] = [];
  let quote = '';
  let begin = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (c === '\\' && quote !== "'") i++;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === '|' && line.charAt(i + 1) === '|') {
      if (parts.length === 0) break;
      i++;
    } else if (c === '|') {
      parts.push(line.slice(begin, i));
      begin = i + 1;
    }
  }
  return [...parts, line.slice(begin)];
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
