import { createWriteStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { stringify } from 'csv-stringify/sync';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { exerciseIds, readExercise, type ExerciseFolder } from '../course/exercise-folder.ts';
import { readHandIn } from '../course/hand-in.ts';
import { report } from '../course/report.ts';
import type { ExerciseFiles, Submission } from '../sandbox/protocol.ts';
import { GradingPool } from './grading-pool.ts';

/** One hand-in's line: graded, or refused with the reason. */
export interface Row {
  readonly file: string;
  readonly exercise: string | null;
  readonly passed: boolean | null;
  /** What the learner's page said; null where the file does not say. */
  readonly claimed: boolean | null;
  readonly failed: readonly string[];
  /** Why there is no verdict. */
  readonly refused: string | null;
}

interface Readable {
  readonly exercise: ExerciseFiles;
  readonly submission: Submission;
  readonly claimed: boolean | null;
}

/** As many as one machine has processors; each takes some 100 MB. */
const MOST_THREADS = 16;

/**
 * Grades every hand-in (*.json) under a folder again: one JSON line each, in the order of the file names.
 * @returns the exit code: 0 all were graded, 1 some could not be. Throws an Error whose message says what to do
 */
export async function regrade(args: string[], usage: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      csv: { type: 'string' },
      lang: { type: 'string', default: 'en' },
      threads: { type: 'string' },
      shares: { type: 'string' },
      share: { type: 'string' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1 || (values.lang !== 'en' && values.lang !== 'ko'))
    throw new Error(usage);
  const lang = values.lang;
  const shares = whole('--shares', values.shares ?? '1', 1);
  const share = whole('--share', values.share ?? process.env['JOB_COMPLETION_INDEX'] ?? '0', 0);
  if (share >= shares) throw new Error(`--share ${share} is none of ${shares} shares: they count from 0`);
  const files = handInsUnder(folder).filter((_, i) => i % shares === share);
  const threads = values.threads === undefined ? availableParallelism() : whole('--threads', values.threads, 1);

  const known = new Set(exerciseIds());
  const exercises = new Map<string, ExerciseFolder>();
  const pool = new GradingPool(await bundleGuest(), Math.min(threads, MOST_THREADS, Math.max(1, files.length)));
  const bar = new SingleBar({
    stream: process.stderr,
    noTTYOutput: false,
    format: '{bar} {value} of {total} · {eta_formatted}',
  });
  bar.start(files.length, 0);
  const gradeOne = async (file: string): Promise<Row> => {
    const name = relative(folder, file);
    try {
      return { file: name, ...(await verdictOn(readable(readFileSync(file, 'utf8')))) };
    } catch (error) {
      return { file: name, ...refusal(null, error instanceof Error ? error.message : String(error)) };
    } finally {
      bar.increment();
    }
  };
  const readable = (text: string): Readable => {
    const { exercise, submission, verdict } = readHandIn(text);
    let found = exercises.get(exercise);
    if (!found) {
      if (!known.has(exercise)) throw new Error(`there is no exercise ${exercise}`);
      exercises.set(exercise, (found = readExercise(exercise)));
    }
    if (submission.kind !== found.solution.kind)
      throw new Error(`${exercise} takes a ${found.solution.kind}, not a ${submission.kind}`);
    return { exercise: found.files, submission, claimed: verdict?.passed ?? null };
  };
  const verdictOn = async ({ exercise, submission, claimed }: Readable): Promise<Omit<Row, 'file'>> => {
    const ended = await pool.grade({ exercise, submission });
    if (ended.kind === 'stopped')
      return refusal(exercise.id, `stopped at the limit "${ended.stopped.limit}": ${ended.stopped.message}`, claimed);
    const { passed, checks } = report(ended.value, exercises.get(exercise.id)!.feedback, lang);
    const failed = checks.filter((check) => check.state === 'failed').map(({ id }) => id);
    return { exercise: exercise.id, passed, claimed, failed, refused: null };
  };

  const out = values.out === undefined ? process.stdout : createWriteStream(values.out);
  const graded = files.map(gradeOne); // the pool takes them in this order
  const rows: Row[] = [];
  for (const next of graded) {
    const row = await next;
    rows.push(row);
    out.write(`${JSON.stringify(row)}\n`);
  }
  bar.stop();
  await pool.close();
  if (values.out !== undefined) await new Promise<void>((resolve) => out.end(resolve));
  if (values.csv !== undefined) writeFileSync(values.csv, csv(rows));
  console.error(summary(rows));
  return rows.some(({ refused }) => refused !== null) ? 1 : 0;
}

const refusal = (exercise: string | null, refused: string, claimed: boolean | null = null): Omit<Row, 'file'> => ({
  exercise,
  passed: null,
  claimed,
  failed: [],
  refused,
});

/** Every *.json in a folder and those under it, by name. Throws where the folder cannot be read. */
function handInsUnder(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${folder} is no folder`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${option} wants a whole number from ${least}, not ${text}`);
  return value;
}

/** A spreadsheet must not take a file's name for a formula. */
const csv = (rows: readonly Row[]): string =>
  stringify(
    rows.map(({ failed, passed, claimed, ...row }) => ({
      ...row,
      passed: yesNo(passed),
      claimed: yesNo(claimed),
      failed: failed.join(' '),
    })),
    { header: true, columns: ['file', 'exercise', 'passed', 'claimed', 'failed', 'refused'], escape_formulas: true },
  );

const yesNo = (value: boolean | null): string => (value === null ? '' : value ? 'yes' : 'no');

function summary(rows: readonly Row[]): string {
  const count = (of: (row: Row) => boolean): number => rows.filter(of).length;
  const refused = rows.filter((row) => row.refused !== null);
  return [
    `${rows.length} hand-ins: ${count((r) => r.passed === true)} passed, ${count((r) => r.passed === false)} failed, ${refused.length} refused`,
    ...rows
      .filter(({ passed, claimed }) => claimed !== null && passed !== null && claimed !== passed)
      .map(({ file, claimed }) => `${file}: says ${claimed ? 'passed' : 'failed'}, which is not so`),
    ...refused.map(({ file, refused: why }) => `${file}: ${why}`),
  ].join('\n');
}
