import type { Language } from '../i18n/languages.ts';
import type { Verdict } from '../sandbox/protocol.ts';
import type { ExerciseFeedback } from './exercise.ts';
import { told } from './feedback.ts';

/** A verdict in a reader's language: what `grade --json` prints. */
export interface Report {
  readonly exercise: string;
  readonly passed: boolean;
  readonly checks: readonly CheckReport[];
}

export interface CheckReport {
  readonly id: string;
  readonly passed: boolean;
  readonly state: 'passed' | 'failed' | 'not-reached';
  /** The first variant that failed, else the shown one. */
  readonly variant: string | null;
  /** Null where it was not reached: what it would be told with is not known. */
  readonly expected: string | null;
  readonly got: string | null;
  readonly why: string | null;
  readonly look: string | null;
  /** Seconds from apply, in `variant`. */
  readonly moment: number | null;
  readonly cause: readonly string[];
}

export function report(verdict: Verdict, feedback: ExerciseFeedback, language: Language): Report {
  return {
    exercise: verdict.exercise,
    passed: verdict.passed,
    checks: verdict.checks.map(({ id, state, variants, facts, moment, cause = [] }) => {
      const texts = feedback[id];
      const reached = state !== 'not-reached' && texts ? told(texts, facts, language) : undefined;
      const said = state === 'failed' ? reached : undefined;
      const variant = Object.entries(variants).find(([, s]) => s === state)?.[0] ?? null;
      return {
        id,
        passed: state === 'passed',
        state,
        variant,
        expected: reached?.expected ?? null,
        got: said?.got ?? null,
        why: said?.why ?? null,
        look: said?.look ?? null,
        moment: moment?.at ?? null,
        cause,
      };
    }),
  };
}
