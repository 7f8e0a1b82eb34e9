import { sleep, type Task } from '../task.ts';
import type { Clock } from '../clock.ts';
import { timestamp } from '../timestamp.ts';
import type { LineIo } from './kubectl.ts';

/** Starts a screen anew: what a terminal shows of a line begins after its last one. */
const NEW_SCREEN = '\f';

type RunWords = (words: readonly string[], io: LineIo) => Task<number>;

/** What runs beside kubectl in this terminal: `sleep` and `watch`, on virtual time. */
export function shellCommand(
  clock: Clock,
  [name, ...args]: readonly string[],
  io: LineIo,
  runWords: RunWords,
): Task<number> | undefined {
  if (name === 'sleep') return pause(args, io);
  if (name === 'watch') return watch(clock, args, io, runWords);
  return undefined;
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @source GNU coreutils sleep: numbers with s, m, h or d, summed */
function* pause(args: readonly string[], { err }: LineIo): Task<number> {
  if (args.length === 0) {
    err("sleep: missing operand\nTry 'sleep --help' for more information.\n");
    return 1;
  }
  let total = 0;
  for (const arg of args) {
    const parts = /^(\d{1,9}(?:\.\d{1,6})?)([smhd]?)$/.exec(arg);
    if (!parts) {
      err(`sleep: invalid time interval '${arg}'\nTry 'sleep --help' for more information.\n`);
      return 1;
    }
    total += Number(parts[1]) * (UNITS[parts[2] || 's'] ?? 0);
  }
  yield sleep(total);
  return 0;
}

/** Shows a command's output anew every so many seconds, 2 unless -n says otherwise. @source procps watch */
function* watch(clock: Clock, args: readonly string[], io: LineIo, runWords: RunWords): Task<number> {
  const read = readInterval(args);
  if (read === undefined || read.words.length === 0) {
    io.err('Usage:\n watch [options] command\n');
    return 1;
  }
  for (;;) {
    let shown = '';
    const out = (text: string): void => void (shown += text);
    yield* runWords(read.words, { stdin: '', out, err: out });
    const now = timestamp(clock, clock.now).slice(11, 19);
    io.out(`${NEW_SCREEN}Every ${read.seconds.toFixed(1)}s: ${read.words.join(' ')}    ${now}\n\n${shown}`);
    yield sleep(read.seconds * 1000);
  }
}

function readInterval(
  args: readonly string[],
): { readonly seconds: number; readonly words: readonly string[] } | undefined {
  let seconds = 2;
  let at = 0;
  for (; args[at]?.startsWith('-'); at++) {
    const arg = args[at] ?? '';
    const value = /^(?:-n|--interval=)(.*)$/.exec(arg)?.[1];
    if (value === undefined) continue;
    const text = value === '' ? args[++at] : value;
    if (text === undefined || !/^\d{1,6}(\.\d{1,3})?$/.test(text)) return undefined;
    seconds = Math.max(0.1, Number(text));
  }
  return { seconds, words: args.slice(at) };
}
