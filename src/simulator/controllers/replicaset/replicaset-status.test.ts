import { expect, test } from 'vitest';
import type { Pod, ReplicaSet, ReplicaSetCondition } from '../../api/schema/kinds.ts';
import { replicaSetStatus } from './replicaset-status.ts';

const NOW = { now: Date.UTC(2026, 0, 1, 0, 1), stamp: 'NOW' };
const set = (spec: object = {}, conditions?: readonly ReplicaSetCondition[]): ReplicaSet =>
  ({
    metadata: { generation: 3 },
    spec: { template: { metadata: { labels: { app: 'web' } } }, ...spec },
    status: { replicas: 0, ...(conditions ? { conditions } : {}) },
  }) as unknown as ReplicaSet;
const pod = (readySince: string | undefined, labels: Record<string, string> = { app: 'web' }): Pod =>
  ({
    metadata: { labels },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: readySince ? 'True' : 'False', lastTransitionTime: readySince }],
    },
  }) as unknown as Pod;
const ready = '2026-01-01T00:00:50Z';
const FAILURE = { reason: 'FailedCreate', message: 'quota' } as const;
const TOLD: ReplicaSetCondition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'first' };

test.each([
  ['no Pods', set(), [], { replicas: 0 }],
  ['one that is not ready', set(), [pod(undefined)], { replicas: 1, fullyLabeledReplicas: 1 }],
  [
    'one that is',
    set(),
    [pod(ready)],
    { replicas: 1, fullyLabeledReplicas: 1, readyReplicas: 1, availableReplicas: 1 },
  ],
  [
    'ready, but not for long enough',
    set({ minReadySeconds: 11 }),
    [pod(ready)],
    { replicas: 1, fullyLabeledReplicas: 1, readyReplicas: 1 },
  ],
  [
    'ready for long enough',
    set({ minReadySeconds: 10 }),
    [pod(ready)],
    { replicas: 1, fullyLabeledReplicas: 1, readyReplicas: 1, availableReplicas: 1 },
  ],
  [
    'one whose labels are not all the template’s',
    set(),
    [pod(ready, { other: 'x' })],
    { replicas: 1, readyReplicas: 1, availableReplicas: 1 },
  ],
])('%s', (_, given, pods, expected) =>
  expect(replicaSetStatus(given, pods, 2, undefined, NOW)).toEqual({
    ...expected,
    terminatingReplicas: 2,
    observedGeneration: 3,
  }),
);

test('a failure is told, keeps its first message while it lasts, and goes', () => {
  const conditions = (
    before: readonly ReplicaSetCondition[] | undefined,
    failure: typeof FAILURE | undefined,
  ): unknown => replicaSetStatus(set({}, before), [], 0, failure, NOW).conditions;
  expect(conditions(undefined, FAILURE)).toEqual([
    { type: 'ReplicaFailure', status: 'True', lastTransitionTime: 'NOW', ...FAILURE },
  ]);
  expect(conditions([TOLD], FAILURE)).toEqual([TOLD]);
  expect(conditions([TOLD], undefined)).toBeUndefined();
});
