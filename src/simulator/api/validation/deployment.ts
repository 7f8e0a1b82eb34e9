import { coded, forbidden, invalid, notSupported, Path, required, type Errors } from '../field-error.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment } from '../schema/kinds.ts';
import { atMost100Percent, intOrPercentValue, positiveIntOrPercent } from './int-or-percent.ts';
import { nonNegative, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import {
  immutableSelector,
  validateOwnSelector,
  validateReplicatedTemplate,
  validateSelectedTemplate,
} from './selected-template.ts';
import { shownStruct } from './shown.ts';
import { replicaCounts } from './workload-status.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

/** @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateDeployment, ValidateDeploymentUpdate; pkg/registry/apps/deployment/strategy.go ValidateUpdate */
export const deploymentRules: KindRules<'Deployment'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec);
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSpec(spec);
    yield* immutableSelector(spec.selector, before.spec.selector, SPEC.field('selector'));
  },
  subresources: {
    status: function* (deployment, before) {
      yield* validateObjectMetaUpdate(deployment.metadata, before.metadata, METADATA);
      yield* validateStatus(deployment, before);
    },
  },
};

function* validateSpec(spec: DeploymentSpec): Errors {
  yield* nonNegative(spec.replicas ?? 0, SPEC.field('replicas'));
  const at = { selector: SPEC.field('selector'), template: SPEC.field('template') };
  yield* validateOwnSelector(spec.selector, at.selector, 'empty selector is invalid for deployment');
  const looked = validateReplicatedTemplate(spec.template, at.template);
  yield* validateSelectedTemplate(spec.selector, spec.template, at, 'invalid label selector', looked);
  yield* validateStrategy(spec.strategy ?? {}, SPEC.field('strategy'));
  const minReady = spec.minReadySeconds ?? 0;
  yield* nonNegative(minReady, SPEC.field('minReadySeconds'));
  if (spec.revisionHistoryLimit !== undefined)
    yield* nonNegative(spec.revisionHistoryLimit, SPEC.field('revisionHistoryLimit'));
  if (spec.progressDeadlineSeconds === undefined) return;
  yield* nonNegative(spec.progressDeadlineSeconds, SPEC.field('progressDeadlineSeconds'));
  if (spec.progressDeadlineSeconds <= minReady)
    yield invalid(
      SPEC.field('progressDeadlineSeconds'),
      spec.progressDeadlineSeconds,
      'must be greater than minReadySeconds',
    );
}

function* validateStrategy(strategy: DeploymentStrategy, at: Path): Errors {
  const rolling = strategy.rollingUpdate;
  switch (strategy.type) {
    case 'Recreate':
      if (rolling)
        yield coded(
          'strategy-recreate',
          forbidden(at.field('rollingUpdate'), "may not be specified when strategy `type` is 'Recreate'"),
        );
      break;
    case 'RollingUpdate':
      if (rolling) yield* validateRollingUpdate(rolling, at.field('rollingUpdate'));
      else yield required(at.field('rollingUpdate'), 'this should be defaulted and never be nil');
      break;
    default: {
      const shown = shownStruct(
        { ...strategy, rollingUpdate: rolling && shownStruct(rolling, ['maxUnavailable', 'maxSurge']) },
        ['type', 'rollingUpdate'],
      );
      yield notSupported(at, shown, ['Recreate', 'RollingUpdate']);
    }
  }
}

function* validateRollingUpdate({ maxUnavailable = 0, maxSurge = 0 }: RollingUpdateDeployment, at: Path): Errors {
  yield* positiveIntOrPercent(maxUnavailable, at.field('maxUnavailable'));
  yield* positiveIntOrPercent(maxSurge, at.field('maxSurge'));
  if (intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0)
    yield invalid(at.field('maxUnavailable'), maxUnavailable, 'may not be 0 when `maxSurge` is 0');
  yield* atMost100Percent(maxUnavailable, at.field('maxUnavailable'));
}

function* validateStatus({ status }: Deployment, before: Deployment): Errors {
  const at = Path.root('status');
  for (const field of [
    'observedGeneration',
    'replicas',
    'updatedReplicas',
    'readyReplicas',
    'availableReplicas',
    'unavailableReplicas',
    'collisionCount',
  ] as const)
    yield* nonNegative(status[field] ?? 0, at.field(field));
  yield* replicaCounts(status, ['updatedReplicas', 'readyReplicas', 'availableReplicas'], at);
  if (before.status.collisionCount !== undefined && (status.collisionCount ?? -1) < before.status.collisionCount)
    yield invalid(at.field('collisionCount'), status.collisionCount ?? 0, 'cannot be decremented');
}
