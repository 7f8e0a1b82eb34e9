import type { CheckResult, ExerciseFiles, Problem, State, Submission, Verdict } from '../../src/sandbox/protocol.ts';
import { causesOf } from './causes.ts';
import { millis } from './duration.ts';
import type { Finding } from './facts.ts';
import type { Check, DiagnoseGrader, Grader, ManifestGrader, PredictGrader, Run } from './grader.ts';
import { apply } from './manifest.ts';
import { drawn, ended, picturedAt, prepare, type Prepared } from './run.ts';

export type Progress = (done: number, total: number) => void;

/** Everything a submission to an exercise is told. Throws where submission and grader are of different types. */
export function judge(
  grader: Grader,
  files: ExerciseFiles,
  submission: Submission,
  progress: Progress = () => undefined,
): Verdict {
  if (grader.type === 'manifest' && submission.kind === 'manifest')
    return judgeManifest(grader, files, submission, progress);
  if (grader.type === 'diagnose' && submission.kind === 'session')
    return judgeSession(grader, files, submission, progress);
  if (grader.type === 'predict' && submission.kind === 'answers')
    return judgeAnswers(grader, files, submission, progress);
  throw new Error(`exercise ${files.id} is of type ${grader.type}: it takes no ${submission.kind}`);
}

interface Tried {
  readonly variant: string;
  readonly run: Run;
  readonly prepared: Prepared;
  /** Undefined where nothing kept the other checks from being looked at. */
  readonly refused: Finding | undefined;
  readonly problems: readonly Problem[];
}

function judgeManifest(
  grader: ManifestGrader,
  files: ExerciseFiles,
  { yaml }: Extract<Submission, { kind: 'manifest' }>,
  progress: Progress,
): Verdict {
  const variants = Object.entries(grader.variants);
  const tried: Tried[] = [];
  for (const [variant, setup] of variants) {
    progress(tried.length, variants.length);
    const prepared = prepare(files.cluster, setup);
    const { refused, problems } = apply(prepared.cluster, yaml);
    prepared.cluster.runUntil(prepared.zero + millis(grader.until));
    tried.push({ variant, run: ended(prepared), prepared, refused, problems });
    if (refused && tried.length === 1) break; // what the shown cluster refuses is told once
  }
  progress(variants.length, variants.length);
  const applies: Check = (run) => tried.find((t) => t.run === run)?.refused ?? { holds: true, facts: {} };
  return verdict(grader, files.id, { applies, ...grader.checks }, tried);
}

function judgeSession(
  grader: DiagnoseGrader,
  files: ExerciseFiles,
  submission: Extract<Submission, { kind: 'session' }>,
  progress: Progress,
): Verdict {
  const tried = Object.entries(grader.variants).map(([variant, setup], done, all): Tried => {
    progress(done, all.length);
    const prepared = prepare(files.cluster, setup);
    const { cluster, zero } = prepared;
    for (const line of submission.lines) {
      cluster.runUntil(Math.max(cluster.clock.now, zero + Math.round(line.at * 1000)));
      cluster.kubectl(line.command, line.stdin);
    }
    const handedIn = cluster.clock.now;
    cluster.runUntil(handedIn + millis(grader.after));
    return { variant, run: ended(prepared, handedIn, submission.found), prepared, refused: undefined, problems: [] };
  });
  return verdict(grader, files.id, grader.checks, tried);
}

function judgeAnswers(
  grader: PredictGrader,
  files: ExerciseFiles,
  { answers }: Extract<Submission, { kind: 'answers' }>,
  progress: Progress,
): Verdict {
  const tried = Object.entries(grader.variants).map(([variant, setup], done, all): Tried => {
    progress(done, all.length);
    const prepared = prepare('', setup);
    const { cluster, zero } = prepared;
    const { refused, problems } = apply(cluster, files.cluster);
    if (refused) throw new Error(`the exercise's own objects are refused: ${problems[0]?.message ?? ''}`);
    cluster.runUntil(zero + millis(grader.until));
    return { variant, run: ended(prepared), prepared, refused: undefined, problems: [] };
  });
  const checks = Object.fromEntries(
    Object.entries(grader.questions).map(([id, { truth, tolerance = 0 }]): [string, Check] => [
      id,
      (run) => {
        const expected = truth(run);
        const got = answers[id];
        const holds =
          typeof expected === 'number'
            ? got !== undefined && got !== '' && Math.abs(Number(got) - expected) <= tolerance
            : got === expected;
        return {
          holds,
          facts: { expected, got: got === undefined || got === '' ? '–' : Array.isArray(got) ? got.join(', ') : got },
        };
      },
    ]),
  );
  return verdict(grader, files.id, checks, tried);
}

function verdict(
  grader: Grader,
  exercise: string,
  checks: Readonly<Record<string, Check>>,
  tried: readonly Tried[],
): Verdict {
  const results = Object.entries(checks).map(([id, check]) => result(grader, id, check, tried));
  return {
    exercise,
    passed: results.every((r) => r.state === 'passed'),
    checks: results,
    problems: [...(tried[0]?.problems ?? [])],
    pictures: Object.fromEntries(tried.map(({ variant, prepared }) => [variant, drawn(grader, prepared)])),
  };
}

function result(grader: Grader, id: string, check: Check, tried: readonly Tried[]): CheckResult {
  const { on, test } = typeof check === 'function' ? { on: undefined, test: check } : check;
  const variants: Record<string, State> = {};
  let told: { variant: string; finding: Finding; run: Run; prepared: Prepared } | undefined;
  for (const { variant, run, prepared, refused } of tried) {
    if (on && !on.includes(variant)) continue;
    if (refused && id !== 'applies') {
      variants[variant] = 'not-reached';
      continue;
    }
    const finding = test(run);
    variants[variant] = finding.holds ? 'passed' : 'failed';
    if (!told || (told.finding.holds && !finding.holds)) told = { variant, finding, run, prepared };
  }
  const states = Object.values(variants);
  const state = states.includes('failed')
    ? 'failed'
    : states.includes('not-reached') || states.length === 0
      ? 'not-reached'
      : 'passed';
  if (!told) return { id, state, variants, facts: {} };
  const { finding, run, prepared, variant } = told;
  const cause = causesOf(run.cluster.history.entries, finding.entry);
  return {
    id,
    state,
    variants,
    facts: { ...finding.facts },
    ...(finding.at === undefined ? {} : { moment: { variant, at: picturedAt(grader, prepared, finding.at) } }),
    ...(cause.length ? { cause } : {}),
  };
}
