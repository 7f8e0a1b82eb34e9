import { expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/schema/kinds.ts';
import { scaleStep } from './proportional-scaling.ts';

const deployment = (replicas: number, maxSurge: number | string = 0, type = 'RollingUpdate'): Deployment =>
  ({
    spec: { replicas, strategy: { type, rollingUpdate: { maxSurge, maxUnavailable: 0 } } },
    status: {},
  }) as unknown as Deployment;

/** A ReplicaSet of `size`, made at `age` when its Deployment wanted `desired` and allowed `most`. */
const set = (name: string, size: number, desired: number, most = desired, available = size, age = 0): ReplicaSet =>
  ({
    metadata: {
      name,
      creationTimestamp: `2026-01-01T00:00:0${age}Z`,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(desired),
        'deployment.kubernetes.io/max-replicas': String(most),
      },
    },
    spec: { replicas: size },
    status: { replicas: size, availableReplicas: available },
  }) as unknown as ReplicaSet;

test.each<[string, Deployment, ReplicaSet | undefined, readonly ReplicaSet[], readonly string[]]>([
  ['one alone takes it all', deployment(5), set('new', 3, 3), [], ['new 5']],
  ['also where it is an old one', deployment(5), undefined, [set('old', 3, 3)], ['old 5']],
  ['nothing to do', deployment(3), set('new', 3, 3), [], []],
  ['none has Pods: the newest takes it', deployment(2), set('new', 0, 0), [set('old', 0, 0)], ['new 2']],
  ['the new one has everything: the old ones go', deployment(3), set('new', 3, 3), [set('old', 2, 3)], ['old 0']],
  ['Recreate waits', deployment(6, 0, 'Recreate'), set('new', 2, 4), [set('old', 2, 4)], []],
  [
    'in the middle of a roll-out each grows by its share',
    deployment(20),
    set('new', 2, 10, 10, 2, 1),
    [set('old', 8, 10)],
    ['old 16', 'new 4'],
  ],
  ['and shrinks by it', deployment(5), set('new', 2, 10, 10, 2, 1), [set('old', 8, 10)], ['old 4', 'new 1']],
  [
    'what rounding leaves over goes to the largest',
    deployment(11),
    set('new', 3, 10, 10, 3, 2),
    [set('older', 4, 10), set('old', 3, 10, 10, 3, 1)],
    ['older 5', 'new 3', 'old 3'],
  ],
  [
    'the surge is shared too',
    deployment(8, '50%'),
    set('new', 2, 4, 6, 2, 1),
    [set('old', 4, 4, 6)],
    ['old 8', 'new 4'],
  ],
  ['down to none', deployment(0), set('new', 2, 4, 4, 2, 1), [set('old', 2, 4)], ['old 0', 'new 0']],
])('%s', (_, given, fresh, old, expected) =>
  expect(scaleStep(given, fresh, old).map(({ set: { metadata }, to }) => `${metadata.name} ${to}`)).toEqual(expected),
);
