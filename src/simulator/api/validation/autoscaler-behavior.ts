import { parseQuantity } from '../../quantity.ts';
import { invalid, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type { HorizontalPodAutoscalerBehavior, HPAScalingPolicy, HPAScalingRules } from '../schema/kinds.ts';

/** In seconds. */
const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

/** How fast an autoscaler may act. @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go validateBehavior */
export function* validateBehavior(behavior: HorizontalPodAutoscalerBehavior | undefined, at: Path): Errors {
  for (const direction of ['scaleUp', 'scaleDown'] as const)
    if (behavior?.[direction]) yield* validateRules(behavior[direction], at.field(direction));
}

const SELECTIONS = ['Disabled', 'Max', 'Min'];

function* validateRules(rules: HPAScalingRules, at: Path): Errors {
  const { stabilizationWindowSeconds: window = 0, selectPolicy, policies = [], tolerance } = rules;
  if (window < 0)
    yield invalid(at.field('stabilizationWindowSeconds'), window, 'must be greater than or equal to zero');
  if (window > LONGEST_WINDOW)
    yield invalid(at.field('stabilizationWindowSeconds'), window, `must be less than or equal to ${LONGEST_WINDOW}`);
  if (selectPolicy !== undefined && !SELECTIONS.includes(selectPolicy))
    yield notSupported(at.field('selectPolicy'), selectPolicy, SELECTIONS);
  if (policies.length === 0) yield required(at.field('policies'), 'must specify at least one Policy');
  for (const [i, policy] of policies.entries()) yield* validatePolicy(policy, at.field('policies').index(i));
  if (tolerance !== undefined && (parseQuantity(tolerance)?.mantissa ?? 0n) < 0n)
    yield invalid(at.field('tolerance'), tolerance, 'must be greater than or equal to 0');
}

const POLICY_TYPES = ['Percent', 'Pods'];

function* validatePolicy({ type, value = 0, periodSeconds = 0 }: HPAScalingPolicy, at: Path): Errors {
  if (!POLICY_TYPES.includes(type)) yield notSupported(at.field('type'), type, POLICY_TYPES);
  if (value <= 0) yield invalid(at.field('value'), value, 'must be greater than zero');
  if (periodSeconds <= 0) yield invalid(at.field('periodSeconds'), periodSeconds, 'must be greater than zero');
  if (periodSeconds > LONGEST_PERIOD)
    yield invalid(at.field('periodSeconds'), periodSeconds, `must be less than or equal to ${LONGEST_PERIOD}`);
}
