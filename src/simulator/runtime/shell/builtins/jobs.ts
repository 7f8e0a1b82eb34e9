import { until, type Task } from '../../../task.ts';
import { kill as killing } from '../applets/kill.ts';
import { write } from '../output.ts';
import type { Job, Shell } from '../shell.ts';
import { reap, tellDeath } from '../subshells.ts';
import { parseSignal, SIGNAL_TEXT } from '../signal-names.ts';
import { takeOptions } from './options.ts';

/** %1, %+, %%, %-: without a terminal ash remembers of a job's command nothing that %name could find. @source busybox 1.35 shell/ash.c getjob */
function findJob(shell: Shell, text: string): Job {
  if (/^%[%+]?$/.test(text)) return shell.jobs.at(-1) ?? shell.fail('No current job');
  if (text === '%-') return shell.jobs.at(-2) ?? shell.fail('No previous job');
  return shell.jobs.find(({ number }) => `%${number}` === text) ?? shell.fail(`${text}: no such job`);
}

/** Waits for all of a job's processes; a trapped signal ends the wait with 128 + its number. */
function* waitFor(shell: Shell, job: Job, tells: boolean): Task<number | undefined> {
  for (const child of job.processes) {
    while (child.exit === undefined) {
      yield until(child.exited, shell.process.signalled);
      const [signal] = shell.pending;
      if (signal) return 128 + (parseSignal(signal)?.number ?? 0);
    }
    if (tells && job.untold.includes(child)) yield* tellDeath(shell, child);
  }
  reap(shell);
  return undefined;
}

/** wait -n: for whichever job ends first. */
function* waitForOne(shell: Shell): Task<number> {
  const running = shell.jobs.flatMap(({ processes }) => processes.slice(-1)).filter(({ exit }) => exit === undefined);
  if (running.length === 0) return 127;
  for (;;) {
    yield until(...running.map(({ exited }) => exited), shell.process.signalled);
    const [signal] = shell.pending;
    if (signal) return 128 + (parseSignal(signal)?.number ?? 0);
    const ended = running.find(({ exit }) => exit !== undefined);
    if (ended) return ended.exit ?? 0;
  }
}

function* wait(shell: Shell, args: readonly string[]): Task<number> {
  const { given, rest: wanted } = takeOptions(shell, args, 'n');
  if (given !== '' && wanted.length === 0) return yield* waitForOne(shell);
  if (wanted.length === 0) {
    for (const job of shell.jobs) {
      const interrupted = yield* waitFor(shell, job, false);
      if (interrupted !== undefined) return interrupted;
      job.waited = true;
    }
    return 0;
  }
  let status = 0;
  for (const text of wanted) {
    if (!text.startsWith('%') && !/^\d+$/.test(text)) shell.fail(`Illegal number: ${text}`);
    const job = text.startsWith('%')
      ? findJob(shell, text)
      : shell.jobs.find(({ processes }) => String(processes.at(-1)?.pid) === text);
    if (!job) {
      status = 127;
      continue;
    }
    const interrupted = yield* waitFor(shell, job, true);
    if (interrupted !== undefined) return interrupted;
    job.waited = true;
    status = job.processes.at(-1)?.exit ?? 0;
  }
  return status;
}

function* list(shell: Shell, args: readonly string[]): Task<number> {
  const { given, rest } = takeOptions(shell, args, 'lp');
  for (const job of rest.length > 0 ? rest.map((text) => findJob(shell, text)) : [...shell.jobs].reverse()) {
    const last = job.processes.at(-1);
    if (given.includes('p')) {
      yield* write(shell.process, `${job.processes[0]?.pid ?? ''}\n`);
      continue;
    }
    if (!last) continue;
    const mark = job === shell.jobs.at(-1) ? '+' : job === shell.jobs.at(-2) ? '-' : ' ';
    const state =
      last.exit === undefined
        ? 'Running'
        : last.killedBy
          ? (SIGNAL_TEXT[last.killedBy] ?? '')
          : `Done${last.exit === 0 ? '' : `(${last.exit})`}`;
    const pid = given.includes('l') ? `${last.pid} ` : '';
    yield* write(shell.process, `${`[${job.number}]${mark}  ${pid}${state}`.padEnd(33)}\n`);
    // what is over is told once; the next one is then the current job
    if (job.processes.every(({ exit }) => exit !== undefined)) shell.jobs.splice(shell.jobs.indexOf(job), 1);
  }
  return 0;
}

function* kill(shell: Shell, args: readonly string[]): Task<number> {
  const targets = args.slice(1).flatMap((word) => {
    if (!word.startsWith('%')) return [word];
    const running = findJob(shell, word).processes.filter(({ exit }) => exit === undefined);
    return running.length > 0 ? running.map(({ pid }) => String(pid)) : [''];
  });
  return yield* killing({ process: shell.process, name: 'sh', args: targets, called: 'kill' });
}

/** fg and bg: without a terminal no command has ever been given over to them. @source busybox 1.35 shell/ash.c fg_bgcmd */
function* resume(shell: Shell, args: readonly string[]): Task<number> {
  const [text] = takeOptions(shell, args).rest;
  findJob(shell, text ?? '%');
  return shell.fail(`job ${text ?? '(null)'} not created under job control`);
}

/** Builtins about background commands and other processes. */
export const jobs = { wait, jobs: list, kill, fg: resume, bg: resume };
