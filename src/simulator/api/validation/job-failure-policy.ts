import {
  duplicate,
  invalid,
  invalidFor,
  notSupported,
  required,
  tooMany,
  type Errors,
  type Path,
} from '../field-error.ts';
import type {
  JobSpec,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../schema/kinds.ts';
import { qualifiedName } from './names.ts';

const MOST_RULES = 20;
const MOST_EXIT_CODES = 255;
const MOST_CONDITIONS = 20;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

/** Go's %q of a list: ["a" "b"]. */
const quoted = (values: readonly string[]): string =>
  `valid values: [${values.map((value) => `"${value}"`).join(' ')}]`;

/** @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go validatePodFailurePolicy */
export function* validatePodFailurePolicy(spec: JobSpec, at: Path): Errors {
  const rules = spec.podFailurePolicy?.rules ?? [];
  if (rules.length > MOST_RULES) yield tooMany(at.field('rules'), rules.length, MOST_RULES);
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = new Set([...containers, ...initContainers].map((container) => container.name));
  for (const [i, rule] of rules.entries()) yield* validateRule(rule, spec, names, at.field('rules').index(i));
}

function* validateRule(rule: PodFailurePolicyRule, spec: JobSpec, names: ReadonlySet<string>, at: Path): Errors {
  const conditions = rule.onPodConditions ?? [];
  if (!rule.action) yield required(at.field('action'), quoted(ACTIONS));
  else if (rule.action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined)
      yield invalid(at.field('action'), rule.action, 'requires the backoffLimitPerIndex to be set');
  } else if (!ACTIONS.includes(rule.action)) yield notSupported(at.field('action'), rule.action, ACTIONS);
  if (rule.onExitCodes) yield* validateExitCodes(rule.onExitCodes, names, at.field('onExitCodes'));
  yield* validateConditions(conditions, at.field('onPodConditions'));
  if (rule.onExitCodes && conditions.length > 0)
    yield invalid(at, undefined, 'specifying both OnExitCodes and OnPodConditions is not supported');
  if (!rule.onExitCodes && conditions.length === 0)
    yield invalid(at, undefined, 'specifying one of OnExitCodes and OnPodConditions is required');
}

function* validateConditions(patterns: readonly PodFailurePolicyOnPodConditionsPattern[], at: Path): Errors {
  if (patterns.length > MOST_CONDITIONS) yield tooMany(at, patterns.length, MOST_CONDITIONS);
  for (const [i, { type, status }] of patterns.entries()) {
    yield* invalidFor(at.index(i).field('type'), type ?? '', qualifiedName(type ?? ''));
    if (!status) yield required(at.index(i).field('status'), quoted(STATUSES));
    else if (!STATUSES.includes(status)) yield notSupported(at.index(i).field('status'), status, STATUSES);
  }
}

function* validateExitCodes(
  { operator, containerName, values }: PodFailurePolicyOnExitCodesRequirement,
  names: ReadonlySet<string>,
  at: Path,
): Errors {
  if (!operator) yield required(at.field('operator'), quoted(OPERATORS));
  else if (!OPERATORS.includes(operator)) yield notSupported(at.field('operator'), operator, OPERATORS);
  if (containerName !== undefined && !names.has(containerName))
    yield invalid(
      at.field('containerName'),
      containerName,
      'must be one of the container or initContainer names in the pod template',
    );
  const codes: readonly number[] = values ?? [];
  if (codes.length === 0) yield invalid(at.field('values'), null, 'at least one value is required');
  else if (codes.length > MOST_EXIT_CODES) yield tooMany(at.field('values'), codes.length, MOST_EXIT_CODES);
  const seen = new Set<number>();
  for (const [i, code] of codes.entries()) {
    const here = at.field('values').index(i);
    if (operator === 'In' && code === 0) yield invalid(here, code, 'must not be 0 for the In operator');
    if (seen.has(code)) yield duplicate(here, code);
    seen.add(code);
  }
  if (codes.some((code, i) => i > 0 && (codes[i - 1] ?? code) > code))
    yield invalid(at.field('values'), codes, 'must be ordered');
}

/** As the internal Go type prints. */
export function shownFailurePolicy(policy: PodFailurePolicy | undefined): unknown {
  if (!policy) return null;
  return {
    Rules: policy.rules.map(({ action, onExitCodes, onPodConditions }) => ({
      Action: action ?? '',
      OnExitCodes: onExitCodes
        ? {
            ContainerName: onExitCodes.containerName ?? null,
            Operator: onExitCodes.operator ?? '',
            Values: onExitCodes.values ?? null,
          }
        : null,
      OnPodConditions: onPodConditions?.map(({ type, status }) => ({ Type: type ?? '', Status: status ?? '' })) ?? null,
    })),
  };
}
