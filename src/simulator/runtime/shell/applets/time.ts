import { SIGNALS } from '../../process.ts';
import { openPath, STRERROR } from '../../system-calls.ts';
import { sleep, until, untilOr, type Task } from '../../../task.ts';
import { fail, isBad, parse, usage, type Applets, type Call } from '../applet.ts';
import { ended } from '../output.ts';
import { startCommand } from '../run-command.ts';
import { parseSignal } from '../signal-names.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Milliseconds of 5, .5, 2m; otherwise what is wrong in BusyBox's eyes: 'usage' where it only tells that. @source busybox 1.35 libbb/duration.c parse_duration_str */
export function parseDuration(text: string): number | { readonly bad: string } {
  const digits = /^[\d.]*/.exec(text)?.[0] ?? '';
  if (/\..*\.|^\.$/.test(digits)) return { bad: 'usage' };
  const found = /^(\d*)(\.\d*)?([smhd]?)$/.exec(text);
  if (found && (found[1] !== '' || (found[2] ?? '').length > 1))
    return Number(`${found[1] === '' ? '0' : (found[1] ?? '0')}${found[2] ?? ''}`) * UNITS[found[3] ?? '']! * 1000;
  // behind a dot the rest is read as a number of its own, and that is what it complains about
  const dot = /^\d*\.\d*?([1-9]\d*[^\d].*|[^\d].*)$/.exec(text);
  return { bad: dot?.[1] ?? text };
}

const badDuration = (call: Call, bad: string): Task<number> =>
  bad === 'usage' ? usage(call) : fail(call, `invalid number '${bad}'`);

function* sleepFor(call: Call): Task<number> {
  if (call.args.length === 0) return yield* usage(call);
  let total = 0;
  for (const arg of call.args) {
    if (arg === 'infinity' || arg === 'inf') {
      total = Infinity;
      continue;
    }
    const span = parseDuration(arg);
    if (typeof span !== 'number') return yield* badDuration(call, span.bad);
    total += span;
  }
  if (total === Infinity) for (;;) yield until(call.process.signalled);
  yield sleep(total);
  return 0;
}

function* usleep(call: Call): Task<number> {
  const text = call.args[0];
  if (text === undefined) return yield* usage(call);
  if (!/^\d+$/.test(text)) return yield* fail(call, `invalid number '${text}'`);
  yield sleep(Number(text) / 1000);
  return 0;
}

/** Milliseconds that its watcher lets pass: it looks each second, at least once. */
const watched = (span: number): number => Math.max(1, Math.floor(span / 1000)) * 1000;

/**
 * timeout [-s signal] [-k seconds] seconds command. The command runs in its place; a child watches.
 * @source busybox 1.35 coreutils/timeout.c
 */
function* timeout(call: Call): Task<number> {
  const options = parse(call.args, '+s:k:');
  if (isBad(options)) return yield* usage(call, options);
  const signalText = options.given.get('s')?.at(-1) ?? 'TERM';
  const signal = parseSignal(signalText);
  if (!signal) return yield* fail(call, `unknown signal '${signalText}'`);
  const kill = options.given.get('k')?.at(-1);
  const killSpan = kill === undefined ? 0 : parseDuration(kill);
  if (typeof killSpan !== 'number') return yield* badDuration(call, killSpan.bad);
  const [text, ...argv] = options.rest;
  if (text === undefined) return yield* usage(call);
  const span = parseDuration(text);
  if (typeof span !== 'number') return yield* badDuration(call, span.bad);
  if (argv.length === 0) return yield* usage(call);
  const child = startCommand(call.process, argv);
  if ('missing' in child) return yield* fail(call, `can't execute '${argv[0] ?? ''}': ${child.missing}`, child.status);
  let limit: number | undefined = span;
  const end = call.process.clock.now + watched(span);
  while (child.exit === undefined && limit !== undefined) {
    yield untilOr(Math.max(0, end - call.process.clock.now), child.exited);
    if (child.exit !== undefined || call.process.clock.now < end) continue;
    if (signal.name) child.kill(signal.name);
    limit = undefined;
    if (killSpan >= 1000) {
      const last = call.process.clock.now + watched(killSpan);
      while (child.exit === undefined && call.process.clock.now < last)
        yield untilOr(last - call.process.clock.now, child.exited);
      if (child.exit === undefined) child.kill('SIGKILL');
    }
  }
  const status = yield* ended(child);
  // the command was this very process: its end is ours
  if (child.killedBy) {
    call.process.handlers.delete(child.killedBy);
    call.process.namespace.kill(call.process.pid, child.killedBy);
    yield sleep(0);
  }
  return status;
}

/** What `time -f` can tell of a command that ran so many seconds; it used no processor worth telling. */
const CONVERSIONS: Readonly<Record<string, (seconds: number) => string>> = {
  '%': () => '%',
  e: (seconds) => seconds.toFixed(2),
  E: (seconds) => `${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s`,
  S: () => '0.00',
  T: () => '0m 0.00s',
  U: () => '0.00',
  P: () => '0%',
};

/** time [-p] [-f format] [-o file] [-a] command. @source busybox 1.35 miscutils/time.c */
function* time(call: Call): Task<number> {
  const options = parse(call.args, '+vpao:f:');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const { given, rest: argv } = options;
  const path = given.get('o')?.at(-1);
  const target =
    path === undefined
      ? call.process.fds.get(2)?.duplicate()
      : openPath(call.process, path, {
          write: true,
          create: true,
          ...(given.has('a') ? { append: true } : { truncate: true }),
        });
  if (typeof target === 'string') return yield* fail(call, `can't open '${path ?? ''}': ${STRERROR[target]}`);
  const start = call.process.clock.now;
  const child = startCommand(call.process, argv);
  let status: number;
  let lines = '';
  if ('missing' in child)
    status = yield* fail(call, `can't execute '${argv[0] ?? ''}': ${child.missing}`, child.status);
  else {
    status = yield* ended(child);
    if (child.killedBy) status = SIGNALS[child.killedBy];
    if (child.killedBy) lines = `Command terminated by signal ${status}\n`;
  }
  if (lines === '' && status !== 0) lines = `Command exited with non-zero status ${status}\n`;
  const seconds = (call.process.clock.now - start) / 1000;
  const format = given.has('p')
    ? 'real %e\nuser %U\nsys %S'
    : (given.get('f')?.at(-1) ?? 'real\t%E\nuser\t%T\nsys\t%T');
  const text = format.replace(/%(.)/g, (whole, letter: string) => CONVERSIONS[letter]?.(seconds) ?? whole);
  if (target) yield* target.write(`${lines}${text}\n`);
  target?.close();
  return status;
}

export const timing: Applets = { sleep: sleepFor, usleep, timeout, time };
