import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import type { CheckResult, State } from '../sandbox/client.ts';

/**
 * "Passes on 2 of 3 clusters: fails when node-b is cordoned."
 * @param names - variant id → its name, the shown cluster first: it is a cluster's, the hidden ones' are conditions
 * @returns undefined where it passes, or fails, on all; a check that is made on hidden clusters only says on which it fails
 */
export function variantSentence(
  states: Readonly<Record<string, State>>,
  names: Readonly<Record<string, string>>,
  language: Language,
): string | undefined {
  const t = results[language];
  const all = Object.keys(states);
  const passing = all.filter((id) => states[id] === 'passed');
  const failing = failingOf(states);
  const [shown] = Object.keys(names);
  if (failing.length === 0) return undefined;
  const x = conditions(failing, names, language);
  const isMadeOnAll = all.length === Object.keys(names).length;
  if (passing.length === 0) return isMadeOnAll || failing.includes(shown ?? '') ? undefined : fill(t.failsOnly, { x });
  return fill(t.variantFails, { a: passing.length, b: all.length, x });
}

/** "Fails when node-b is cordoned.": what a headline that counts the clusters leaves to be said. */
export function failsSentence(
  states: Readonly<Record<string, State>>,
  names: Readonly<Record<string, string>>,
  language: Language,
): string {
  const failing = failingOf(states);
  const isTold = failing.length > 0 && Object.values(states).includes('passed');
  return isTold ? fill(results[language].failsOnly, { x: conditions(failing, names, language) }) : '';
}

const failingOf = (states: Readonly<Record<string, State>>): readonly string[] =>
  Object.keys(states).filter((id) => states[id] === 'failed');

function conditions(failing: readonly string[], names: Readonly<Record<string, string>>, language: Language): string {
  const t = results[language];
  const [shown] = Object.keys(names);
  return failing
    .map((id) => fill(id === shown ? t.failsOnShown : t.failsWhen, { x: names[id] ?? id }))
    .join(t.failsAnd);
}

/** What became of all checks on one cluster. A check that is not made there fails nothing. */
export function stateOf(checks: readonly CheckResult[], variant: string): State {
  const states = checks.map((check) => check.variants[variant]);
  return states.includes('failed') ? 'failed' : states.includes('not-reached') ? 'not-reached' : 'passed';
}
