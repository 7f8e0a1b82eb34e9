import type { LabelSelector } from './api/schema/kinds.ts';

export type Labels = Readonly<Record<string, string>>;

/** One condition on a label; the shape of a LabelSelectorRequirement and a NodeSelectorRequirement alike. */
export interface Requirement {
  readonly key: string;
  /** In, NotIn, Exists, DoesNotExist, and for nodes and `-l` also Gt and Lt. */
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

/**
 * An absent selector selects nothing, an empty one everything.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector
 */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  for (const key in selector.matchLabels) if (labelOf(labels, key) !== selector.matchLabels[key]) return false;
  return matchesRequirements(selector.matchExpressions ?? [], labels);
}

export function matchesRequirements(requirements: readonly Requirement[], labels: Labels | undefined): boolean {
  return requirements.every((requirement) => matchesRequirement(requirement, labels));
}

/**
 * NotIn is also true where the label is absent; Gt and Lt compare whole numbers and are false where a side is none.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/labels/selector.go Requirement.Matches
 */
export function matchesRequirement(requirement: Requirement, labels: Labels | undefined): boolean {
  const value = labelOf(labels, requirement.key);
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const have = wholeNumber(value);
      const bound = wholeNumber(values[0]);
      if (have === undefined || bound === undefined || values.length !== 1) return false;
      return requirement.operator === 'Gt' ? have > bound : have < bound;
    }
    default:
      return false;
  }
}

function labelOf(labels: Labels | undefined, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function wholeNumber(text: string | undefined): bigint | undefined {
  return text !== undefined && /^[-+]?\d{1,19}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
}
