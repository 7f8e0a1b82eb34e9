import { invalid, notSupported, Path, required, type Errors } from '../field-error.ts';
import { matchesSelector } from '../../selector.ts';
import type { DaemonSetSpec, DaemonSetUpdateStrategy, LabelSelector, RollingUpdateDaemonSet } from '../schema/kinds.ts';
import { atMost100Percent, intOrPercentValue, positiveIntOrPercent } from './int-or-percent.ts';
import { nonNegative, validateLabelSelector, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { validatePodTemplateSpec } from './pod-template-spec.ts';
import { immutableSelector, isEmpty, mismatch, validateKeptTemplate } from './selected-template.ts';
import { shownSelector, shownStruct } from './shown.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
const STATUS = Path.root('status');

/** @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateDaemonSet, ValidateDaemonSetUpdate; pkg/registry/apps/daemonset/strategy.go ValidateUpdate */
export const daemonSetRules: KindRules<'DaemonSet'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec);
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* immutableSelector(spec.selector, before.spec.selector, SPEC.field('selector'));
    yield* validateSpec(spec);
  },
  subresources: {
    status: function* ({ metadata, status }, before) {
      yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
      for (const field of [
        'currentNumberScheduled',
        'numberMisscheduled',
        'desiredNumberScheduled',
        'numberReady',
        'observedGeneration',
        'updatedNumberScheduled',
        'numberAvailable',
        'numberUnavailable',
        'collisionCount',
      ] as const)
        yield* nonNegative(status[field] ?? 0, STATUS.field(field));
    },
  },
};

function* validateSpec(spec: DaemonSetSpec): Errors {
  const selector: LabelSelector | null | undefined = spec.selector;
  yield* validateLabelSelector(selector ?? undefined, SPEC.field('selector'));
  const readable = !selector || validateLabelSelector(selector, SPEC).next().done;
  if (readable && !matchesSelector(selector ?? undefined, spec.template?.metadata?.labels))
    yield mismatch(spec.template, SPEC.field('template'));
  if (selector && isEmpty(selector))
    yield invalid(SPEC.field('selector'), shownSelector(selector), 'empty selector is invalid for daemonset');
  const at = SPEC.field('template');
  yield* validatePodTemplateSpec(spec.template ?? {}, at);
  yield* validateKeptTemplate(spec.template, at, 'DaemonSet');
  yield* nonNegative(spec.minReadySeconds ?? 0, SPEC.field('minReadySeconds'));
  yield* validateUpdateStrategy(spec.updateStrategy ?? {}, SPEC.field('updateStrategy'));
  if (spec.revisionHistoryLimit !== undefined)
    yield* nonNegative(spec.revisionHistoryLimit, SPEC.field('revisionHistoryLimit'));
}

function* validateUpdateStrategy(strategy: DaemonSetUpdateStrategy, at: Path): Errors {
  const rolling = strategy.rollingUpdate;
  if (strategy.type === 'OnDelete') return;
  if (strategy.type === 'RollingUpdate') {
    if (rolling) yield* validateRollingUpdate(rolling, at.field('rollingUpdate'));
    else yield required(at.field('rollingUpdate'));
    return;
  }
  const shown = { Type: strategy.type ?? '', RollingUpdate: rolling ? shownRolling(rolling) : null };
  yield notSupported(at, shown, ['RollingUpdate', 'OnDelete']);
}

const shownRolling = (rolling: RollingUpdateDaemonSet): unknown =>
  shownStruct({ maxUnavailable: rolling.maxUnavailable ?? 0, maxSurge: rolling.maxSurge ?? 0 }, [
    'maxUnavailable',
    'maxSurge',
  ]);

/** One of the two must be above 0, and not both. */
function* validateRollingUpdate({ maxUnavailable = 0, maxSurge = 0 }: RollingUpdateDaemonSet, at: Path): Errors {
  const [unavailableAt, surgeAt] = [at.field('maxUnavailable'), at.field('maxSurge')];
  yield* positiveIntOrPercent(maxUnavailable, unavailableAt);
  yield* positiveIntOrPercent(maxSurge, surgeAt);
  yield* atMost100Percent(maxUnavailable, unavailableAt);
  yield* atMost100Percent(maxSurge, surgeAt);
  const [unavailable, surge] = [intOrPercentValue(maxUnavailable) !== 0, intOrPercentValue(maxSurge) !== 0];
  if (unavailable && surge) yield invalid(surgeAt, maxSurge, 'may not be set when maxUnavailable is non-zero');
  if (!unavailable && !surge) yield required(unavailableAt, 'cannot be 0 when maxSurge is 0');
}
