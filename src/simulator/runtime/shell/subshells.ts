import { nullDevice } from '../open-file.ts';
import { createPipe } from '../pipe.ts';
import type { OpenFile, Program, RunningProcess } from '../process.ts';
import { RuntimeLimit } from '../runtime-limit.ts';
import { until, type Task } from '../../task.ts';
import { MOST_TEXT } from './expansion.ts';
import { write } from './output.ts';
import { Shell, type Job } from './shell.ts';
import { SIGNAL_TEXT } from './signal-names.ts';
import { plainText, type Command } from './syntax.ts';

/** Runs a command as the whole life of a shell. */
export type Live = (inside: Shell, command: Command) => Task<number>;

/**
 * A program that goes on with a command in a process of its own, on a copy of the shell as it is now.
 * @param prepare - runs first there; where it gives nothing, that is the end
 */
export function subshellProgram(
  shell: Shell,
  command: Command,
  live: Live,
  prepare?: (inside: Shell) => Task<object | undefined>,
): Program {
  const inside = new Shell(shell.process, shell, shell);
  // only `jobs` knows its shell's jobs behind a pipe
  if (command.type === 'simple' && command.words[0] && plainText(command.words[0]) === 'jobs')
    inside.jobs.push(...shell.jobs);
  return function* (process) {
    inside.process = process;
    if (prepare && !(yield* prepare(inside))) return 2;
    return yield* live(inside, command);
  };
}

/** Waits for the processes of a foreground command and says what ended them. */
export function* waitForeground(shell: Shell, processes: readonly RunningProcess[]): Task<number> {
  for (const child of processes) {
    while (child.exit === undefined) yield until(child.exited);
    yield* tellDeath(shell, child);
  }
  reap(shell);
  const statuses = processes.map((child) => child.exit ?? 0);
  if (shell.options.has('pipefail')) return statuses.findLast((status) => status !== 0) ?? 0;
  return statuses.at(-1) ?? 0;
}

/**
 * Whoever waits for a process takes note of all that have ended: of background commands among them nothing is told then,
 * nor later. @source busybox 1.35 shell/ash.c waitone
 */
export function reap(shell: Shell): void {
  for (const job of shell.jobs) job.untold = job.untold.filter(({ exit }) => exit === undefined);
}

export function* tellDeath(shell: Shell, child: RunningProcess): Task<void> {
  const text = child.killedBy && SIGNAL_TEXT[child.killedBy];
  if (text) yield* write(shell.process, `${text}\n`, 2);
}

/**
 * The number that a command's job gets, also in the foreground: the first that is free or whose job is over and was
 * waited for; that job is then forgotten. @source busybox 1.35 shell/ash.c makejob
 */
export function takeNumber(shell: Shell): number {
  const { jobs } = shell;
  if (jobs.length === 0) return 1;
  const places = new Map(jobs.map((job, place) => [job.number, place]));
  for (let number = 1; ; number++) {
    const at = places.get(number);
    if (at === undefined) return number;
    const { waited, processes } = jobs[at]!;
    if (!waited || processes.some(({ exit }) => exit === undefined)) continue;
    jobs.splice(at, 1);
    return number;
  }
}

export function* runPipeline(shell: Shell, commands: readonly Command[], live: Live): Task<number> {
  takeNumber(shell);
  return yield* waitForeground(shell, forkPipeline(shell, commands, live, undefined));
}

/** Starts a pipeline's processes, each with an end of the pipes between them. */
function forkPipeline(
  shell: Shell,
  commands: readonly Command[],
  live: Live,
  stdin: OpenFile | undefined,
): RunningProcess[] {
  let input = stdin;
  return commands.map((command, i) => {
    const fds = new Map([...shell.process.fds].map(([fd, file]) => [fd, file.duplicate()]));
    const pipe = i < commands.length - 1 ? createPipe() : undefined;
    if (input) {
      fds.get(0)?.close();
      fds.set(0, input);
    }
    if (pipe) {
      fds.get(1)?.close();
      fds.set(1, pipe.writer);
    }
    input = pipe?.reader;
    return shell.process.fork({
      program: subshellProgram(shell, command, live, stdin && ignoreInterrupt),
      fds,
      ignore: stdin ? ['SIGQUIT'] : [],
    });
  });
}

/** Without job control the keyboard's signals mean nothing to a background command. @source busybox 1.35 shell/ash.c forkchild */
function* ignoreInterrupt({ process }: Shell): Task<object> {
  return process.handlers.set('SIGINT', 'ignore');
}

/** Starts a command that nobody waits for. */
export function runBackground(shell: Shell, command: Command, live: Live): number {
  const number = takeNumber(shell);
  const processes = forkPipeline(shell, command.type === 'pipeline' ? command.commands : [command], live, nullDevice);
  shell.lastBackground = processes.at(-1)?.pid;
  const job: Job = {
    number,
    processes,
    untold: processes,
    waited: false,
  };
  shell.jobs.push(job);
  if (shell.jobs.length > 200) shell.jobs.shift();
  return 0;
}

/** Output of a command substitution. */
export function* outputOf(shell: Shell, body: Command | undefined, live: Live): Task<string> {
  if (!body) {
    shell.substitutionStatus = 0;
    return '';
  }
  const pipe = createPipe();
  const fds = new Map([...shell.process.fds].map(([fd, file]) => [fd, file.duplicate()]));
  fds.get(1)?.close();
  fds.set(1, pipe.writer);
  takeNumber(shell);
  const child = shell.process.fork({ program: subshellProgram(shell, body, live), fds });
  let output = '';
  for (;;) {
    const text = yield* pipe.reader.read();
    if (text === '') break;
    output += text;
    if (output.length > MOST_TEXT) throw new RuntimeLimit('memory', MOST_TEXT);
  }
  pipe.reader.close();
  shell.substitutionStatus = yield* waitForeground(shell, [child]);
  let end = output.length;
  while (end > 0 && output.charCodeAt(end - 1) === 10) end--;
  return (end < output.length ? output.slice(0, end) : output).replaceAll('\0', '');
}

/** The first descriptor for pipes that have a name. @source busybox 1.35 shell/ash.c evalpipe: above what a script uses */
const FIRST_PIPE = 64;

/** Starts commands with a pipe that the shell keeps open for its current command. @returns /dev/fd/… */
export function pathOfPipe(shell: Shell, direction: '<' | '>', body: Command | undefined, live: Live): string {
  if (!body) return '/dev/fd/-1'; // nothing to run has no pipe
  takeNumber(shell);
  const pipe = createPipe();
  const [theirs, ours] = direction === '<' ? [pipe.writer, pipe.reader] : [pipe.reader, pipe.writer];
  const fds = new Map([...shell.process.fds].map(([fd, file]) => [fd, file.duplicate()]));
  const end = direction === '<' ? 1 : 0;
  fds.get(end)?.close();
  fds.set(end, theirs);
  shell.process.fork({ program: subshellProgram(shell, body, live), fds });
  let fd = FIRST_PIPE;
  while (shell.process.fds.has(fd)) fd++;
  shell.process.fds.set(fd, ours);
  shell.pipes.push(fd);
  return `/dev/fd/${fd}`;
}

/** Lets go of the pipes that a command has named. @param from - how many there were before it */
export function closePipes(shell: Shell, from: number): void {
  for (const fd of shell.pipes.splice(from)) {
    shell.process.fds.get(fd)?.close();
    shell.process.fds.delete(fd);
  }
}
