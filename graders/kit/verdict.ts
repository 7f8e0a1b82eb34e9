import type { CheckResult, Problem, State, Verdict } from '../../src/sandbox/protocol.ts';
import { causesOf } from './causes.ts';
import { tellable, type Finding } from './facts.ts';
import type { Check, ClusterGrader, Run } from './grader.ts';
import { drawn, picturedAt, type Prepared } from './run.ts';

/** One variant, run to its end. */
export interface Tried {
  readonly variant: string;
  readonly run: Run;
  readonly prepared: Prepared;
  /** Undefined where nothing kept the other checks from being looked at. */
  readonly refused: Finding | undefined;
  readonly problems: readonly Problem[];
}

/** All checks' results, and each variant's picture. A variant that was not tried any more is not reached. */
export function verdict(
  grader: ClusterGrader,
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
    pictures: Object.fromEntries(
      tried.map(({ variant, prepared, run }) => [
        variant,
        drawn(grader, prepared, prepared.zero + run.handedIn * 1000),
      ]),
    ),
  };
}

function result(grader: ClusterGrader, id: string, check: Check, tried: readonly Tried[]): CheckResult {
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
  for (const variant of Object.keys(grader.variants))
    if ((on?.includes(variant) ?? true) && !(variant in variants)) variants[variant] = 'not-reached';
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
    facts: tellable(finding.facts),
    ...(finding.at === undefined ? {} : { moment: { variant, at: picturedAt(grader, prepared, finding.at) } }),
    ...(cause.length ? { cause } : {}),
    ...(state === 'failed' && finding.fields?.length ? { fields: [...finding.fields] } : {}),
  };
}
