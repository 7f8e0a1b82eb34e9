import type { ListedProcess } from '../../process.ts';
import { sleep, type Task } from '../../../task.ts';
import { fail, out, usage, type Applets, type Call } from '../applet.ts';
import { parseSignal, SIGNAL_LIST } from '../signal-names.ts';

/** What a process is found by: the last part of the path that it was called by. */
export const nameOf = ({ argv }: ListedProcess): string => (argv[0] ?? '').split('/').at(-1) ?? '';

/** The signal that a command line names first, and the words behind it; or what is wrong with it. */
export function takeSignal(
  args: readonly string[],
): { readonly signal: Signal; readonly rest: readonly string[] } | string {
  const [first = '', second] = args;
  if (!first.startsWith('-')) return { signal: parseSignal('TERM')!, rest: args };
  if (first === '--') return { signal: parseSignal('TERM')!, rest: args.slice(1) };
  const apart = first === '-s' && second !== undefined;
  const text = apart ? second : first.slice(1);
  const signal = parseSignal(text);
  return signal ? { signal, rest: args.slice(apart ? 2 : 1) } : `bad signal name '${text}'`;
}

type Signal = NonNullable<ReturnType<typeof parseSignal>>;

/** kill [-signal] pids | -l [signals]. @returns how many could not be reached @source busybox 1.35 procps/kill.c */
export function* kill(call: Call): Task<number> {
  if (call.args[0] === '-l') return yield* list(call);
  const taken = takeSignal(call.args);
  if (typeof taken === 'string') return yield* fail(call, taken);
  if (taken.rest.length === 0) return yield* fail(call, 'you need to specify whom to kill');
  const { namespace, pid: own } = call.process;
  let errors = 0;
  for (const target of taken.rest) {
    if (target === '') continue; // as of a job that is over
    if (!/^-?\d+$/.test(target)) {
      errors += yield* fail(call, `invalid number '${target}'`);
      continue;
    }
    const pid = Number(target);
    const found = namespace
      .list()
      .map((listed) => listed.pid)
      .filter((other) => (pid > 0 ? other === pid : pid === 0 || (pid === -1 && other !== 1 && other !== own)));
    if (found.length === 0) errors += yield* fail(call, `can't kill pid ${pid}: No such process`);
    const { name, number } = taken.signal;
    for (const other of found) if (name && number > 0) namespace.kill(other, name);
  }
  yield sleep(0); // where it ends, if it has killed itself
  return errors;
}

function* list(call: Call): Task<number> {
  if (call.args.length === 1)
    for (const [number, name] of SIGNAL_LIST.entries())
      if (number > 0) yield* out(call, `${String(number).padStart(2)}) ${name}\n`);
  for (const text of call.args.slice(1)) {
    const number = /^\d+$/.test(text) ? Number(text) & 127 : parseSignal(text)?.number;
    if (number === undefined) return yield* fail(call, `unknown signal '${text}'`);
    const name = number === 0 ? 'EXIT' : (SIGNAL_LIST[number] ?? number);
    yield* out(call, `${/^\d/.test(text) ? name : number}\n`);
  }
  return 0;
}

/** killall [-q] [-signal] names. @returns how many names were nobody's */
function* killall(call: Call): Task<number> {
  const quiet = call.args[0] === '-q';
  const args = call.args.slice(quiet ? 1 : 0);
  if (args[0] === '-l') return yield* list({ ...call, args });
  if (quiet && args.length === 0) return yield* usage(call);
  const taken = takeSignal(args);
  if (typeof taken === 'string') return yield* fail(call, taken);
  if (taken.rest.length === 0) return yield* fail(call, 'you need to specify whom to kill');
  const { namespace, pid: own } = call.process;
  let errors = 0;
  for (const name of taken.rest) {
    const found = namespace.list().filter((listed) => nameOf(listed) === name);
    if (found.length === 0) {
      errors++;
      if (!quiet) yield* fail(call, `${name}: no process killed`);
    }
    for (const { pid } of found)
      if (pid !== own && taken.signal.name && taken.signal.number > 0) namespace.kill(pid, taken.signal.name);
  }
  yield sleep(0);
  return errors;
}

export const killing: Applets = { kill, killall };
