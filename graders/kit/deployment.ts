import type { KindOf } from '../../src/simulator/index.ts';
import { findImage } from '../../src/simulator/index.ts';
import type { Facts } from './facts.ts';
import type { Subject } from './history-view.ts';
import { decidedBy, type Predicate } from './predicates.ts';

type Deployment = KindOf['Deployment'];

export const deployment = (name: string, namespace = 'default'): Subject<'Deployment'> => ({
  kind: 'Deployment',
  key: `${namespace}/${name}`,
  facts: deploymentFacts,
  telling: ({ status }) => (status.conditions ?? []).some((c) => c.type === 'ReplicaFailure' && c.status === 'True'),
});

/** {replicas} wanted, {ready} {updated} {available} of them, {image} of the first container, {message} of what holds it up. */
export function deploymentFacts(found: Deployment | undefined): Facts {
  const { spec, status } = found ?? {};
  const held = status?.conditions?.find((c) => c.status === (c.type === 'ReplicaFailure' ? 'True' : 'False'));
  return {
    replicas: spec?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    image: spec?.template.spec?.containers[0]?.image ?? '–',
    message: held?.message ?? '–',
  };
}

/** A Deployment that wants so many replicas of an image of the catalogue. */
export const wants = (replicas: number, image: string): Predicate<Deployment> =>
  decidedBy(
    (found) => (found?.spec.replicas === replicas ? 'spec.template.spec.containers.image' : 'spec.replicas'),
    (found) =>
      found?.spec.replicas === replicas &&
      (found.spec.template.spec?.containers ?? []).some(
        (c) => c.image !== undefined && findImage(c.image)?.name === image,
      ),
  );
