import type { ListedProcess, Process } from '../../process.ts';
import { sleep, type Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { compileRegex } from '../regex.ts';
import { nameOf, takeSignal } from './kill.ts';
import { userName } from '../users.ts';

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
      `bad -o argument '${unknown}', supported arguments: user,group,comm,args,pid,ppid,pgid,etime,nice,rgroup,ruser,time,tty,vsz,sid,stat,rss`,
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
  sid: { title: 'SID', width: 5, of: (p) => String(p.pid).padStart(5) },
  nice: { title: 'NI', width: 5, of: () => '    0' },
  user: { title: 'USER', width: 8, of: (p, process) => userName(process, p.user) },
  ruser: { title: 'RUSER', width: 8, of: (p, process) => userName(process, p.user) },
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

function* pidof(call: Call): Task<number> {
  const options = parse(call.args, 'so:');
  if (isBad(options)) return yield* usage(call, options);
  const found = call.process.namespace.list().filter((p) => options.rest.includes(nameOf(p)));
  const pids = found.map((p) => p.pid).reverse();
  if (pids.length > 0) yield* out(call, `${(options.given.has('s') ? pids.slice(0, 1) : pids).join(' ')}\n`);
  return pids.length > 0 ? 0 : 1;
}

/** pgrep and pkill: by a pattern of the name, or with -f of the whole command line. @source busybox 1.35 procps/pgrep.c */
function* matching(call: Call): Task<number> {
  const killing = call.called === 'pkill';
  const taken = killing ? takeSignal(call.args) : '';
  // -9 names a signal, -f does not
  const { signal, rest } = typeof taken === 'string' ? { signal: undefined, rest: call.args } : taken;
  const options = parse(rest, 'flxaonvP:');
  const pattern = isBad(options) ? undefined : options.rest[0];
  if (isBad(options) || (pattern === undefined && !options.given.has('P'))) return yield* usage(call, options);
  const has = (letter: string): boolean => options.given.has(letter);
  const regex = compileRegex(pattern ?? '', { extended: has('x') });
  if (typeof regex === 'string') return yield* fail(call, `bad regex '${pattern ?? ''}': ${regex}`);
  const matches = (p: ListedProcess): boolean => {
    const text = has('f') ? p.argv.join(' ') : nameOf(p);
    const found = regex.exec(text);
    const parent = options.given.get('P')?.[0];
    const whole = !has('x') || (found?.[0] === 0 && found[1] === text.length);
    return found !== undefined && whole && (parent === undefined || String(p.parent) === parent);
  };
  let found = call.process.namespace.list().filter((p) => p.pid !== call.process.pid && matches(p) !== has('v'));
  if (has('o')) found = found.slice(0, 1);
  if (has('n')) found = found.slice(-1);
  for (const p of found) {
    if (killing) call.process.namespace.kill(p.pid, signal?.name ?? 'SIGTERM');
    else yield* out(call, `${p.pid}${has('a') ? ` ${p.argv.join(' ')}` : has('l') ? ` ${nameOf(p)}` : ''}\n`);
  }
  yield sleep(0);
  return found.length > 0 ? 0 : 1;
}

export const processes: Applets = { ps, pidof, pgrep: matching, pkill: matching };
