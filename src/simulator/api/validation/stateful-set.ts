import {
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  Path,
  required,
  type Errors,
  type FieldError,
} from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type {
  PodTemplateSpec,
  RollingUpdateStatefulSetStrategy,
  StatefulSetSpec,
  StatefulSetUpdateStrategy,
  Volume,
} from '../schema/kinds.ts';
import { atMost100Percent, intOrPercentValue, positiveIntOrPercent } from './int-or-percent.ts';
import { nonNegative, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Label } from './names.ts';
import { validateClaimSpec } from './claim-template.ts';
import { validatePodTemplateSpec } from './pod-template-spec.ts';
import { validateKeptTemplate, validateOwnSelector, validateSelectedTemplate } from './selected-template.ts';
import { shownStruct } from './shown.ts';
import { replicaCounts } from './workload-status.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
const STATUS = Path.root('status');

/** Fields of the spec that an update may change. */
const CHANGEABLE: ReadonlySet<string> = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

/** @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateStatefulSet, ValidateStatefulSetUpdate */
export const statefulSetRules: KindRules<'StatefulSet'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Label, METADATA);
    yield* validateSpec(spec, validateFixedFields(spec));
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateSpec(spec, []);
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    if (!sameJson(fixed(spec), fixed(before.spec)))
      yield forbidden(
        SPEC,
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      );
  },
  subresources: {
    status: function* ({ metadata, status }, before) {
      for (const field of [
        'replicas',
        'readyReplicas',
        'currentReplicas',
        'updatedReplicas',
        'availableReplicas',
        'observedGeneration',
        'collisionCount',
      ] as const)
        yield* nonNegative(status[field] ?? 0, STATUS.field(field));
      yield* replicaCounts(
        status,
        ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'],
        STATUS,
        'status.readyReplicas',
      );
      yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    },
  },
};

const fixed = (spec: StatefulSetSpec): object =>
  Object.fromEntries(Object.entries(spec).filter(([field]) => !CHANGEABLE.has(field)));

/** What never changes is looked at only once. */
function* validateFixedFields({ serviceName, volumeClaimTemplates }: StatefulSetSpec): Errors {
  if (serviceName) yield* invalidFor(SPEC.field('serviceName'), serviceName, dns1123Label(serviceName));
  for (const [i, claim] of (volumeClaimTemplates ?? []).entries())
    yield* validateClaimSpec(claim.spec, SPEC.field('volumeClaimTemplates').index(i).field('spec'));
}

function* validateSpec(spec: StatefulSetSpec, ofFixedFields: Iterable<FieldError>): Errors {
  const policy = spec.podManagementPolicy ?? '';
  if (policy === '') yield required(SPEC.field('podManagementPolicy'));
  else if (policy !== 'OrderedReady' && policy !== 'Parallel')
    yield invalid(SPEC.field('podManagementPolicy'), policy, "must be 'OrderedReady' or 'Parallel'");
  yield* validateUpdateStrategy(spec.updateStrategy ?? {}, SPEC.field('updateStrategy'));
  if (spec.persistentVolumeClaimRetentionPolicy)
    for (const field of ['whenDeleted', 'whenScaled'] as const) {
      const value = spec.persistentVolumeClaimRetentionPolicy[field] ?? '';
      if (value !== 'Retain' && value !== 'Delete')
        yield notSupported(SPEC.field('persistentVolumeClaimRetentionPolicy').field(field), value, [
          'Retain',
          'Delete',
        ]);
    }
  yield* nonNegative(spec.replicas ?? 0, SPEC.field('replicas'));
  yield* nonNegative(spec.minReadySeconds ?? 0, SPEC.field('minReadySeconds'));
  if (spec.ordinals) yield* nonNegative(spec.ordinals.start ?? 0, SPEC.field('ordinals').field('start'));
  yield* ofFixedFields;
  const at = { selector: SPEC.field('selector'), template: SPEC.field('template') };
  yield* validateOwnSelector(spec.selector, at.selector, 'empty selector is invalid for statefulset');
  const looked = validatePodTemplateSpec(asInItsPods(spec), at.template);
  yield* validateSelectedTemplate(spec.selector, spec.template, at, '', looked);
  yield* validateKeptTemplate(spec.template, at.template, 'StatefulSet');
}

/**
 * The template with a volume for each claim template, to which a volume of the same name gives way, and without the
 * host name and the subdomain, which every pod has of its own.
 */
function asInItsPods({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  if (!template?.spec) return template ?? {};
  const { hostname: _, subdomain: __, ...spec } = template.spec;
  if (volumeClaimTemplates.length === 0) return { ...template, spec };
  const names = new Set(volumeClaimTemplates.map((claim) => claim.metadata.name));
  const claims = [...names].map((name): Volume => ({ name, persistentVolumeClaim: { claimName: name } }));
  const own = (spec.volumes ?? []).filter((volume) => !names.has(volume.name));
  return { ...template, spec: { ...spec, volumes: [...claims, ...own] } };
}

function* validateUpdateStrategy(strategy: StatefulSetUpdateStrategy, at: Path): Errors {
  const rolling = strategy.rollingUpdate;
  switch (strategy.type ?? '') {
    case '':
      yield required(at);
      break;
    case 'OnDelete':
      if (rolling)
        yield invalid(
          at.field('rollingUpdate'),
          shownRolling(rolling),
          "only allowed for updateStrategy 'RollingUpdate'",
        );
      break;
    case 'RollingUpdate':
      if (rolling) yield* validateRollingUpdate(rolling, at.field('rollingUpdate'));
      break;
    default:
      yield invalid(
        at,
        { Type: strategy.type, RollingUpdate: rolling ? shownRolling(rolling) : null },
        "must be 'RollingUpdate' or 'OnDelete'",
      );
  }
}

const shownRolling = (rolling: RollingUpdateStatefulSetStrategy): unknown => ({
  ...shownStruct(rolling, ['partition', 'maxUnavailable']),
  Partition: rolling.partition ?? 0,
});

function* validateRollingUpdate({ partition = 0, maxUnavailable }: RollingUpdateStatefulSetStrategy, at: Path): Errors {
  yield* nonNegative(partition, at.field('partition'));
  if (maxUnavailable === undefined) return;
  yield* positiveIntOrPercent(maxUnavailable, at.field('maxUnavailable'));
  if (intOrPercentValue(maxUnavailable) === 0) yield invalid(at.field('maxUnavailable'), maxUnavailable, 'cannot be 0');
  yield* atMost100Percent(maxUnavailable, at.field('maxUnavailable'));
}
