import type { KindOf } from '../../src/simulator/index.ts';
import { requestsText, type Facts } from './facts.ts';
import type { Subject } from './history-view.ts';
import { decidedBy, runs, type Predicate, type Requests } from './predicates.ts';

type Deployment = KindOf['Deployment'];

export const deployment = (name: string, namespace = 'default'): Subject<'Deployment'> => ({
  kind: 'Deployment',
  key: `${namespace}/${name}`,
  facts: deploymentFacts,
  telling: ({ status }) => (status.conditions ?? []).some((c) => c.type === 'ReplicaFailure' && c.status === 'True'),
});

/** {replicas} wanted, {ready} {updated} {available} of them, {image} and {requests} of the first container, {message} of what holds it up. */
export function deploymentFacts(found: Deployment | undefined): Facts {
  const { spec, status } = found ?? {};
  const held = status?.conditions?.find((c) => c.status === (c.type === 'ReplicaFailure' ? 'True' : 'False'));
  return {
    replicas: spec?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    image: spec?.template.spec?.containers[0]?.image ?? '–',
    requests: requestsText(spec?.template.spec),
    message: held?.message ?? '–',
  };
}

/** A Deployment that wants so many replicas of an image of the catalogue, each with just these requests where they are said. */
export const wants = (replicas: number, image: string, requests?: Requests): Predicate<Deployment> =>
  decidedBy(
    (found) =>
      found?.spec.replicas !== replicas
        ? 'spec.replicas'
        : `spec.template.spec.containers.${runs(found.spec.template.spec, image) ? 'resources.requests' : 'image'}`,
    (found) => found?.spec.replicas === replicas && runs(found.spec.template.spec, image, requests),
  );
