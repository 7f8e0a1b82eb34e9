import type { PodSpec, ResourceRequirements } from '../api/schema/kinds.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../quantity.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/**
 * Guaranteed: every container limits CPU and memory, and the pod's requests are its limits. BestEffort: no container
 * asks for either. What the pod asks for as a whole (spec.resources) decides alone where it is set. Other resources
 * and zeros do not count.
 * @source kubernetes/kubernetes pkg/apis/core/v1/helper/qos/qos.go ComputePodQOS; recorded: qos/*
 */
export function qosClass(spec: PodSpec): QosClass {
  const whole = spec.resources && asksForComputeResources(spec.resources) ? [spec.resources] : undefined;
  const parts =
    whole ?? [...spec.containers, ...(spec.initContainers ?? [])].map((container) => container.resources ?? {});
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  let everyPartIsLimited = true;
  for (const part of parts) {
    collect(requests, part.requests);
    const limited = collect(limits, part.limits);
    if (limited !== COUNTED.length && !(whole && Object.keys(part.limits ?? {}).length === 0))
      everyPartIsLimited = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const equal =
    requests.size === limits.size && [...requests].every(([name, request]) => sameAmount(request, limits.get(name)));
  return everyPartIsLimited && equal ? 'Guaranteed' : 'Burstable';
}

const COUNTED = ['cpu', 'memory'];

/**
 * Whether pod-level resources count: hugepages do, other names do not.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go IsPodLevelResourcesSet
 */
function asksForComputeResources(resources: ResourceRequirements): boolean {
  return [...Object.keys(resources.requests ?? {}), ...Object.keys(resources.limits ?? {})].some(
    (name) => COUNTED.includes(name) || name.startsWith('hugepages-'),
  );
}

/** @returns how many of the counted resources are above zero here */
function collect(sums: Map<string, Quantity>, list: Readonly<Record<string, string>> | undefined): number {
  let found = 0;
  for (const name of COUNTED) {
    const amount = parseQuantity(list?.[name] ?? '0');
    if (!amount || amount.mantissa <= 0n) continue;
    const sum = sums.get(name);
    sums.set(name, sum ? addQuantities(sum, amount) : amount);
    found++;
  }
  return found;
}

function sameAmount(a: Quantity, b: Quantity | undefined): boolean {
  return b !== undefined && compareQuantities(a, b) === 0;
}
