import { compareQuantities, type Quantity } from '../../quantity.ts';
import type { Container, LimitRange, LimitRangeItem, PersistentVolumeClaim, Pod } from '../schema/kinds.ts';
import type { Problem } from '../problem.ts';
import type { StatusError } from '../status-error.ts';
import type { AdmissionPlugin, AdmissionRequest } from './admission.ts';
import { podResources } from './pod-resources.ts';
import { aggregate, forbidden } from './refusal.ts';
import { readResources, type ResourceList } from './resource-list.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/**
 * The LimitRanges of a namespace give a new pod's containers the requests and limits they lack, and refuse pods,
 * containers and claims outside minimum, maximum and the ratio of limit to request.
 * @source kubernetes/kubernetes plugin/pkg/admission/limitranger/admission.go
 */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  kinds: new Set(['Pod', 'PersistentVolumeClaim']),
  mutate: (request) => {
    if (request.object.kind !== 'Pod' || !isConcerned(request)) return { object: request.object };
    let pod = request.object;
    for (const range of rangesOf(request)) pod = withDefaults(pod, range);
    return { object: pod };
  },
  validate: (request): StatusError | undefined => {
    if (!isConcerned(request)) return undefined;
    for (const range of rangesOf(request)) {
      const complaints = [...complaintsOf(request.object as Pod | PersistentVolumeClaim, range)];
      if (complaints.length > 0)
        return forbidden(request, aggregate(complaints.map(({ text }) => text)), complaints[0]?.code);
    }
    return undefined;
  },
};

/** A pod's containers cannot change but by resizing; what is being deleted is left alone. */
function isConcerned({ object, before, operation, subresource }: AdmissionRequest): boolean {
  if (operation === 'DELETE' || before?.metadata.deletionTimestamp) return false;
  if (subresource) return subresource === 'resize';
  return object.kind !== 'Pod' || operation === 'CREATE';
}

const rangesOf = ({ store, namespace }: AdmissionRequest): readonly LimitRange[] =>
  store.count('LimitRange') === 0 ? [] : store.list('LimitRange', namespace);

/** An annotation says what was filled in, as upstream words it: "LimitRanger plugin set: cpu request for container app". */
function withDefaults(pod: Pod, range: LimitRange): Pod {
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  for (const item of range.spec.limits) {
    if (item.type !== 'Container') continue;
    Object.assign(requests, item.defaultRequest);
    Object.assign(limits, item.default);
  }
  const said: string[] = [];
  const fill =
    (word: string) =>
    (container: Container): Container => {
      const missing = {
        request: Object.keys(requests)
          .filter((name) => container.resources?.requests?.[name] === undefined)
          .sort(),
        limit: Object.keys(limits)
          .filter((name) => container.resources?.limits?.[name] === undefined)
          .sort(),
      };
      for (const [field, names] of Object.entries(missing))
        if (names.length > 0) said.push(`${names.join(', ')} ${field} for ${word} ${container.name}`);
      if (missing.request.length === 0 && missing.limit.length === 0) return container;
      return {
        ...container,
        resources: {
          ...container.resources,
          ...(missing.limit.length > 0 ? { limits: { ...limits, ...container.resources?.limits } } : {}),
          ...(missing.request.length > 0 ? { requests: { ...requests, ...container.resources?.requests } } : {}),
        },
      };
    };
  const containers = pod.spec.containers.map(fill('container'));
  const initContainers = pod.spec.initContainers?.map(fill('init container'));
  if (said.length === 0) return pod;
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      annotations: { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${said.join('; ')}` },
    },
    spec: { ...pod.spec, containers, ...(initContainers ? { initContainers } : {}) },
  };
}

function* complaintsOf(object: Pod | PersistentVolumeClaim, range: LimitRange): Generator<Problem> {
  for (const item of range.spec.limits) {
    if (object.kind === 'PersistentVolumeClaim') {
      if (item.type === 'PersistentVolumeClaim')
        yield* claimComplaints(item, readResources(object.spec.resources?.requests));
    } else if (item.type === 'Container') {
      for (const { resources } of [...object.spec.containers, ...(object.spec.initContainers ?? [])])
        yield* usageComplaints(item, readResources(resources?.requests), readResources(resources?.limits));
    } else if (item.type === 'Pod')
      yield* usageComplaints(item, podResources(object, 'requests'), podResources(object, 'limits'));
  }
}

function* claimComplaints(item: LimitRangeItem, requests: ResourceList): Generator<Problem> {
  for (const [name, min] of sorted(item.min)) yield* below(item.type, name, min, requests.get(name), undefined);
  for (const [name, max] of sorted(item.max)) {
    const request = requests.get(name);
    const start = `maximum ${name} usage per ${item.type} is ${max.canonical}`;
    if (!request) yield over(`${start}.  No request is specified`);
    else if (compareQuantities(request, max) > 0) yield over(`${start}, but request is ${request.canonical}`);
  }
}

function* usageComplaints(item: LimitRangeItem, requests: ResourceList, limits: ResourceList): Generator<Problem> {
  for (const [name, min] of sorted(item.min)) yield* below(item.type, name, min, requests.get(name), limits.get(name));
  for (const [name, max] of sorted(item.max)) {
    const [request, limit] = [requests.get(name), limits.get(name)];
    const start = `maximum ${name} usage per ${item.type} is ${max.canonical}`;
    if (!limit) yield over(`${start}.  No limit is specified`);
    else if (compareQuantities(limit, max) > 0) yield over(`${start}, but limit is ${limit.canonical}`);
    else if (request && compareQuantities(request, max) > 0)
      yield over(`${start}, but request is ${request.canonical}`);
  }
  for (const [name, ratio] of sorted(item.maxLimitRequestRatio)) {
    const [request, limit] = [requests.get(name), limits.get(name)];
    const start = `${name} max limit to request ratio per ${item.type} is ${ratio.canonical}`;
    if (!request || request.milli === 0) yield unbalanced(`${start}, but no request is specified or request is 0`);
    else if (!limit || limit.milli === 0) yield unbalanced(`${start}, but no limit is specified or limit is 0`);
    else if (limit.milli / request.milli > ratio.milli / 1000)
      yield unbalanced(`${start}, but provided ratio is ${(limit.milli / request.milli).toFixed(6)}`);
  }
}

function* below(
  type: string,
  name: string,
  min: Quantity,
  request: Quantity | undefined,
  limit: Quantity | undefined,
): Generator<Problem> {
  const start = `minimum ${name} usage per ${type} is ${min.canonical}`;
  if (!request) yield under(`${start}.  No request is specified`);
  else if (compareQuantities(request, min) < 0) yield under(`${start}, but request is ${request.canonical}`);
  else if (limit && compareQuantities(limit, min) < 0) yield under(`${start}, but limit is ${limit.canonical}`);
}

const complaint =
  (code: string) =>
  (text: string): Problem => ({ text, code });
const over = complaint('limit-range-over');
const under = complaint('limit-range-under');
const unbalanced = complaint('limit-range-ratio');

/** By name: Go's maps have no order of their own. */
const sorted = (texts: Readonly<Record<string, string>> | undefined): readonly (readonly [string, Quantity])[] =>
  [...readResources(texts)].sort(([a], [b]) => (a < b ? -1 : 1));
