import { until, type Task } from '../../task.ts';
import { SIGNALS, type Process, type RunningProcess } from '../process.ts';
import { formatDate } from '../shell/dates.ts';
import { write } from '../shell/output.ts';
import { nodeAt, now } from '../system-calls.ts';

/** worker_processes auto: one a processor of the node, as nproc tells. */
const WORKERS = 4;

export type Ending = 'SIGTERM' | 'SIGQUIT' | 'SIGINT';

/** Writes lines of the error log, where the configuration asks for so much. @source nginx error_log: without a level only errors */
export function* notice(process: Process, ...lines: readonly string[]): Task<void> {
  const node = nodeAt(process, '/etc/nginx/nginx.conf');
  if (node?.type !== 'file' || !/^[ \t]*error_log[ \t]+\S+[ \t]+(notice|info|debug);/m.test(node.content)) return;
  yield* write(process, lines.map((text) => logLine(process, 'notice', text)).join(''), 2);
}

/** @example 2026/01/01 00:00:00 [notice] 1#1: exit */
export const logLine = (process: Process, level: 'notice' | 'error', text: string): string =>
  `${formatDate('%Y/%m/%d %H:%M:%S', now(process))} [${level}] ${process.pid}#${process.pid}: ${text}\n`;

/** Starts the workers, which only wait here: the master answers for them. @source nginx src/os/unix/ngx_process_cycle.c */
export function* startWorkers(master: Process): Task<readonly RunningProcess[]> {
  yield* notice(master, 'start worker processes');
  const workers: RunningProcess[] = [];
  for (let i = 0; i < WORKERS; i++) {
    const worker = master.fork({ program: work, argv: ['nginx: worker process'] });
    workers.push(worker);
    yield* notice(master, `start worker process ${worker.pid}`);
  }
  return workers;
}

function* work(process: Process): Task<number> {
  let asked: Ending | undefined;
  for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGINT'] as const)
    process.handlers.set(signal, () => (asked ??= signal));
  while (asked === undefined) yield until(process.signalled);
  if (asked === 'SIGQUIT') yield* notice(process, 'gracefully shutting down');
  yield* notice(process, 'exiting', 'exit');
  return 0;
}

/** Passes a signal on, and sees all workers end. */
export function* endWorkers(master: Process, workers: readonly RunningProcess[], signal: Ending): Task<void> {
  for (const worker of workers) worker.kill(signal);
  for (const [i, worker] of workers.entries()) {
    while (worker.exit === undefined) yield until(worker.exited);
    const how = worker.killedBy ? `exited on signal ${SIGNALS[worker.killedBy]}` : `exited with code ${worker.exit}`;
    yield* notice(
      master,
      `signal ${SIGNALS.SIGCHLD} (SIGCHLD) received from ${worker.pid}`,
      `worker process ${worker.pid} ${how}`,
    );
    if (i < workers.length - 1) yield* notice(master, 'signal 29 (SIGIO) received');
  }
}
