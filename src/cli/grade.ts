import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { readSubmission, type AnswerFile } from '../course/answer-files.ts';
import { readExercise } from '../course/exercise-folder.ts';
import { report, type Report } from '../course/report.ts';
import { createRunner } from '../sandbox/host/runner.ts';

const ENDING: Readonly<Record<string, AnswerFile>> = {
  manifest: 'yaml',
  predict: 'answers',
  diagnose: 'session',
  quiz: 'answers',
};

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
  if (id === undefined || file === undefined || (values.lang !== 'en' && values.lang !== 'ko')) throw new Error(usage);
  const exercise = readExercise(id);
  const submission = readSubmission(ENDING[exercise.exercise.type]!, readFileSync(file === '-' ? 0 : file, 'utf8'));
  const outcome = await createRunner({ code: await bundleGuest() }).run('grade', {
    exercise: exercise.files,
    submission,
  });
  if (outcome.kind === 'stopped') {
    console.error(`Stopped at the limit "${outcome.stopped.limit}": ${outcome.stopped.message}`);
    return 2;
  }
  const told = report(outcome.value, exercise.feedback, values.lang);
  console.log(values.verdict ? JSON.stringify(outcome.value) : values.json ? JSON.stringify(told) : text(told));
  return told.passed ? 0 : 1;
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
