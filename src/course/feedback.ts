import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import type { Feedback } from './exercise.ts';

export type Facts = Readonly<Record<string, string | number>>;

/** What a learner reads of one check, in their language. */
export interface Told {
  readonly expected: string;
  readonly got: string;
  readonly why: string;
  readonly look: string;
}

/**
 * A check's texts, filled with its facts. A case is chosen where each text of its `when` is part of the fact of that name,
 * each number equal to it.
 */
export function told(feedback: Feedback, facts: Facts, language: Language): Told {
  const found = caseOf(feedback, facts);
  const shown = { ...facts };
  for (const name of ['expected', 'got']) {
    const label = feedback.options?.[String(facts[name])];
    if (label) shown[name] = label[language];
  }
  const say = (texts: { readonly en: string; readonly ko: string }): string => fill(texts[language], shown);
  return {
    expected: say(feedback.expected),
    got: say(found?.got ?? feedback.got),
    why: say(found?.why ?? feedback.why),
    look: say(found?.look ?? feedback.look),
  };
}

/** What a check's feedback says of where in the YAML the matter lies. */
export interface Pointed {
  /** In words. */
  readonly look: string;
  /** The fields that it names for just what happened, the likelier first. */
  readonly fields: readonly string[];
  /** And those that it names whatever happened. */
  readonly otherwise: readonly string[];
}

export function pointed(feedback: Feedback, facts: Facts): Pointed {
  const filled = (fields: string | readonly string[] = []): string[] =>
    [fields].flat().map((path) => fill(path, facts));
  return {
    look: told(feedback, facts, 'en').look,
    fields: filled(caseOf(feedback, facts)?.field),
    otherwise: filled(feedback.field),
  };
}

const caseOf = ({ cases }: Feedback, facts: Facts): Feedback['cases'][number] | undefined =>
  cases.find(({ when }) => Object.entries(when).every(([name, value]) => fits(facts[name], value)));

const fits = (fact: string | number | undefined, value: string | number): boolean =>
  typeof value === 'number' ? fact === value : fact !== undefined && String(fact).includes(value);
