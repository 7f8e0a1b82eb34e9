import { now } from '../../system-calls.ts';
import { sleep, until, untilOr, type Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { formatDate, parseDate } from '../dates.ts';
import { ended, write } from '../output.ts';
import { startCommand } from '../run-command.ts';
import { parseSignal } from '../signal-names.ts';
import { nodeAt, STRERROR } from '../../system-calls.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Milliseconds of 5, .5, 2m; what is wrong in BusyBox's eyes otherwise. @source busybox 1.35 libbb/duration.c parse_duration_str */
export function parseDuration(text: string): number | { readonly bad: string } {
  const found = /^(\d*)(\.\d*)?([smhd]?)$/.exec(text);
  if (found && (found[1] !== '' || (found[2] ?? '').length > 1))
    return Number(`${found[1] === '' ? '0' : (found[1] ?? '0')}${found[2] ?? ''}`) * UNITS[found[3] ?? '']! * 1000;
  // behind a dot the rest is read as a number of its own, and that is what it complains about
  const dot = /^\d*\.\d*?([1-9]\d*[^\d].*|[^\d].*)$/.exec(text);
  return { bad: dot?.[1] ?? text };
}

function* sleepFor(call: Call): Task<number> {
  if (call.args.length === 0) return yield* usage(call);
  let total = 0;
  for (const arg of call.args) {
    if (arg === 'infinity' || arg === 'inf') {
      total = Infinity;
      continue;
    }
    const span = parseDuration(arg);
    if (typeof span !== 'number') return yield* fail(call, `invalid number '${span.bad}'`);
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

const ISO_SHAPES: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H+00:00',
  minutes: '%Y-%m-%dT%H:%M+00:00',
  seconds: '%Y-%m-%dT%H:%M:%S+00:00',
};

/** date [-u] [-d text] [-r file] [+format]. */
function* date(call: Call): Task<number> {
  // -I takes what it is to show only right behind it
  const detail = /^-I(date|hours|minutes|seconds)$/;
  const shown = call.args.map((arg) => detail.exec(arg)?.[1]).find((found) => found !== undefined) ?? 'date';
  const args = call.args.map((arg) => (detail.test(arg) ? '-I' : arg));
  const options = parse(args, 'Rs:ud:r:ID:', { utc: 'u', date: 'd' });
  if (isBad(options)) return yield* usage(call, options);
  let time = now(call.process);
  const text = options.given.get('d')?.[0];
  if (text !== undefined) {
    const year = options.given.get('D')?.[0] === '%Y' ? /^\d{4}$/.exec(text)?.[0] : undefined;
    const parsed = parseDate(year === undefined ? text : `${year}-01-01`, time);
    if (parsed === undefined) return yield* fail(call, `invalid date '${text}'`);
    time = parsed;
  }
  const path = options.given.get('r')?.[0];
  if (path !== undefined) {
    const node = nodeAt(call.process, path);
    if (!node || node.type === 'link') return yield* fail(call, `${path}: ${STRERROR.ENOENT}`);
    time = node.modified;
  }
  const format = options.rest[0];
  const odd = options.rest.find((word, i) => i > 0 || !word.startsWith('+'));
  if (odd !== undefined) return yield* fail(call, `invalid date '${odd}'`);
  const shape =
    format?.slice(1) ??
    (options.given.has('R')
      ? '%a, %d %b %Y %H:%M:%S %z'
      : options.given.has('I')
        ? (ISO_SHAPES[shown] ?? '%Y-%m-%d')
        : '%a %b %e %H:%M:%S %Z %Y');
  yield* out(call, `${formatDate(shape, time)}\n`);
  return 0;
}

/** timeout [-s signal] [-k seconds] seconds command. The command runs in its place; a child watches. */
function* timeout(call: Call): Task<number> {
  const options = parse(call.args, '+s:k:');
  if (isBad(options) || options.rest.length < 2) return yield* usage(call, options);
  const [text = '', ...argv] = options.rest;
  const span = parseDuration(text);
  if (typeof span !== 'number') return yield* fail(call, `invalid number '${text}'`);
  const kill = options.given.get('k')?.[0];
  const killSpan = kill === undefined ? undefined : parseDuration(kill);
  const signalText = options.given.get('s')?.[0] ?? 'TERM';
  const signal = parseSignal(signalText)?.name;
  if (!signal) return yield* fail(call, `unknown signal '${signalText}'`);
  const child = startCommand(call.process, argv);
  if ('missing' in child) return yield* fail(call, `can't execute '${argv[0] ?? ''}': ${child.missing}`, child.status);
  let limit: number | undefined = span;
  const end = call.process.clock.now + span;
  while (child.exit === undefined && limit !== undefined) {
    yield untilOr(Math.max(0, end - call.process.clock.now), child.exited);
    if (child.exit !== undefined || call.process.clock.now < end) continue;
    child.kill(signal);
    limit = undefined;
    if (typeof killSpan === 'number') {
      const last = call.process.clock.now + killSpan;
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

/** time command: how long it took, on standard error. */
function* time(call: Call): Task<number> {
  const argv = call.args[0] === '-p' || call.args[0] === '-v' ? call.args.slice(1) : call.args;
  if (argv.length === 0) return yield* usage(call);
  const start = call.process.clock.now;
  const child = startCommand(call.process, argv);
  if ('missing' in child) return yield* fail(call, `can't execute '${argv[0] ?? ''}': ${child.missing}`, child.status);
  const status = yield* ended(child);
  const seconds = (call.process.clock.now - start) / 1000;
  const minutes = Math.floor(seconds / 60);
  const shown = `${minutes}m ${(seconds - minutes * 60).toFixed(2)}s`;
  yield* write(
    call.process,
    call.args[0] === '-p'
      ? `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`
      : `real\t${shown}\nuser\t0m 0.00s\nsys\t0m 0.00s\n`,
    2,
  );
  return status;
}

export const timing: Applets = { sleep: sleepFor, usleep, date, timeout, time };
