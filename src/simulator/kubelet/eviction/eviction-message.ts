import type { Pod } from '../../api/schema/kinds.ts';
import { milliOf, parseQuantity } from '../../quantity.ts';
import { usageOf, type PodStatistics } from './ranking.ts';
import type { StarvedResource } from './thresholds.ts';

export interface EvictionMessage {
  readonly message: string;
  /** Of the event. */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Why a Pod had to go: what the node was short of, and which containers used more of it than they asked for.
 * @param met - the threshold's amount, and what was left
 * @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go evictionMessage
 */
export function evictionMessage(
  resource: StarvedResource,
  pod: Pod,
  statistics: PodStatistics | undefined,
  met: { readonly threshold: number; readonly available: number },
): EvictionMessage {
  const shown = resource === 'pids' ? String : binary;
  let message = `The node was low on resource: ${resource}. Threshold quantity: ${shown(met.threshold)}, available: ${shown(Math.max(0, met.available))}. `;
  if (!statistics) return { message, annotations: {} };
  const annotations: Record<string, string> = {};
  const larger = (kind: string, name: string, used: number, request: string | undefined): string =>
    `${kind} ${name} was using ${binary(used)}, request is ${request === undefined ? '0' : (parseQuantity(request)?.canonical ?? request)}, has larger consumption of ${resource}. `;

  const ofPod = resource === 'memory' ? pod.spec.resources?.requests?.[resource] : undefined;
  if (ofPod !== undefined) {
    const used = usageOf('memory', statistics);
    message += larger('Pod', pod.metadata.name, used, ofPod);
    annotations['offending_pod'] = pod.metadata.name;
    annotations['offending_pod_usage'] = binary(used);
  }
  const names: string[] = [];
  const usages: string[] = [];
  const by = resource === 'memory' ? statistics.memory : resource === 'pids' ? undefined : statistics.disk;
  for (const { name, resources } of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]) {
    const used = by?.get(name);
    const request = resources?.requests?.[resource];
    if (used === undefined || used * 1000 <= milliOf(request)) continue;
    message += larger('Container', name, used, request);
    names.push(name);
    usages.push(binary(used));
  }
  annotations['offending_containers'] = names.join(',');
  annotations['offending_containers_usage'] = usages.join(',');
  annotations['starved_resource'] = resource;
  return { message, annotations };
}

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti'];

/**
 * Bytes as a binary quantity: with the largest unit that divides them.
 * @example 104857600 → "100Mi" · 10737418400 → "10737418400"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go CanonicalizeBytes
 */
export function binary(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount !== 0 && amount % 1024 === 0 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${amount}${UNITS[unit]}`;
}
