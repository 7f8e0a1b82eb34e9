/** What a learner reads of a problem: kubectl's own words first, then ours. Loaded with the editor: all explanations come along. */
import { explanations } from '../course/explanations.ts';
import type { Language } from '../i18n/languages.ts';
import { notSimulatedTexts } from '../i18n/not-simulated.ts';
import type { Problem } from '../sandbox/client.ts';

export interface ProblemText {
  readonly said: string;
  /** What it means, and what to do: sentences, where we have any. */
  readonly explained: readonly string[];
}

export function problemText(problem: Problem, language: Language): ProblemText {
  const code = problem.code ?? '';
  const explained = explanationOf(code, language);
  const field = (problem.path ?? '').split('.').at(-1) ?? '';
  if (problem.severity !== 'note') return { said: problem.message, explained };
  if (explained.length > 0) return { said: field, explained };
  const texts: Readonly<Record<string, string>> = notSimulatedTexts[language];
  const why = texts[code];
  return {
    said: `${field}: ${notSimulatedTexts[language]['not-simulated']}`,
    explained: why === undefined ? [] : [why],
  };
}

/** @returns what the code means and what to do about it; nothing where it is not explained */
export function explanationOf(code: string, language: Language): readonly string[] {
  const found = Object.hasOwn(explanations, code) ? explanations[code as keyof typeof explanations] : undefined;
  return found ? [found.means[language], found.todo[language]] : [];
}
