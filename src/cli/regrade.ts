import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { exerciseIds, readExercise, type ExerciseFolder } from '../course/exercise-folder.ts';
import { readHandIn } from '../course/hand-in.ts';
import { report } from '../course/report.ts';
import type { Language } from '../i18n/languages.ts';
import type { Submission } from '../sandbox/protocol.ts';
import { GradingPool } from './grading-pool.ts';
import { languageOf } from './language.ts';
import { openOutput } from './output.ts';
import { readText } from './read-text.ts';
import { csv, summary, type Row } from './rows.ts';

interface Readable {
  readonly exercise: ExerciseFolder;
  readonly submission: Submission;
  readonly claimed: boolean | null;
}

/** As many as one machine has processors; each takes some 100 MB. */
const MOST_THREADS = 16;
/** What a shell says of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Grades every hand-in (*.json) under a folder again: one JSON line each, in the order of the file names.
 * @returns the exit code: 0 all were graded, 1 some could not be, 130 Ctrl-C came first. Throws an Error whose message says what to do
 */
export async function regrade(args: string[], usage: string): Promise<number> {
  const { folder, lang, files, threads, ...paths } = optionsOf(args, usage);
  const interrupted = interruption();
  const code = await bundleGuest();
  const out = await openOutput(paths.out);
  const table = paths.csv === undefined ? undefined : await openOutput(paths.csv);
  const pool = new GradingPool(code, threads);
  const bar = new SingleBar({
    stream: process.stderr,
    noTTYOutput: false,
    format: '{bar} {value} of {total} · {eta_formatted}',
  });
  bar.start(files.length, 0);
  const rows: Row[] = [];
  try {
    for await (const row of inOrder(files, gradingWith(pool, folder, lang), interrupted)) {
      rows.push(row);
      bar.increment();
      await out.write(`${JSON.stringify(row)}\n`);
    }
  } finally {
    bar.stop();
    await pool.close();
  }
  await out.close();
  await table?.write(csv(rows));
  await table?.close();
  const left = files.length - rows.length;
  if (left > 0) console.error(`interrupted: ${left} hand-ins are not graded`);
  console.error(summary(rows));
  if (left > 0) return INTERRUPTED;
  return rows.some(({ refused }) => refused !== null) ? 1 : 0;
}

function optionsOf(args: string[], usage: string) {
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
  if (folder === undefined || positionals.length > 1) throw new Error(usage);
  const lang = languageOf(values.lang);
  const shares = whole('--shares', values.shares ?? '1', 1);
  const share = whole('--share', values.share ?? process.env['JOB_COMPLETION_INDEX'] ?? '0', 0);
  if (share >= shares) throw new Error(`--share ${share} is none of ${shares} shares: they count from 0`);
  const threads = values.threads === undefined ? availableParallelism() : whole('--threads', values.threads, 1);
  const files = handInsUnder(folder).filter((_, i) => i % shares === share);
  return {
    folder,
    lang,
    files,
    threads: Math.min(threads, MOST_THREADS, Math.max(1, files.length)),
    out: values.out,
    csv: values.csv,
  };
}

/** What comes of a file under the folder; whatever is wrong with it is in its row. */
function gradingWith(pool: GradingPool, folder: string, lang: Language): (file: string) => Promise<Row> {
  const known = new Set(exerciseIds());
  const exercises = new Map<string, ExerciseFolder>();
  const readable = (text: string): Readable => {
    const { exercise, submission, verdict } = readHandIn(text);
    let found = exercises.get(exercise);
    if (!found) {
      if (!known.has(exercise)) throw new Error(`there is no exercise ${exercise}`);
      exercises.set(exercise, (found = readExercise(exercise)));
    }
    if (submission.kind !== found.solution.kind)
      throw new Error(`${exercise} takes a ${found.solution.kind}, not a ${submission.kind}`);
    return { exercise: found, submission, claimed: verdict?.passed ?? null };
  };
  const verdictOn = async ({ exercise, submission, claimed }: Readable): Promise<Omit<Row, 'file'>> => {
    const ended = await pool.grade({ exercise: exercise.files, submission });
    if (ended.kind === 'stopped')
      return refusal(exercise.id, `stopped at the limit "${ended.stopped.limit}": ${ended.stopped.message}`, claimed);
    const { passed, checks } = report(ended.value, exercise.feedback, lang);
    const failed = checks.filter((check) => check.state === 'failed').map(({ id }) => id);
    return { exercise: exercise.id, passed, claimed, failed, refused: null };
  };
  return async (file) => {
    const name = relative(folder, file);
    try {
      return { file: name, ...(await verdictOn(readable(readText(file)))) };
    } catch (error) {
      return { file: name, ...refusal(null, error instanceof Error ? error.message : String(error)) };
    }
  };
}

/** Begun before the earlier are done with: enough to keep every thread busy, few enough to be held in memory. */
const AHEAD = 4 * MOST_THREADS;

/** What comes of each, in their order; ends early once it is interrupted. */
async function* inOrder<T, R>(
  items: readonly T[],
  begin: (item: T) => Promise<R>,
  interrupted: Promise<undefined>,
): AsyncGenerator<R, void, undefined> {
  const begun: Promise<R>[] = [];
  for (let next = 0; next < items.length || begun.length > 0;) {
    while (next < items.length && begun.length < AHEAD) begun.push(begin(items[next++]!));
    const done = await Promise.race([begun.shift()!, interrupted]);
    if (done === undefined) return;
    yield done;
  }
}

/** Settles at the first Ctrl-C, so that what is graded by then is kept; a second one ends the command. */
const interruption = (): Promise<undefined> =>
  new Promise((resolve) => process.once('SIGINT', () => resolve(undefined)));

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
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.json$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${option} wants a whole number from ${least}, not ${text}`);
  return value;
}
