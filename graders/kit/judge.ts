import type { CheckResult, ExerciseFiles, Submission, Verdict } from '../../src/sandbox/protocol.ts';
import { millis, seconds } from './duration.ts';
import type { Facts } from './facts.ts';
import type { Check, DiagnoseGrader, Grader, ManifestGrader, PredictGrader, QuizGrader } from './grader.ts';
import { apply, documentsOf, told } from './manifest.ts';
import { ended, prepare, schedule, type Conditions } from './run.ts';
import { verdict, type Tried } from './verdict.ts';

export type Progress = (done: number, total: number) => void;

/** Everything a submission to an exercise is told. Throws where submission and grader are of different types. */
export function judge(
  grader: Grader,
  files: ExerciseFiles,
  submission: Submission,
  progress: Progress = () => undefined,
  conditions: Conditions = {},
): Verdict {
  if (grader.type === 'manifest' && submission.kind === 'manifest')
    return judgeManifest(grader, files, submission, progress, conditions);
  if (grader.type === 'diagnose' && submission.kind === 'session')
    return judgeSession(grader, files, submission, progress, conditions);
  if (grader.type === 'predict' && submission.kind === 'answers')
    return judgeAnswers(grader, files, submission, progress, conditions);
  if (grader.type === 'quiz' && submission.kind === 'answers') return judgeQuiz(grader, files, submission);
  throw new Error(`exercise ${files.id} is of type ${grader.type}: it takes no ${submission.kind}`);
}

function judgeManifest(
  grader: ManifestGrader,
  files: ExerciseFiles,
  submission: Extract<Submission, { kind: 'manifest' }>,
  progress: Progress,
  conditions: Conditions,
): Verdict {
  const tried = tryManifest(grader, files, submission, progress, conditions);
  const applies: Check = (run) => tried.find((t) => t.run === run)?.refused ?? { holds: true, facts: {} };
  return verdict(grader, files.id, { applies, ...grader.checks }, tried);
}

/** A manifest handed in on each variant, and each run to its end. What the shown cluster refuses is told once. */
export function tryManifest(
  grader: ManifestGrader,
  files: ExerciseFiles,
  { yaml }: Extract<Submission, { kind: 'manifest' }>,
  progress: Progress = () => undefined,
  conditions: Conditions = {},
): Tried[] {
  const variants = Object.entries(grader.variants);
  const tried: Tried[] = [];
  for (const [variant, setup] of variants) {
    progress(tried.length, variants.length);
    const prepared = prepare(files.cluster, setup, conditions);
    const applied = apply(prepared.cluster, yaml);
    const { refused } = applied;
    const problems = tried.length === 0 ? told(applied, yaml) : applied.problems;
    prepared.cluster.runUntil(prepared.zero + millis(grader.until));
    tried.push({ variant, run: ended(prepared, prepared.zero, {}, [applied]), prepared, refused, problems });
    if (refused && tried.length === 1) break;
  }
  progress(variants.length, variants.length);
  return tried;
}

function judgeSession(
  grader: DiagnoseGrader,
  files: ExerciseFiles,
  submission: Extract<Submission, { kind: 'session' }>,
  progress: Progress,
  conditions: Conditions,
): Verdict {
  return verdict(grader, files.id, grader.checks, trySession(grader, files, submission, progress, conditions));
}

/** A session typed on each variant, and each run to its end. */
export const trySession = (
  grader: DiagnoseGrader,
  files: ExerciseFiles,
  submission: Extract<Submission, { kind: 'session' }>,
  progress: Progress = () => undefined,
  conditions: Conditions = {},
): Tried[] =>
  Object.entries(grader.variants).map(([variant, setup], done, all): Tried => {
    progress(done, all.length);
    const prepared = prepare(files.cluster, setup, conditions);
    const { cluster, zero } = prepared;
    for (const line of submission.lines) {
      cluster.runUntil(Math.max(cluster.clock.now, zero + Math.round(line.at * 1000)));
      if (line.seconds === undefined) cluster.kubectl(line.command, line.stdin);
      else {
        const interrupt = cluster.follow(
          line.command,
          line.stdin ?? '',
          () => undefined,
          () => undefined,
        );
        cluster.runUntil(cluster.clock.now + Math.round(line.seconds * 1000));
        interrupt();
      }
    }
    const handedIn = cluster.clock.now;
    schedule(prepared, grader.then ?? [], handedIn);
    cluster.runUntil(handedIn + millis(grader.after));
    return { variant, run: ended(prepared, handedIn, submission.found), prepared, refused: undefined, problems: [] };
  });

function judgeAnswers(
  grader: PredictGrader,
  files: ExerciseFiles,
  { answers }: Extract<Submission, { kind: 'answers' }>,
  progress: Progress,
  conditions: Conditions,
): Verdict {
  const tried = Object.entries(grader.variants).map(([variant, setup], done, all): Tried => {
    progress(done, all.length);
    const prepared = prepare('', setup, conditions);
    const { cluster, zero } = prepared;
    const applied = (grader.each ? documentsOf(files.cluster) : [files.cluster]).map((yaml) => apply(cluster, yaml));
    if (!grader.each && applied[0]?.refused)
      throw new Error(`the exercise's own objects are refused: ${applied[0].said}`);
    cluster.runUntil(zero + millis(grader.until));
    return { variant, run: ended(prepared, zero, {}, applied), prepared, refused: undefined, problems: [] };
  });
  const checks = Object.fromEntries(
    Object.entries(grader.questions).map(([id, { truth, at, tolerance = 0, facts = none }]): [string, Check] => [
      id,
      (run) => {
        const expected = truth(run);
        const got = answers[id];
        return {
          holds: isRight(expected, got, tolerance),
          at: at === undefined ? undefined : seconds(at),
          facts: {
            ...facts(run),
            expected: typeof expected === 'object' ? expected.join(', ') : expected,
            got: got === undefined || got === '' ? '–' : Array.isArray(got) ? got.join(', ') || '–' : got,
          },
        };
      },
    ]),
  );
  return verdict(grader, files.id, checks, tried);
}

function isRight(
  expected: string | number | readonly string[],
  got: string | number | string[] | undefined,
  tolerance: number,
): boolean {
  if (typeof expected === 'number')
    return got !== undefined && got !== '' && Math.abs(Number(got) - expected) <= tolerance;
  if (typeof expected === 'string') return got === expected;
  const chosen = listOf(got ?? []);
  return chosen.length === expected.length && expected.every((option) => chosen.includes(option));
}

/** A quiz runs no cluster. Facts: {got} and, as ":option:", {wrong}: the first option that was chosen wrongly or not chosen. */
function judgeQuiz(
  grader: QuizGrader,
  files: ExerciseFiles,
  { answers }: Extract<Submission, { kind: 'answers' }>,
): Verdict {
  const checks = Object.entries(grader.answers).map(([id, right]): CheckResult => {
    const expected = listOf(right);
    const got = listOf(answers[id] ?? []);
    const wrong = got.find((option) => !expected.includes(option)) ?? expected.find((option) => !got.includes(option));
    return {
      id,
      state: wrong === undefined ? 'passed' : 'failed',
      variants: {},
      facts: { got: got.join(', ') || '–', wrong: got.length > 0 && wrong !== undefined ? `:${wrong}:` : '' },
    };
  });
  return { exercise: files.id, passed: checks.every((c) => c.state === 'passed'), checks, problems: [], pictures: {} };
}

const none = (): Facts => ({});
const listOf = (answer: string | number | readonly string[]): readonly string[] =>
  typeof answer === 'object' ? answer : [String(answer)];
