import { admissionExplanations } from './explanations/admission.ts';
import { containersExplanations } from './explanations/containers.ts';
import { placementExplanations } from './explanations/placement.ts';
import { valuesExplanations } from './explanations/values.ts';
import { workloadsExplanations } from './explanations/workloads.ts';
import { yamlExplanations } from './explanations/yaml.ts';
import type { Explanation } from './explanations/explanation.ts';

/** What learners are told under kubectl's own words, by the code of an error or warning. */
export const explanations = {
  ...yamlExplanations,
  ...valuesExplanations,
  ...admissionExplanations,
  ...workloadsExplanations,
  ...placementExplanations,
  ...containersExplanations,
} satisfies Readonly<Record<string, Explanation>>;
