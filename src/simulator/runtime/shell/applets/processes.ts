import type { ListedProcess, Process } from '../../process.ts';
import { sleep, type Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { parseSignal, SIGNAL_LIST } from '../signal-names.ts';
import { userName } from '../users.ts';

const nameOf = ({ argv }: ListedProcess): string => (argv[0] ?? '').split('/').at(-1) ?? '';

/** ps [-o columns]: all processes of the namespace. @source busybox 1.35 procps/ps.c */
function* ps(call: Call): Task<number> {
  const wanted = /-?o\s*(\S+)/.exec(call.args.join(' '))?.[1];
  const { process } = call;
  const all = process.namespace.list();
  if (wanted === undefined) {
    yield* out(call, 'PID   USER     TIME  COMMAND\n');
    for (const p of all)
      yield* out(
        call,
        `${String(p.pid).padStart(5)} ${userName(process, p.user).slice(0, 8).padEnd(8)}  0:00 ${p.argv.join(' ')}\n`,
      );
    return 0;
  }
  const columns = wanted.split(',').map((column) => column.replace(/=.*$/, ''));
  const unknown = columns.find((column) => !(column in COLUMNS));
  if (unknown !== undefined)
    return yield* fail(
      call,
      `bad -o argument '${unknown}', supported arguments: user,group,comm,args,pid,ppid,pgid,tty,vsz,sid,stat,rss`,
    );
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell, i) => (i < cells.length - 1 ? cell.padEnd(COLUMNS[columns[i]!]!.width) : cell)).join(' ')}\n`;
  yield* out(call, line(columns.map((column) => COLUMNS[column]!.title)));
  for (const p of all) yield* out(call, line(columns.map((column) => COLUMNS[column]!.of(p, process))));
  return 0;
}

interface Column {
  readonly title: string;
  readonly width: number;
  readonly of: (listed: ListedProcess, process: Process) => string;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  pid: { title: 'PID', width: 5, of: (p) => String(p.pid).padStart(5) },
  ppid: { title: 'PPID', width: 5, of: (p) => String(p.parent).padStart(5) },
  pgid: { title: 'PGID', width: 5, of: (p) => String(p.pid).padStart(5) },
  user: { title: 'USER', width: 8, of: (p, process) => userName(process, p.user) },
  comm: { title: 'COMMAND', width: 16, of: nameOf },
  args: { title: 'COMMAND', width: 27, of: (p) => p.argv.join(' ') },
  cmd: { title: 'COMMAND', width: 27, of: (p) => p.argv.join(' ') },
  rss: { title: 'RSS', width: 4, of: (p) => String(Math.ceil(p.memory / 1024)) },
  vsz: { title: 'VSZ', width: 4, of: (p) => String(Math.ceil(p.memory / 1024)) },
  stat: { title: 'STAT', width: 4, of: () => 'S' },
  tty: { title: 'TT', width: 6, of: () => '?' },
  time: { title: 'TIME', width: 6, of: () => '0:00' },
  etime: { title: 'ELAPSED', width: 7, of: (p, process) => elapsed(process.clock.now - p.startedAt) },
};

function elapsed(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Signal options and what remains. */
function signalled(args: readonly string[]): { readonly signal: string; readonly rest: readonly string[] } {
  const [first = '', second = '', ...more] = args;
  if (first === '-s') return { signal: second, rest: more };
  return /^-[A-Z0-9]/i.test(first) && first !== '-q'
    ? { signal: first.slice(1), rest: args.slice(1) }
    : { signal: 'TERM', rest: args };
}

/** kill as a command of its own. */
function* kill(call: Call): Task<number> {
  if (call.args[0] === '-l') {
    for (const [number, name] of SIGNAL_LIST.entries())
      if (number > 0) yield* out(call, `${String(number).padStart(2)}) ${name}\n`);
    return 0;
  }
  const { signal: text, rest } = signalled(call.args);
  const signal = parseSignal(text);
  if (!signal) return yield* fail(call, `bad signal name '${text}'`);
  if (rest.length === 0) return yield* fail(call, 'you need to specify whom to kill');
  let status = 0;
  for (const target of rest) {
    if (!/^-?\d+$/.test(target)) {
      status = yield* fail(call, `invalid number '${target}'`);
      continue;
    }
    const { namespace } = call.process;
    const pid = Number(target);
    const pids =
      pid > 0
        ? [pid]
        : namespace
            .list()
            .map((p) => p.pid)
            .filter((p) => p !== 1 && p !== call.process.pid);
    for (const p of pids) {
      if (!namespace.list().some((other) => other.pid === p))
        status = yield* fail(call, `can't kill pid ${p}: No such process`);
      else if (signal.name && signal.number > 0) namespace.kill(p, signal.name);
    }
  }
  yield sleep(0);
  return status;
}

function* killall(call: Call): Task<number> {
  const quiet = call.args.includes('-q');
  const { signal: text, rest } = signalled(call.args.filter((arg) => arg !== '-q'));
  const signal = parseSignal(text);
  if (!signal) return yield* fail(call, `bad signal name '${text}'`);
  if (rest.length === 0) return yield* fail(call, 'you need to specify whom to kill');
  let status = 0;
  for (const name of rest) {
    const found = call.process.namespace.list().filter((p) => nameOf(p) === name && p.pid !== call.process.pid);
    if (found.length === 0) {
      status = 1;
      if (!quiet) yield* fail(call, `${name}: no process killed`);
    }
    for (const { pid } of found) if (signal.name) call.process.namespace.kill(pid, signal.name);
  }
  yield sleep(0);
  return status;
}

function* pidof(call: Call): Task<number> {
  const options = parse(call.args, 'so:');
  if (isBad(options)) return yield* usage(call, options);
  const found = call.process.namespace.list().filter((p) => options.rest.includes(nameOf(p)));
  const pids = found.map((p) => p.pid).reverse();
  if (pids.length > 0) yield* out(call, `${(options.given.has('s') ? pids.slice(0, 1) : pids).join(' ')}\n`);
  return pids.length > 0 ? 0 : 1;
}

/** pgrep and pkill: by name, or with -f by the whole command line. */
function* matching(call: Call): Task<number> {
  const { signal: text, rest: args } =
    call.called === 'pkill' ? signalled(call.args) : { signal: 'TERM', rest: call.args };
  const options = parse(args, 'flxao');
  const pattern = isBad(options) ? undefined : options.rest[0];
  if (isBad(options) || pattern === undefined) return yield* usage(call, options);
  const full = options.given.has('f');
  const found = call.process.namespace
    .list()
    .filter(
      (p) =>
        p.pid !== call.process.pid &&
        (options.given.has('x')
          ? (full ? p.argv.join(' ') : nameOf(p)) === pattern
          : (full ? p.argv.join(' ') : nameOf(p)).includes(pattern)),
    );
  for (const p of found) {
    const name = call.called === 'pkill' ? parseSignal(text)?.name : undefined;
    if (name) call.process.namespace.kill(p.pid, name);
    else if (call.called === 'pgrep')
      yield* out(
        call,
        `${p.pid}${options.given.has('l') ? ` ${nameOf(p)}` : options.given.has('a') ? ` ${p.argv.join(' ')}` : ''}\n`,
      );
  }
  yield sleep(0);
  return found.length > 0 ? 0 : 1;
}

export const processes: Applets = { ps, kill, killall, pidof, pgrep: matching, pkill: matching };
