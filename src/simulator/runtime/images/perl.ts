import type { Millis } from '../../clock.ts';
import { sleep, type Task } from '../../task.ts';
import { directory, program } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { readAll, write } from '../shell/output.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import { MEBIBYTE } from './course-image.ts';
import type { Image } from './image.ts';

/** Digits of π for one second of a CPU. */
const DIGITS_A_SECOND = 200;
const MOST_DIGITS = 10_000;
/** CPU time that is used under one limit. */
const PORTION: Millis = 100;

/** Perl, as far as the documentation's Job goes: it prints π. @source CURRICULUM 2.4; kubernetes.io/docs/concepts/workloads/controllers/job */
export const perl: Image = {
  name: 'perl:5.34',
  size: 336_000_000,
  entrypoint: [],
  cmd: ['perl'],
  env: { PATH },
  workingDir: '/usr/src/app',
  user: 0,
  stopSignal: 'SIGTERM',
  root: () =>
    rootWith([
      ['bin', busyboxBin()],
      [
        'usr',
        directory([
          ['bin', directory()],
          ['local', directory([['bin', directory([['perl', program(run)]])]])],
          ['src', directory([['app', directory()]])],
        ]),
      ],
    ]),
};

function* run(process: Process): Task<number> {
  process.memory = 10 * MEBIBYTE;
  const at = process.argv.findIndex((arg) => /^-(?!M)[a-zA-Z]*[eE]$/.test(arg));
  const script = at < 0 ? yield* readAll(process) : (process.argv[at + 1] ?? '');
  const newline = process.argv.some((arg) => /^-[a-z]*l[a-z]*e?$/.test(arg)) ? '\n' : '';
  for (const statement of script.split(';').map((text) => text.trim())) {
    if (statement === '') continue;
    const pi = /^print bpi\((\d+)\)$/.exec(statement);
    const text = /^print\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')$/.exec(statement);
    const rest = /^sleep\s*\(?(\d+)\)?$/.exec(statement);
    const exit = /^exit\s*\(?(\d*)\)?$/.exec(statement);
    if (pi) {
      const digits = Math.min(Number(pi[1]), MOST_DIGITS);
      for (let left = (digits / DIGITS_A_SECOND) * 1000; left > 0; left -= PORTION)
        yield sleep(process.cpuTime(Math.min(left, PORTION)));
      yield* write(process, piDigits(digits) + newline);
    } else if (text)
      yield* write(process, (text[1]?.replace(/\\n/g, '\n').replace(/\\(.)/g, '$1') ?? text[2] ?? '') + newline);
    else if (rest) yield sleep(Number(rest[1]) * 1000);
    else if (exit) return Number(exit[1] ?? '0') & 255;
    else if (!/^(use|\$\|)/.test(statement)) {
      yield* write(
        process,
        `syntax error at -e line 1, near "${statement}" (only print, sleep, exit and bpi are simulated here)\nExecution of -e aborted due to compilation errors.\n`,
        2,
      );
      return 255;
    }
  }
  return 0;
}

/** π to so many digits, by Machin's formula in whole numbers. */
export function piDigits(digits: number): string {
  if (digits < 2) return '3';
  const unit = 10n ** BigInt(digits + 9);
  const arctangent = (x: bigint): bigint => {
    let power = unit / x;
    let sum = power;
    for (let n = 3n, sign = -1n; power > 0n; n += 2n, sign = -sign) {
      power /= x * x;
      sum += (sign * power) / n;
    }
    return sum;
  };
  const text = (4n * (4n * arctangent(5n) - arctangent(239n)) + 5n * 10n ** 9n).toString();
  return `3.${text.slice(1, digits)}`;
}
