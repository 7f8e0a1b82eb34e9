import type { PodSpec } from '../api/schema/kinds.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../quantity.ts';

type List = Readonly<Record<string, string>>;

/**
 * What a Pod's containers ask for together, in its place what the Pod as a whole asks for, and with it the overhead.
 * Undefined where nothing is asked for.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests
 */
export function allocatedToPod(spec: PodSpec): List | undefined {
  const sum = aggregated(spec, 'requests');
  for (const [name, text] of Object.entries(spec.resources?.requests ?? {})) {
    const amount = parseQuantity(text);
    if (amount) sum.set(name, amount);
  }
  add(sum, spec.overhead);
  if (sum.size === 0) return undefined;
  return Object.fromEntries([...sum].map(([name, amount]) => [name, amount.canonical]));
}

/**
 * The sum of apps and sidecars, or an init container with the sidecars before it where that is more.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go AggregateContainerRequests,
 *   AggregateContainerLimits
 */
export function aggregated(spec: PodSpec, which: 'requests' | 'limits'): Map<string, Quantity> {
  const sum = new Map<string, Quantity>();
  const peak = new Map<string, Quantity>();
  for (const { resources } of spec.containers) add(sum, resources?.[which]);
  const sidecars = new Map<string, Quantity>();
  for (const { restartPolicy, resources } of spec.initContainers ?? []) {
    if (restartPolicy === 'Always') {
      add(sum, resources?.[which]);
      add(sidecars, resources?.[which]);
      raise(peak, sidecars);
    } else {
      const together = new Map(sidecars);
      add(together, resources?.[which]);
      raise(peak, together);
    }
  }
  raise(sum, peak);
  return sum;
}

function add(to: Map<string, Quantity>, amounts: List | undefined): void {
  for (const [name, text] of Object.entries(amounts ?? {})) {
    const amount = parseQuantity(text);
    if (!amount) continue;
    const so = to.get(name);
    to.set(name, so ? addQuantities(so, amount) : amount);
  }
}

function raise(to: Map<string, Quantity>, least: ReadonlyMap<string, Quantity>): void {
  for (const [name, amount] of least) {
    const so = to.get(name);
    if (!so || compareQuantities(so, amount) < 0) to.set(name, amount);
  }
}
