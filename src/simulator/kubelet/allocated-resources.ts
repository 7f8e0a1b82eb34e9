import type { PodSpec } from '../api/schema/kinds.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../quantity.ts';

type List = Readonly<Record<string, string>>;

/**
 * What a Pod's containers ask for together: the sum of apps and sidecars, or an init container with the sidecars before it;
 * in its place what the Pod as a whole asks for, and with it the overhead. Undefined where nothing is asked for.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests
 */
export function allocatedToPod(spec: PodSpec): List | undefined {
  const sum = new Map<string, Quantity>();
  const peak = new Map<string, Quantity>();
  for (const container of spec.containers) add(sum, container.resources?.requests);
  const sidecars = new Map<string, Quantity>();
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      add(sum, container.resources?.requests);
      add(sidecars, container.resources?.requests);
      raise(peak, sidecars);
    } else {
      const together = new Map(sidecars);
      add(together, container.resources?.requests);
      raise(peak, together);
    }
  }
  raise(sum, peak);
  for (const [name, text] of Object.entries(spec.resources?.requests ?? {})) {
    const amount = parseQuantity(text);
    if (amount) sum.set(name, amount);
  }
  add(sum, spec.overhead);
  if (sum.size === 0) return undefined;
  return Object.fromEntries([...sum].map(([name, amount]) => [name, amount.canonical]));
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
