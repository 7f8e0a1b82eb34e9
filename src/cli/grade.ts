import { parseArgs } from 'node:util';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { readSubmission } from '../course/answer-files.ts';
import { answerFile, readExercise, type ExerciseFolder } from '../course/exercise-folder.ts';
import { report, type Report } from '../course/report.ts';
import { createRunner } from '../sandbox/host/runner.ts';
import type { Submission } from '../sandbox/protocol.ts';
import { languageOf } from './language.ts';
import { openOutput } from './output.ts';
import { printable } from './printable.ts';
import { readText } from './read-text.ts';

/**
 * Grades a file for an exercise and prints the verdict.
 * @returns the exit code: 0 passed, 1 failed, 2 stopped by a limit. Throws an Error whose message says what to do
 */
export async function grade(args: string[], usage: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, verdict: { type: 'boolean' }, lang: { type: 'string', default: 'en' } },
  });
  const [id, file] = positionals;
  if (id === undefined || file === undefined || positionals.length > 2) throw new Error(usage);
  const lang = languageOf(values.lang);
  const exercise = readExercise(id);
  const submission = submissionIn(file, exercise);
  const outcome = await createRunner({ code: await bundleGuest() }).run('grade', {
    exercise: exercise.files,
    submission,
  });
  if (outcome.kind === 'stopped') {
    console.error(`Stopped at the limit "${outcome.stopped.limit}": ${outcome.stopped.message}`);
    return 2;
  }
  const told = report(outcome.value, exercise.feedback, lang);
  const lines = values.verdict
    ? JSON.stringify(outcome.value)
    : values.json
      ? JSON.stringify(told)
      : printable(text(told));
  await (await openOutput(undefined)).write(`${lines}\n`);
  return told.passed ? 0 : 1;
}

/** Throws an Error that names the file and says why it is no answer to the exercise. */
function submissionIn(file: string, { id, exercise: { type } }: ExerciseFolder): Submission {
  const wanted = answerFile[type];
  const ending = /\.(yaml|answers|session)$/.exec(file)?.[1];
  try {
    if (ending !== undefined && ending !== wanted) throw new Error(`${id} takes a .${wanted} file`);
    return readSubmission(wanted, readText(file));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function text({ exercise, passed, checks }: Report): string {
  const mark = { passed: '✓', failed: '✗', 'not-reached': '·' } as const;
  const rows = checks.flatMap(({ id, state, variant, expected, got, why, look, moment, cause }) => [
    `${mark[state]} ${id}${state === 'failed' ? ` (${variant}${moment === null ? '' : `, at ${Math.round(moment * 100) / 100} s`})` : ''}`,
    ...(state === 'failed'
      ? [expected, got, why, look].filter((line) => line !== null).map((line) => `    ${line}`)
      : []),
    ...(state === 'failed' ? cause.map((line) => `    ← ${line}`) : []),
  ]);
  return [`${exercise}: ${passed ? 'passed' : 'failed'}`, ...rows].join('\n');
}
