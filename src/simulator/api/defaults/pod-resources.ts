import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
import type { Json, JsonObject } from '../json.ts';
import { asObject, isObject, withinEach } from './fill.ts';

type List = 'limits' | 'requests';

/** A container that is limited and asks for nothing asks for its limit. @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod */
export function requestsFromLimits(spec: JsonObject): JsonObject {
  return withinEach(withinEach(spec, 'containers', requestItsLimits), 'initContainers', requestItsLimits);
}

function requestItsLimits(container: JsonObject): JsonObject {
  const resources = asObject(container['resources']);
  const limits = resources['limits'];
  if (!isObject(limits)) return container;
  return { ...container, resources: { ...resources, requests: { ...limits, ...asObject(resources['requests']) } } };
}

/**
 * What the pod as a whole asks for, where it says a part of it: hugepages limits as its containers have them; requests as
 * its containers ask, else as it is limited.
 * @source …/defaults.go defaultHugePagePodLimits, defaultPodRequests
 */
export function defaultPodResources(spec: JsonObject): JsonObject {
  const resources = spec['resources'];
  if (!isObject(resources)) return spec;
  const set = { limits: asObject(resources['limits']), requests: asObject(resources['requests']) };
  if (isEmpty(set.limits) && isEmpty(set.requests)) return spec;

  const limits: Record<string, Json | undefined> = { ...set.limits };
  for (const [name, limit] of aggregate(spec, 'limits'))
    if (isHugePages(name) && !(name in set.requests)) limits[name] ??= limit.canonical;
  const requests: Record<string, Json | undefined> = { ...set.requests };
  if (!isEmpty(limits)) {
    for (const [name, request] of aggregate(spec, 'requests'))
      if (canOvercommit(name)) requests[name] ??= request.canonical;
    for (const name in limits) if (isPodLevel(name)) requests[name] ??= limits[name];
  }
  return {
    ...spec,
    resources: { ...resources, ...(isEmpty(limits) ? {} : { limits }), ...(isEmpty(requests) ? {} : { requests }) },
  };
}

/**
 * The containers' sum, or an init container's own amount where that is more; sidecars count beside both.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go AggregateContainerRequests
 */
export function aggregate(spec: JsonObject, list: List): Map<string, Quantity> {
  const sum = new Map<string, Quantity>();
  for (const container of objects(spec['containers'])) add(sum, amounts(container, list));
  const sidecars = new Map<string, Quantity>();
  const peak = new Map<string, Quantity>();
  for (const container of objects(spec['initContainers'])) {
    const own = amounts(container, list);
    if (container['restartPolicy'] === 'Always') {
      add(sum, own);
      add(sidecars, own);
      raise(peak, sidecars);
    } else {
      const withSidecars = new Map(own);
      add(withSidecars, sidecars);
      raise(peak, withSidecars);
    }
  }
  raise(sum, peak);
  return sum;
}

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const canOvercommit = (name: string): boolean => name === 'cpu' || name === 'memory';
const isPodLevel = (name: string): boolean => canOvercommit(name) || isHugePages(name);
const isEmpty = (object: JsonObject): boolean => Object.keys(object).length === 0;
const objects = (json: Json | undefined): JsonObject[] => (Array.isArray(json) ? json.filter(isObject) : []);

function amounts(container: JsonObject, list: List): Map<string, Quantity> {
  const found = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(asObject(asObject(container['resources'])[list]))) {
    const amount = parseQuantity(String(text));
    if (amount) found.set(name, amount);
  }
  return found;
}

function add(sum: Map<string, Quantity>, more: ReadonlyMap<string, Quantity>): void {
  for (const [name, amount] of more) {
    const before = sum.get(name);
    sum.set(name, before ? addQuantities(before, amount) : amount);
  }
}

function raise(most: Map<string, Quantity>, other: ReadonlyMap<string, Quantity>): void {
  for (const [name, amount] of other) {
    const before = most.get(name);
    if (!before || compareQuantities(amount, before) > 0) most.set(name, amount);
  }
}
