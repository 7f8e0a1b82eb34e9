import type { Pod, Service } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import type { ComponentContext } from '../../component.ts';
import { matchesSelector } from '../../selector.ts';
import type { Change } from '../../store.ts';
import { isReady } from '../pod-state.ts';
import { selectorOfService } from '../selected-pods.ts';

const BY_NAMESPACE = 'namespace';

export const indexServices = ({ store }: Pick<ComponentContext, 'store'>): void =>
  store.addIndex('Service', BY_NAMESPACE, ({ metadata }) => [metadata.namespace ?? '']);

/**
 * The Services whose endpoints may be others since a Pod has changed.
 * @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/util/controller_utils.go GetPodUpdateProjectionKey, GetServicesToUpdate
 */
export function servicesToUpdate(context: Pick<ComponentContext, 'store'>, change: Change<'Pod'>): readonly Service[] {
  const pod = change.object;
  if (change.type !== 'modified') return servicesOf(context, pod);
  const { before } = change;
  const isChanged = endpointChanged(before, pod);
  const isRelabelled =
    !sameJson(before.metadata.labels, pod.metadata.labels) ||
    before.spec.hostname !== pod.spec.hostname ||
    before.spec.subdomain !== pod.spec.subdomain;
  if (!isRelabelled) return isChanged ? servicesOf(context, pod) : [];
  const were = servicesOf(context, before);
  const are = servicesOf(context, pod);
  const gained = are.filter((service) => !were.includes(service));
  return isChanged ? [...were, ...gained] : [...were.filter((service) => !are.includes(service)), ...gained];
}

const servicesOf = ({ store }: Pick<ComponentContext, 'store'>, { metadata }: Pod): readonly Service[] =>
  store
    .byIndex('Service', BY_NAMESPACE, metadata.namespace ?? '')
    .filter(({ spec }) => matchesSelector(selectorOfService(spec.selector), metadata.labels));

const endpointChanged = (before: Pod, pod: Pod): boolean =>
  before.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp ||
  isReady(before) !== isReady(pod) ||
  !sameJson(before.status.podIPs, pod.status.podIPs);
