import type {
  Container,
  EphemeralContainer,
  KubeObject,
  Lease,
  PodSpec,
  PodTemplateSpec,
  StatefulSet,
  Volume,
  VolumeProjection,
} from '../schema/kinds.ts';

/**
 * Takes out the fields behind feature gates that v1.36 leaves off. An update may keep such a field where the object has it.
 * @param before - the object that is replaced; undefined for a new one
 * @source kubernetes/kubernetes pkg/features/kube_features.go (defaults of 1.36); pkg/api/pod/util.go dropDisabledFields;
 *   pkg/registry/apps/statefulset/strategy.go; pkg/registry/coordination/lease/strategy.go
 */
export function withoutDisabledFields<O extends KubeObject>(object: O, before?: O): O;
export function withoutDisabledFields(object: KubeObject, before?: KubeObject): KubeObject {
  switch (object.kind) {
    case 'Pod':
      return { ...object, spec: podSpec(object.spec, (before as typeof object | undefined)?.spec) };
    case 'PodTemplate': {
      const changed = template(object.template, (before as typeof object | undefined)?.template);
      return changed === object.template ? object : { ...object, template: changed };
    }
    case 'CronJob': {
      const last = (before as typeof object | undefined)?.spec.jobTemplate?.spec?.template;
      const { jobTemplate } = object.spec;
      const changed = template(jobTemplate?.spec?.template, last);
      if (changed === jobTemplate?.spec?.template || !changed) return object;
      const spec = {
        ...object.spec,
        jobTemplate: { ...jobTemplate, spec: { ...jobTemplate.spec, template: changed } },
      };
      return { ...object, spec };
    }
    case 'StatefulSet':
      return inTemplate(statefulSet(object, before as typeof object | undefined), before as typeof object | undefined);
    case 'DaemonSet':
    case 'Deployment':
    case 'Job':
    case 'ReplicaSet':
    case 'ReplicationController':
      return inTemplate(object, before as typeof object | undefined);
    case 'Lease':
      return lease(object, before as typeof object | undefined);
    default:
      return object;
  }
}

interface Templated {
  readonly spec?: { readonly template?: PodTemplateSpec | undefined };
}

function inTemplate<O extends Templated>(object: O, before: O | undefined): O {
  const changed = template(object.spec?.template, before?.spec?.template);
  return changed === object.spec?.template ? object : { ...object, spec: { ...object.spec, template: changed } };
}

function template<T extends PodTemplateSpec | undefined>(given: T, before: PodTemplateSpec | undefined): T {
  if (!given?.spec) return given;
  const spec = podSpec(given.spec, before?.spec);
  return spec === given.spec ? given : { ...given, spec };
}

function podSpec(spec: PodSpec, before: PodSpec | undefined): PodSpec {
  let kept = spec;
  for (const { isUsed, without } of POD_FIELDS) if (isUsed(kept) && !(before && isUsed(before))) kept = without(kept);
  return kept;
}

interface GatedField {
  readonly isUsed: (spec: PodSpec) => boolean;
  readonly without: (spec: PodSpec) => PodSpec;
}

const projection = (source: 'clusterTrustBundle' | 'podCertificate'): GatedField => ({
  isUsed: ({ volumes = [] }) => volumes.some((v) => v.projected?.sources?.some((s) => s[source] !== undefined)),
  without: (spec) => ({ ...spec, volumes: spec.volumes?.map((volume) => withoutSource(volume, source)) }),
});

const POD_FIELDS: readonly GatedField[] = [
  // ContainerStopSignals
  {
    isUsed: (spec) => allContainers(spec).some(({ lifecycle }) => lifecycle?.stopSignal !== undefined),
    without: (spec) => ({
      ...spec,
      containers: spec.containers.map(withoutStopSignal),
      ...(spec.initContainers ? { initContainers: spec.initContainers.map(withoutStopSignal) } : {}),
      ...(spec.ephemeralContainers ? { ephemeralContainers: spec.ephemeralContainers.map(withoutStopSignal) } : {}),
    }),
  },
  // GenericWorkload
  {
    isUsed: ({ schedulingGroup }) => schedulingGroup !== undefined,
    without: ({ schedulingGroup: _, ...spec }) => spec,
  },
  // ClusterTrustBundleProjection
  projection('clusterTrustBundle'),
  // PodCertificateRequest
  projection('podCertificate'),
];

const allContainers = ({
  containers = [],
  initContainers = [],
  ephemeralContainers = [],
}: PodSpec): readonly (Container | EphemeralContainer)[] =>
  initContainers.length === 0 && ephemeralContainers.length === 0
    ? containers
    : [...containers, ...initContainers, ...ephemeralContainers];

/** A lifecycle that said nothing else goes with it. */
function withoutStopSignal<C extends Container | EphemeralContainer>(container: C): C {
  if (container.lifecycle?.stopSignal === undefined) return container;
  const { lifecycle, ...rest } = container;
  const { stopSignal: _, ...hooks } = lifecycle;
  return (Object.keys(hooks).length === 0 ? rest : { ...rest, lifecycle: hooks }) as C;
}

function withoutSource(volume: Volume, source: keyof VolumeProjection): Volume {
  if (!volume.projected?.sources?.some((s) => s[source] !== undefined)) return volume;
  const sources = volume.projected.sources.map(({ [source]: _, ...others }) => others);
  return { ...volume, projected: { ...volume.projected, sources } };
}

/** MaxUnavailableStatefulSet */
function statefulSet(object: StatefulSet, before: StatefulSet | undefined): StatefulSet {
  const { updateStrategy } = object.spec;
  if (updateStrategy?.rollingUpdate?.maxUnavailable === undefined) return object;
  if (before?.spec.updateStrategy?.rollingUpdate?.maxUnavailable !== undefined) return object;
  const { maxUnavailable: _, ...rollingUpdate } = updateStrategy.rollingUpdate;
  return { ...object, spec: { ...object.spec, updateStrategy: { ...updateStrategy, rollingUpdate } } };
}

/** CoordinatedLeaderElection */
function lease(object: Lease, before: Lease | undefined): Lease {
  const { strategy, preferredHolder, ...spec } = object.spec ?? {};
  if (strategy === undefined && preferredHolder === undefined) return object;
  return {
    ...object,
    spec: {
      ...spec,
      ...(strategy !== undefined && before?.spec?.strategy !== undefined ? { strategy } : {}),
      ...(preferredHolder !== undefined && before?.spec?.preferredHolder !== undefined ? { preferredHolder } : {}),
    },
  };
}
