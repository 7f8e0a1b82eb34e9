import type { Pod } from '../api/schema/kinds.ts';
import { valueOf } from '../quantity.ts';
import { aggregated } from './allocated-resources.ts';

/**
 * Bytes that a Pod's containers may hold together: its own limit, or what theirs come to where all have one.
 * @source kubernetes/kubernetes pkg/kubelet/cm/helpers_linux.go ResourceConfigForPod
 */
export function podMemoryLimit({ spec }: Pod): number | undefined {
  const own = spec.resources?.limits?.['memory'];
  if (own !== undefined) return valueOf(own);
  const areAllLimited = [...(spec.initContainers ?? []), ...spec.containers].every(
    ({ resources }) => valueOf(resources?.limits?.['memory']) > 0,
  );
  return areAllLimited ? valueOf(aggregated(spec, 'limits').get('memory')?.canonical) : undefined;
}
