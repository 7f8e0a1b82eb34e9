import { invalid, notSupported, Path, type Errors } from '../field-error.ts';
import type { PodDisruptionBudgetSpec } from '../schema/kinds.ts';
import { atMost100Percent, positiveIntOrPercent } from './int-or-percent.ts';
import { nonNegative, validateLabelSelector, validateAnyMetaUpdate } from './metadata.ts';
import { validatePlainMeta } from './plain-metadata.ts';
import { shownSelector } from './shown.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
const STATUS = Path.root('status');

/** @source kubernetes/kubernetes pkg/apis/policy/validation/validation.go ValidatePodDisruptionBudget */
export const podDisruptionBudgetRules: KindRules<'PodDisruptionBudget'> = {
  create: function* ({ metadata, spec }) {
    yield* validatePlainMeta(validateSpec(spec ?? {}), metadata, 'namespaced');
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateSpec(spec ?? {});
    yield* validateAnyMetaUpdate(metadata, before.metadata, METADATA);
  },
  subresources: {
    status: function* ({ status }) {
      for (const field of ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const)
        yield* nonNegative(status[field] ?? 0, STATUS.field(field));
    },
  },
};

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

function* validateSpec({
  minAvailable,
  maxUnavailable,
  selector,
  unhealthyPodEvictionPolicy: policy,
}: PodDisruptionBudgetSpec): Errors {
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const shown = {
      MinAvailable: minAvailable,
      Selector: shownSelector(selector),
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: policy ?? null,
    };
    yield invalid(SPEC, shown, 'minAvailable and maxUnavailable cannot be both set');
  }
  for (const [field, value] of [
    ['minAvailable', minAvailable],
    ['maxUnavailable', maxUnavailable],
  ] as const) {
    if (value === undefined) continue;
    yield* positiveIntOrPercent(value, SPEC.field(field));
    yield* atMost100Percent(value, SPEC.field(field));
  }
  yield* validateLabelSelector(selector ?? undefined, SPEC.field('selector'));
  if (policy !== undefined && !POLICIES.includes(policy))
    yield notSupported(SPEC.field('unhealthyPodEvictionPolicy'), policy, POLICIES);
}
