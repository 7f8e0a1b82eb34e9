import type { RunningProcess } from '../../process.ts';
import { sleep, until, type Task } from '../../../task.ts';
import { write } from '../output.ts';
import type { Job, Shell } from '../shell.ts';
import { parseSignal, SIGNAL_LIST, SIGNAL_TEXT } from '../signal-names.ts';

/** %1, %+, %% or a process's number. */
function findJob(shell: Shell, text: string): Job | undefined {
  if (!text.startsWith('%')) return shell.jobs.find((job) => job.processes.some(({ pid }) => String(pid) === text));
  const name = text.slice(1);
  if (name === '' || name === '%' || name === '+') return shell.jobs.at(-1);
  if (name === '-') return shell.jobs.at(-2);
  return shell.jobs.find((job) => String(job.number) === name || (!/^\d+$/.test(name) && job.text.startsWith(name)));
}

/** Waits for all of some processes; a trapped signal ends the wait with 128 + its number. */
function* waitFor(
  shell: Shell,
  processes: readonly RunningProcess[],
  tell: (child: RunningProcess) => Task<void>,
): Task<number | undefined> {
  for (const child of processes) {
    while (child.exit === undefined) {
      yield until(child.exited, shell.process.signalled);
      const [signal] = shell.pending;
      if (signal) return 128 + (parseSignal(signal)?.number ?? 0);
    }
    yield* tell(child);
  }
  return undefined;
}

function* silently(): Task<void> {
  return undefined;
}

function* wait(shell: Shell, args: readonly string[]): Task<number> {
  const wanted = args.slice(1);
  if (wanted.length === 0) {
    const interrupted = yield* waitFor(
      shell,
      shell.jobs.flatMap((job) => job.processes),
      silently,
    );
    return interrupted ?? 0;
  }
  let status = 0;
  for (const text of wanted) {
    if (!text.startsWith('%') && !/^\d+$/.test(text)) shell.fail(`Illegal number: ${text}`);
    const job = findJob(shell, text);
    if (!job) {
      if (text.startsWith('%')) shell.fail(`${text}: no such job`);
      status = 127;
      continue;
    }
    const chosen = text.startsWith('%') ? job.processes : job.processes.filter(({ pid }) => String(pid) === text);
    const interrupted = yield* waitFor(shell, chosen, function* (child) {
      const said = child.killedBy && SIGNAL_TEXT[child.killedBy];
      if (said && !told.has(child)) yield* write(shell.process, `${said}\n`, 2);
      told.add(child);
    });
    if (interrupted !== undefined) return interrupted;
    status = chosen.at(-1)?.exit ?? 0;
  }
  return status;
}

/** Deaths that have been told: once each. */
const told = new WeakSet<RunningProcess>();

function* list(shell: Shell, args: readonly string[]): Task<number> {
  for (const job of [...shell.jobs].reverse()) {
    const last = job.processes.at(-1);
    if (args.includes('-p')) {
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
    const pid = args.includes('-l') ? `${last.pid} ` : '';
    yield* write(shell.process, `${`[${job.number}]${mark}  ${pid}${state}`.padEnd(33)}\n`);
    // what is over is told once; the next one is then the current job
    if (job.processes.every(({ exit }) => exit !== undefined)) shell.jobs.splice(shell.jobs.indexOf(job), 1);
  }
  return 0;
}

function* kill(shell: Shell, args: readonly string[]): Task<number> {
  const { process } = shell;
  let rest = args.slice(1);
  let signal = parseSignal('TERM')!;
  const first = rest[0];
  if (first === '-l' || first === '-L') {
    for (const text of rest.slice(1)) {
      const number = Number(text);
      const known = /^\d+$/.test(text) ? SIGNAL_LIST[number > 128 ? number - 128 : number] : parseSignal(text)?.number;
      yield* write(process, `${known ?? text}\n`);
    }
    if (rest.length === 1)
      for (const [number, name] of SIGNAL_LIST.entries())
        if (number > 0) yield* write(process, `${String(number).padStart(2)}) ${name}\n`);
    return 0;
  }
  if (first?.startsWith('-') && first !== '--' && first.length > 1) {
    const named = first === '-s' || first === '-n';
    const text = named ? (rest[1] ?? '') : first.slice(1);
    const parsed = parseSignal(text);
    if (!parsed) {
      yield* write(process, `sh: bad signal name '${text}'\n`, 2);
      return 1;
    }
    signal = parsed;
    rest = rest.slice(named ? 2 : 1);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  if (rest.length === 0) {
    yield* write(process, 'sh: you need to specify whom to kill\n', 2);
    return 1;
  }
  let failed = 0;
  for (const target of rest) {
    const job = target.startsWith('%') ? findJob(shell, target) : undefined;
    if (target.startsWith('%') && !job) shell.fail(`${target}: no such job`);
    if (!job && !/^-?\d+$/.test(target)) {
      yield* write(process, `sh: invalid number '${target}'\n`, 2);
      failed++;
      continue;
    }
    const pids = job
      ? job.processes.map(({ pid }) => pid)
      : Number(target) > 0
        ? [Number(target)]
        : process.namespace.list().map(({ pid }) => pid);
    for (const pid of pids) {
      const there = process.namespace.list().some((other) => other.pid === pid);
      if (!there) {
        yield* write(process, `sh: can't kill pid ${pid}: No such process\n`, 2);
        failed++;
      } else if (signal.name && signal.number !== 0) process.namespace.kill(pid, signal.name);
    }
  }
  yield sleep(0); // where the shell ends, if it has killed itself
  return failed > 0 ? 1 : 0;
}

function* foreground(shell: Shell, args: readonly string[]): Task<number> {
  const job = findJob(shell, args[1] ?? '%%');
  if (!job) shell.fail(args[1] === undefined ? 'No current job' : `${args[1]}: no such job`);
  yield* waitFor(shell, job.processes, silently);
  return job.processes.at(-1)?.exit ?? 0;
}

/** A job that was stopped would go on; nothing here is ever stopped. */
function* background(shell: Shell, args: readonly string[]): Task<number> {
  if (findJob(shell, args[1] ?? '%%')) return 0;
  return shell.fail(args[1] === undefined ? 'No current job' : `${args[1]}: no such job`);
}

/** Builtins about background commands and other processes. */
export const jobs = { wait, jobs: list, kill, fg: foreground, bg: background };
