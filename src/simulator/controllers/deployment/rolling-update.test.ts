import { expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/schema/kinds.ts';
import { scaled } from './fenceposts.ts';
import { scaleStep } from './proportional-scaling.ts';
import { rollingStep } from './rolling-update.ts';

const deployment = (replicas: number, maxSurge: number | string, maxUnavailable: number | string): Deployment =>
  ({
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
    status: {},
  }) as unknown as Deployment;

const set = (name: string, replicas: number, available: number, max = 0): ReplicaSet =>
  ({
    metadata: {
      name,
      creationTimestamp: '',
      annotations: max
        ? { 'deployment.kubernetes.io/max-replicas': String(max), 'deployment.kubernetes.io/desired-replicas': '10' }
        : {},
    },
    spec: { replicas },
    status: { replicas, availableReplicas: available },
  }) as unknown as ReplicaSet;

const sizes = (steps: readonly { set: ReplicaSet; to: number }[]): unknown =>
  steps.map(({ set: { metadata }, to }) => `${metadata.name} ${to}`);

test.each([
  ['the new set grows by the surge', deployment(4, '25%', '25%'), set('new', 0, 0), set('old', 4, 4), ['new 1']],
  [
    'an old Pod goes when one may be missing',
    deployment(4, '25%', '25%'),
    set('new', 1, 0),
    set('old', 4, 4),
    ['old 3'],
  ],
  ['nothing moves while the new Pods are not available', deployment(4, 1, 0), set('new', 1, 0), set('old', 4, 4), []],
  [
    'an old Pod goes for each new one that is available',
    deployment(4, 1, 0),
    set('new', 1, 1),
    set('old', 4, 4),
    ['old 3'],
  ],
  ['old Pods that are not available go first', deployment(4, 1, 0), set('new', 1, 1), set('old', 4, 2), ['old 3']],
  ['one may be missing where both are 0', deployment(4, 0, 0), set('new', 0, 0), set('old', 4, 4), ['old 3']],
])('%s', (_, given, fresh, old, expected) => expect(sizes(rollingStep(given, fresh, [old]))).toEqual(expected));

test.each([
  ['one set takes it all', deployment(5, 1, 0), undefined, [set('only', 3, 3)], ['only 5']],
  [
    'a roll-out grows in proportion',
    deployment(15, 3, 0),
    set('new', 5, 5, 13),
    [set('old', 8, 8, 13)],
    ['old 11', 'new 7'],
  ],
  [
    'the old go when the new has everything',
    deployment(2, 1, 0),
    {
      ...set('new', 2, 2),
      metadata: { ...set('new', 2, 2).metadata, annotations: { 'deployment.kubernetes.io/desired-replicas': '2' } },
    },
    [set('old', 1, 1)],
    ['old 0'],
  ],
])('%s', (_, given, fresh, old, expected) =>
  expect(sizes(scaleStep(given, fresh as ReplicaSet | undefined, old))).toEqual(expected),
);

test.each([
  ['25%', 10, 'up', 3],
  ['25%', 10, 'down', 2],
  [1, 10, 'up', 1],
  [undefined, 10, 'up', 0],
] as const)('%s of %i rounded %s is %i', (value, total, round, n) => expect(scaled(value, total, round)).toBe(n));
