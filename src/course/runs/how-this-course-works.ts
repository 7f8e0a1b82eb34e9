/** What the lesson how-this-course-works shows: a verdict as the course gives it, one that only hidden clusters refuse, and counts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import startupBudget from '../../../graders/startup-budget.ts';
import twoServersOnePod from '../../../graders/two-servers-one-pod.ts';
import { judge } from '../../../graders/kit/judge.ts';
import { seconds } from '../../../graders/kit/duration.ts';
import type { Submission, Verdict } from '../../sandbox/protocol.ts';
import { readExercise, type ExerciseFolder } from '../exercise-folder.ts';
import { modules } from '../modules.ts';
import { truthFigures } from '../truth-figures.ts';
import { secondOfMoment } from '../../workspace/moment-of-interest.ts';

/** The checkout: the page's build has moved this file. */
const EXERCISES = join(process.cwd(), 'exercises/');
const folderOf = (id: string): ExerciseFolder => readExercise(id, pathToFileURL(EXERCISES));
const textOf = (submission: Submission | undefined): string => {
  if (submission?.kind !== 'manifest') throw new Error('this answer is no manifest');
  return submission.yaml.replace(/^# caught by.*\n/, '');
};

/** The exercise two-servers-one-pod, handed in as it was found. */
const servers = folderOf('two-servers-one-pod');
export const example = {
  feedback: servers.feedback,
  variants: servers.exercise.variants,
  manifest: textOf(servers.start),
  verdict: judge(twoServersOnePod, servers.files, servers.start),
};
export const picture = pictureOf(example.verdict);
const failed = example.verdict.checks.filter(({ state, moment }) => state === 'failed' && moment?.variant === 'shown');
/** Failing check → the second of the shown cluster at which it went wrong. */
export const moments = Object.fromEntries(
  failed.map(({ id, moment }) => [id, moment ? secondOfMoment(picture, moment) : 0]),
);
export const firstMoment = Object.values(moments)[0] ?? 0;

function pictureOf({ pictures }: Verdict) {
  const { shown } = pictures;
  if (!shown) throw new Error('the shown cluster was not run');
  return shown;
}

/** An answer of the exercise startup-budget that is right on the cluster that the learner sees. */
const budget = folderOf('startup-budget');
const tooSmall = budget.rejected.find(({ name }) => name === 'too-small-for-a-slow-node.yaml');
if (!tooSmall) throw new Error('the answer of the example is gone');
export const hidden = {
  probe: textOf(tooSmall.submission).replace(/^[\s\S]*?(?= +startupProbe:)/, ''),
  variants: budget.exercise.variants,
  feedback: budget.feedback,
  checks: judge(startupBudget, budget.files, tooSmall.submission).checks,
  /** Virtual seconds that one submission runs, all its clusters together. */
  virtual: Object.keys(startupBudget.variants).length * seconds(startupBudget.until),
};

const types = readdirSync(EXERCISES)
  .map((id) => join(EXERCISES, id, 'exercise.yaml'))
  .filter((path) => existsSync(path))
  .map((path) => /^type: (\w+)$/m.exec(readFileSync(path, 'utf8'))?.[1]);
const ofType = (type: string): number => types.filter((each) => each === type).length;
export const counts = {
  lessons: modules.reduce((sum, { lessons }) => sum + lessons.length, 0),
  manifest: ofType('manifest'),
  predict: ofType('predict'),
  diagnose: ofType('diagnose'),
  quiz: ofType('quiz'),
};
const areas = truthFigures();
export const truth = {
  passed: areas.reduce((sum, { passed }) => sum + passed, 0),
  cases: areas.reduce((sum, { cases }) => sum + cases, 0),
};
