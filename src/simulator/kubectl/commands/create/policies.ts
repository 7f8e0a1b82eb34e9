import type { JsonObject } from '../../../api/json.ts';
import { quantityOrProblem, quantityProblemText } from '../../../quantity.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import type { Requirement } from '../../../selector.ts';
import { parseLabelSelector } from '../../label-selector.ts';
import { flagNumber, flagValue, isOn } from '../../line.ts';
import { making } from './submit.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_quota.go */
export const resourceQuota = making((name, { line }) => {
  const hard = readHard(flagValue(line, 'hard') ?? '');
  if (isFailure(hard)) return hard;
  const scopes = flagValue(line, 'scopes')?.split(',');
  if (scopes?.includes('')) return plainFailure('invalid resource quota scope ""');
  const spec = { ...(hard ? { hard } : {}), ...(scopes ? { scopes } : {}) };
  return {
    object: { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec, status: {} },
    refused: 'failed to create quota',
  };
});

function readHard(text: string): JsonObject | undefined | Failure {
  if (text === '') return undefined;
  const hard: Record<string, string> = {};
  for (const statement of text.split(',')) {
    const [resource = '', amount, ...more] = statement.split('=');
    if (amount === undefined || more.length > 0)
      return plainFailure(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    const quantity = quantityOrProblem(amount);
    if (typeof quantity === 'string') return plainFailure(quantityProblemText[quantity]);
    hard[resource] = quantity.canonical;
  }
  return hard;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_pdb.go */
export const podDisruptionBudget = making((name, { line }) => {
  const [selector, min, max] = [
    flagValue(line, 'selector'),
    flagValue(line, 'min-available'),
    flagValue(line, 'max-unavailable'),
  ];
  if (!selector) return plainFailure('a selector must be specified');
  if (!min && !max) return plainFailure('one of min-available or max-unavailable must be specified');
  if (min && max) return plainFailure('min-available and max-unavailable cannot be both specified');
  if (min && !/^\d+%?$/.test(min)) return plainFailure('invalid format specified for min-available');
  if (max && !/^\d+%?$/.test(max)) return plainFailure('invalid format specified for max-unavailable');
  const parsed = parseLabelSelector(selector);
  if ('problem' in parsed) return plainFailure(parsed.problem);
  const amount = (text: string): string | number => (text.endsWith('%') ? text : Number(text));
  const spec = {
    ...(max ? { maxUnavailable: amount(max) } : {}),
    ...(min ? { minAvailable: amount(min) } : {}),
    selector: selectorObject(parsed.requirements),
  };
  const status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
  return {
    object: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec, status },
    refused: 'failed to create poddisruptionbudgets',
  };
});

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go ParseToLabelSelector */
function selectorObject(requirements: readonly Requirement[]): JsonObject {
  const [equal, other] = [
    requirements.filter((r) => r.operator === 'In' && r.values?.length === 1),
    requirements.filter((r) => r.operator !== 'In' || r.values?.length !== 1),
  ];
  return {
    ...(other.length > 0
      ? {
          matchExpressions: other.map(({ key, operator, values }) => ({
            key,
            operator,
            ...(values ? { values: [...values].sort() } : {}),
          })),
        }
      : {}),
    ...(equal.length > 0 ? { matchLabels: Object.fromEntries(equal.map((r) => [r.key, r.values?.[0] ?? ''])) } : {}),
  };
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_priorityclass.go */
export const priorityClass = making((name, { line }) => {
  const description = flagValue(line, 'description');
  const object = {
    apiVersion: 'scheduling.k8s.io/v1',
    ...(description ? { description } : {}),
    ...(isOn(line, 'global-default') ? { globalDefault: true } : {}),
    kind: 'PriorityClass',
    metadata: { name },
    preemptionPolicy: flagValue(line, 'preemption-policy') ?? 'PreemptLowerPriority',
    value: flagNumber(line, 'value') ?? 0,
  };
  return { object, refused: 'failed to create priorityclass' };
});
