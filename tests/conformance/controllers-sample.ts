import type { EndpointSlice, KubeObject, Node, Pod, PodTemplateSpec } from '../../src/simulator/api/schema/kinds.ts';
import type { Cluster } from '../../src/simulator/cluster.ts';

/** The kinds that the recordings show. */
export const SHOWN = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'EndpointSlice',
  'Job',
  'Node',
  'Pod',
  'PodDisruptionBudget',
  'ReplicaSet',
  'ResourceQuota',
  'StatefulSet',
] as const;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Fields = Readonly<Record<string, unknown>>;

/** The cluster as a sample of controllers.json shows it, under the objects' own names. */
export function sampleOf(cluster: Cluster): Record<string, unknown> {
  return Object.fromEntries(
    SHOWN.flatMap((kind) => cluster.store.list(kind))
      .filter(isShown)
      .map((object) => [`${object.kind}/${object.metadata.name}`, shownFields(object)]),
  );
}

/** What a sample says of one object. */
export const shownFields = (object: KubeObject): unknown => timeless(fieldsOf(object));

/** The API server's own EndpointSlice is not shown. */
export const isShown = ({ kind, metadata }: KubeObject): boolean =>
  kind !== 'EndpointSlice' || metadata.name !== 'kubernetes';

function fieldsOf(object: KubeObject): Fields {
  switch (object.kind) {
    case 'Node':
      return nodeFields(object);
    case 'Pod':
      return podFields(object);
    case 'EndpointSlice':
      return sliceFields(object);
    default:
      return workloadFields(object);
  }
}

function nodeFields({ spec }: Node): Fields {
  const taints = (spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`);
  return { taints, ...(spec.unschedulable ? { unschedulable: true } : {}) };
}

function podFields(pod: Pod): Fields {
  const { finalizers } = pod.metadata;
  return {
    ...ownerAndLabels(pod),
    node: pod.spec.nodeName,
    phase: pod.status.phase,
    conditions: conditionsOf(pod.status.conditions),
    image: pod.spec.containers[0]?.image,
    ...(finalizers?.length ? { finalizers } : {}),
    ...(pod.spec.priority ? { priority: pod.spec.priority } : {}),
  };
}

function sliceFields(slice: EndpointSlice): Fields {
  const endpoints =
    slice.endpoints?.map(({ targetRef, nodeName, conditions }) => ({
      pod: targetRef?.name,
      node: nodeName,
      ready: conditions?.ready,
      serving: conditions?.serving,
      terminating: conditions?.terminating,
    })) ?? null;
  return { ...ownerAndLabels(slice), ports: slice.ports?.length ? slice.ports : null, endpoints }; // etcd's form has no empty lists
}

function workloadFields(object: KubeObject): Fields {
  const {
    metadata,
    spec = {},
    status = {},
  } = object as KubeObject & { readonly spec?: Fields; readonly status?: Fields };
  const { selector: _selector, template, ...rest } = spec;
  const pods = (template ?? (spec['jobTemplate'] as { spec?: { template?: unknown } } | undefined)?.spec?.template) as
    PodTemplateSpec | undefined;
  const { [LAST_APPLIED]: _applied, ...annotations } = metadata.annotations ?? {};
  const { conditions, ...counts } = status;
  return {
    ...ownerAndLabels(object),
    annotations,
    generation: metadata.generation,
    spec: rest,
    image: pods?.spec?.containers[0]?.image,
    status: { ...counts, ...(conditions ? { conditions: conditionsOf(conditions as Conditions) } : {}) },
  };
}

function ownerAndLabels({ metadata }: KubeObject): Fields {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  const labels = Object.keys(metadata.labels ?? {}).length > 0 ? { labels: metadata.labels } : {};
  return { ...(owner ? { owner: `${owner.kind}/${owner.name}` } : {}), ...labels };
}

type Conditions = readonly {
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
}[];

const conditionsOf = (conditions: Conditions | undefined): Fields =>
  Object.fromEntries(
    (conditions ?? []).map(({ type, status, reason, message }) => [
      type,
      [status, reason, message].filter(Boolean).join(' · '),
    ]),
  );

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Points in time and versions are not shown, as they differ from run to run. */
function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([k, v]) => k !== 'resourceVersion' && !(typeof v === 'string' && TIME.test(v)))
      .map(([k, v]) => [k, timeless(v)]),
  );
}
