import { expect, test } from 'vitest';
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/schema/kinds.ts';
import { rolloutStatus } from './deployment-status.ts';

const STARTED = '2026-01-01T00:00:00Z';
const at = (seconds: number) => ({ now: Date.UTC(2026, 0, 1) + seconds * 1000, stamp: 'NOW' });

const condition = (type: string, status: string, reason: string): DeploymentCondition => ({
  type,
  status,
  reason,
  lastUpdateTime: STARTED,
  lastTransitionTime: STARTED,
});
const UPDATED = condition('Progressing', 'True', 'ReplicaSetUpdated');

/** Three replicas, one of which may be missing, ten minutes to progress. */
const deployment = (status: DeploymentStatus = {}, spec: object = {}): Deployment =>
  ({
    metadata: { name: 'web', generation: 2 },
    spec: {
      replicas: 3,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
      ...spec,
    },
    status,
  }) as unknown as Deployment;
const set = (name: string, size: number, available = size, conditions: object[] = []): ReplicaSet =>
  ({
    metadata: { name },
    spec: { replicas: size },
    status: { replicas: size, readyReplicas: available, availableReplicas: available, conditions },
  }) as unknown as ReplicaSet;

const said = ({ conditions = [] }: DeploymentStatus): Record<string, string> =>
  Object.fromEntries(conditions.map(({ type, status, reason }) => [type, `${status} ${reason ?? ''}`]));
const ENOUGH = 'True MinimumReplicasAvailable';
const TOO_FEW = 'False MinimumReplicasUnavailable';

test.each<[string, Deployment, ReplicaSet, readonly ReplicaSet[], number, Record<string, string>]>([
  [
    'all new and available',
    deployment({ conditions: [UPDATED] }),
    set('new', 3),
    [],
    1,
    { Available: ENOUGH, Progressing: 'True NewReplicaSetAvailable' },
  ],
  [
    'one missing is enough',
    deployment({ conditions: [UPDATED] }),
    set('new', 3, 2),
    [],
    1,
    { Available: ENOUGH, Progressing: 'True ReplicaSetUpdated' },
  ],
  [
    'two missing are too many',
    deployment({ conditions: [UPDATED] }),
    set('new', 3, 1),
    [],
    1,
    { Available: TOO_FEW, Progressing: 'True ReplicaSetUpdated' },
  ],
  [
    'an old one that shrinks is progress',
    deployment({ replicas: 4, updatedReplicas: 1, conditions: [UPDATED] }),
    set('new', 1),
    [set('old', 2)],
    900,
    { Available: ENOUGH, Progressing: 'True ReplicaSetUpdated' },
  ],
  [
    'nothing moves, but there is time',
    deployment({ replicas: 3, updatedReplicas: 1, readyReplicas: 2, availableReplicas: 2, conditions: [UPDATED] }),
    set('new', 1, 0),
    [set('old', 2)],
    600,
    { Available: ENOUGH, Progressing: 'True ReplicaSetUpdated' },
  ],
  [
    'nothing moves for longer than the deadline',
    deployment({ replicas: 3, updatedReplicas: 1, readyReplicas: 2, availableReplicas: 2, conditions: [UPDATED] }),
    set('new', 1, 0),
    [set('old', 2)],
    601,
    { Available: ENOUGH, Progressing: 'False ProgressDeadlineExceeded' },
  ],
  [
    'what has progressed once does not run out of time',
    deployment({
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [condition('Progressing', 'True', 'NewReplicaSetAvailable')],
    }),
    set('new', 3, 2),
    [],
    9999,
    { Available: ENOUGH, Progressing: 'True NewReplicaSetAvailable' },
  ],
  [
    'without a deadline nothing is said of progress',
    deployment({ conditions: [UPDATED] }, { progressDeadlineSeconds: 2_147_483_647 }),
    set('new', 3),
    [],
    1,
    { Available: ENOUGH },
  ],
  [
    'a ReplicaSet that cannot create Pods',
    deployment({ conditions: [UPDATED] }),
    set('new', 3, 0, [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }]),
    [],
    1,
    { Available: TOO_FEW, Progressing: 'True ReplicaSetUpdated', ReplicaFailure: 'True FailedCreate' },
  ],
])('%s', (_, given, fresh, old, seconds, expected) =>
  expect(said(rolloutStatus(given, [...old, fresh], fresh, at(seconds)))).toEqual(expected),
);

test('Pods are counted over all ReplicaSets, the updated ones in the new', () => {
  expect(rolloutStatus(deployment(), [set('old', 2, 1), set('new', 2, 1)], set('new', 2, 1), at(1))).toMatchObject({
    observedGeneration: 2,
    replicas: 4,
    updatedReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
    unavailableReplicas: 2,
  });
});
