import type { CheckResult, State, VariantResult, Verdict } from '../../src/sandbox/protocol.ts';

/**
 * All variants' results as one verdict.
 * @param variants - in the grader's order, the shown cluster first. What that one refused counts on no other
 */
export function compose(exercise: string, variants: readonly VariantResult[]): Verdict {
  const [shown] = variants;
  const reached = shown?.refused ? [shown] : variants;
  const checks = (shown?.checks ?? []).map(({ id }, i): CheckResult => {
    const states: Record<string, State> = {};
    let told: VariantResult['checks'][number] | undefined;
    for (const variant of variants) {
      const check = variant.checks[i];
      if (check?.state === undefined) continue;
      const state = reached.includes(variant) ? check.state : 'not-reached';
      states[variant.variant] = state;
      if (state !== 'not-reached' && (!told || (told.state === 'passed' && state === 'failed'))) told = check;
    }
    return {
      id,
      state: together(Object.values(states)),
      variants: states,
      facts: told?.facts ?? {},
      ...(told?.moment ? { moment: told.moment } : {}),
      ...(told?.cause ? { cause: told.cause } : {}),
      ...(told?.fields ? { fields: told.fields } : {}),
    };
  });
  return {
    exercise,
    passed: checks.every(({ state }) => state === 'passed'),
    checks,
    problems: shown?.problems ?? [],
    pictures: Object.fromEntries(
      reached.flatMap(({ variant, picture }) => (picture === undefined ? [] : [[variant, picture]])),
    ),
  };
}

const together = (states: readonly State[]): State =>
  states.includes('failed')
    ? 'failed'
    : states.includes('not-reached') || states.length === 0
      ? 'not-reached'
      : 'passed';
