import type { Container, Pod } from '../../api/schema/kinds.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';

/** Amounts by resource name, in the form in which they were written. */
export type Quantities = Readonly<Record<string, Quantity>>;

/**
 * What a Pod asks for, as kubectl counts it: containers and sidecars together, or the most that an init container needs;
 * pod-level amounts in their place; and the overhead.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/resource/resource.go PodRequestsAndLimits
 */
export function podRequestQuantities(pod: Pod): Quantities {
  const total = ofContainers(pod, 'requests');
  return sumOfQuantities([{ ...total, ...read(pod.spec.resources?.requests) }, read(pod.spec.overhead)]);
}

/** Overhead counts only where something is limited. */
export function podLimitQuantities(pod: Pod): Quantities {
  const total: Quantities = { ...ofContainers(pod, 'limits'), ...read(pod.spec.resources?.limits) };
  const overhead = Object.entries(read(pod.spec.overhead)).filter(([name]) => total[name]);
  return sumOfQuantities([total, Object.fromEntries(overhead)]);
}

export function sumOfQuantities(all: readonly Quantities[]): Quantities {
  const sum: Record<string, Quantity> = {};
  for (const quantities of all)
    for (const [name, amount] of Object.entries(quantities)) {
      const before = sum[name];
      sum[name] = before ? addQuantities(before, amount) : amount;
    }
  return sum;
}

function ofContainers(pod: Pod, list: 'requests' | 'limits'): Quantities {
  const { spec } = pod;
  let sidecars: Quantities = {};
  let atOnce: Quantities = {};
  for (const container of spec.initContainers ?? []) {
    const own = inForce(pod, container, list);
    if (container.restartPolicy === 'Always') sidecars = sumOfQuantities([sidecars, own]);
    atOnce = most(atOnce, container.restartPolicy === 'Always' ? sidecars : sumOfQuantities([own, sidecars]));
  }
  return most(sumOfQuantities([...spec.containers.map((c) => inForce(pod, c, list)), sidecars]), atOnce);
}

/** While a container is resized, the largest of what is wanted, in force and allocated; what cannot be had is not wanted. */
function inForce(
  { status }: Pod,
  { name, resources, restartPolicy }: Container,
  list: 'requests' | 'limits',
): Quantities {
  const wanted = read(resources?.[list]);
  const isSidecar = restartPolicy === 'Always';
  const its =
    status.containerStatuses?.find((s) => s.name === name) ??
    (isSidecar ? status.initContainerStatuses?.find((s) => s.name === name) : undefined);
  if (!its?.resources) return wanted;
  const isInfeasible = status.conditions?.find((c) => c.type === 'PodResizePending')?.reason === 'Infeasible';
  const actual = most(isInfeasible ? {} : wanted, read(its.resources[list]));
  return list === 'requests' ? most(actual, read(its.allocatedResources)) : actual;
}

function most(a: Quantities, b: Quantities): Quantities {
  const larger: Record<string, Quantity> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const other = larger[name];
    if (!other || compareQuantities(amount, other) > 0) larger[name] = amount;
  }
  return larger;
}

function read(list: Readonly<Record<string, string>> | undefined): Quantities {
  const quantities: Record<string, Quantity> = {};
  for (const [name, text] of Object.entries(list ?? {})) {
    const amount = parseQuantity(text);
    if (amount) quantities[name] = amount;
  }
  return quantities;
}
