import type {
  CheckResult,
  ExerciseFiles,
  Share,
  Submission,
  VariantResult,
  Verdict,
} from '../../src/sandbox/protocol.ts';
import { compose } from './compose.ts';
import { millis, seconds } from './duration.ts';
import type { Facts } from './facts.ts';
import type {
  Check,
  ClusterGrader,
  DiagnoseGrader,
  Grader,
  ManifestGrader,
  PredictGrader,
  QuizGrader,
  Variant,
} from './grader.ts';
import { apply, documentsOf, told } from './manifest.ts';
import { ended, prepare, schedule, type Conditions, type Prepared } from './run.ts';
import { resultOf, unreached, type Tried } from './variant-result.ts';

export type Progress = (done: number, total: number) => void;

const ALL: Share = { index: 0, of: 1 };

export interface JudgeOptions {
  readonly progress?: Progress | undefined;
  readonly conditions?: Conditions;
  /** The variants that are tried: each `of`-th, from number `index`. All unless given. */
  readonly share?: Share | undefined;
  /** The cluster of a variant as the learner meets it, where it stands ready. */
  readonly ready?: (variant: string) => Prepared | undefined;
}

/** Everything a submission to an exercise is told. Throws where submission and grader are of different types. */
export function judge(
  grader: Grader,
  files: ExerciseFiles,
  submission: Submission,
  options: JudgeOptions = {},
): Verdict {
  if (grader.type !== 'quiz') return compose(files.id, [...results(grader, files, submission, options)]);
  if (submission.kind !== 'answers') throw mismatch(grader, files, submission);
  return judgeQuiz(grader, files, submission);
}

/** What each variant's run says of a submission, in the variants' order. A run is forgotten once it is looked at. */
export function* results(
  grader: ClusterGrader,
  files: ExerciseFiles,
  submission: Submission,
  options: JudgeOptions = {},
): Generator<VariantResult, void> {
  const checks = checksOf(grader, files, submission);
  const { index, of } = options.share ?? ALL;
  const left = Object.keys(grader.variants).filter((_, i) => i % of === index);
  for (const tried of trials(grader, files, submission, options)) {
    left.shift();
    yield resultOf(grader, checks, tried);
  }
  for (const variant of left) yield unreached(grader, checks, variant);
}

/**
 * A submission on each variant in turn, each run to its end. What the shown cluster refuses is tried on no other.
 * Throws where submission and grader are of different types.
 */
export function* trials(
  grader: ClusterGrader,
  files: ExerciseFiles,
  submission: Submission,
  { progress = () => undefined, conditions = {}, share = ALL, ready = () => undefined }: JudgeOptions = {},
): Generator<Tried, void> {
  const variants = Object.entries(grader.variants);
  const mine = variants.filter((_, i) => i % share.of === share.index);
  for (const [done, [variant, setup]] of mine.entries()) {
    progress(done, mine.length);
    const isShown = variant === variants[0]?.[0];
    const prepared = ready(variant) ?? prepareFor(grader, files, setup, conditions);
    const tried = { variant, isShown, prepared, ...runOn(prepared, grader, files, submission, isShown) };
    yield tried;
    if (isShown && tried.refused) break;
  }
  progress(mine.length, mine.length);
}

/** A variant's cluster as the learner meets it. */
export const prepareFor = (
  grader: ClusterGrader,
  files: ExerciseFiles,
  setup: Variant,
  conditions: Conditions = {},
): Prepared => prepare(grader.type === 'predict' ? '' : files.cluster, setup, conditions);

function runOn(
  prepared: Prepared,
  grader: ClusterGrader,
  files: ExerciseFiles,
  submission: Submission,
  isShown: boolean,
): Pick<Tried, 'run' | 'refused' | 'problems'> {
  if (grader.type === 'manifest' && submission.kind === 'manifest')
    return applied(prepared, grader, submission.yaml, isShown);
  if (grader.type === 'diagnose' && submission.kind === 'session') return typed(prepared, grader, submission);
  if (grader.type === 'predict' && submission.kind === 'answers') return played(prepared, grader, files);
  throw mismatch(grader, files, submission);
}

const mismatch = (grader: Grader, files: ExerciseFiles, { kind }: Submission): Error =>
  new Error(`exercise ${files.id} is of type ${grader.type}: it takes no ${kind}`);

function applied(
  prepared: Prepared,
  grader: ManifestGrader,
  yaml: string,
  isShown: boolean,
): Pick<Tried, 'run' | 'refused' | 'problems'> {
  const answer = apply(prepared.cluster, yaml);
  const problems = isShown ? told(answer, yaml) : answer.problems;
  prepared.cluster.runUntil(prepared.zero + millis(grader.until));
  return { run: ended(prepared, prepared.zero, {}, [answer]), refused: answer.refused, problems };
}

function typed(
  prepared: Prepared,
  grader: DiagnoseGrader,
  submission: Extract<Submission, { kind: 'session' }>,
): Pick<Tried, 'run' | 'refused' | 'problems'> {
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
  return { run: ended(prepared, handedIn, submission.found), refused: undefined, problems: [] };
}

function played(
  prepared: Prepared,
  grader: PredictGrader,
  files: ExerciseFiles,
): Pick<Tried, 'run' | 'refused' | 'problems'> {
  const { cluster, zero } = prepared;
  const answers = (grader.each ? documentsOf(files.cluster) : [files.cluster]).map((yaml) => apply(cluster, yaml));
  if (!grader.each && answers[0]?.refused)
    throw new Error(`the exercise's own objects are refused: ${answers[0].said}`);
  cluster.runUntil(zero + millis(grader.until));
  return { run: ended(prepared, zero, {}, answers), refused: undefined, problems: [] };
}

function checksOf(
  grader: ClusterGrader,
  files: ExerciseFiles,
  submission: Submission,
): Readonly<Record<string, Check>> {
  if (grader.type !== 'predict') return grader.checks;
  if (submission.kind !== 'answers') throw mismatch(grader, files, submission);
  return Object.fromEntries(
    Object.entries(grader.questions).map(([id, { truth, at, tolerance = 0, facts = none }]): [string, Check] => [
      id,
      (run) => {
        const expected = truth(run);
        const got = submission.answers[id];
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
}

function isRight(
  expected: string | number | readonly string[],
  got: string | number | string[] | undefined,
  tolerance: number,
): boolean {
  if (typeof expected === 'number') {
    const typed = String(got ?? '').trim();
    return typed !== '' && Math.abs(Number(typed) - expected) <= tolerance;
  }
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
