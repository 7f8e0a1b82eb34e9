import { expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/schema/kinds.ts';
import { forgotten, nextRevision, revisionAnnotations } from './revisions.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
const deployment = (annotations: Record<string, string> = {}, revisionHistoryLimit = 10): Deployment =>
  ({ metadata: { annotations }, spec: { revisionHistoryLimit } }) as unknown as Deployment;
const set = (revision: number, { size = 0, seen = 1, going = false } = {}): ReplicaSet =>
  ({
    metadata: {
      name: `r${revision}`,
      generation: 1,
      annotations: { [REVISION]: String(revision) },
      ...(going ? { deletionTimestamp: 'T' } : {}),
    },
    spec: { replicas: size },
    status: { replicas: size, observedGeneration: seen },
  }) as unknown as ReplicaSet;

test('a revision is one more than all before', () =>
  expect([nextRevision([]), nextRevision([set(2), set(7)])]).toEqual([1, 8]));

test.each<[string, Record<string, string>, Record<string, string>, number, Record<string, string>]>([
  ['a new ReplicaSet gets its revision', {}, {}, 3, { [REVISION]: '3' }],
  [
    'one that becomes current again remembers what it was',
    {},
    { [REVISION]: '1' },
    3,
    { [REVISION]: '3', [HISTORY]: '1' },
  ],
  ['each time', {}, { [REVISION]: '3', [HISTORY]: '1' }, 5, { [REVISION]: '5', [HISTORY]: '1,3' }],
  ['the current one keeps it', {}, { [REVISION]: '3' }, 3, { [REVISION]: '3' }],
  [
    'what the Deployment is annotated with is copied, but for what is about it alone',
    { 'kubernetes.io/change-cause': 'why', [REVISION]: '9', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    { [REVISION]: '3' },
    3,
    { [REVISION]: '3', 'kubernetes.io/change-cause': 'why' },
  ],
])('%s', (_, own, before, revision, expected) =>
  expect(revisionAnnotations(deployment(own), before, revision)).toEqual(expected),
);

test.each<[string, number, readonly ReplicaSet[], readonly string[]]>([
  ['as many as the limit are kept', 2, [set(1), set(2)], []],
  ['the lowest revisions go', 1, [set(3), set(1), set(2)], ['r1', 'r2']],
  ['all go', 0, [set(1), set(2)], ['r1', 'r2']],
  ['one that still has Pods stays', 0, [set(1, { size: 1 }), set(2)], ['r2']],
  ['one that its controller has not seen stays', 0, [set(1, { seen: 0 }), set(2)], ['r2']],
  ['one that is going does not count', 1, [set(1, { going: true }), set(2)], []],
])('of the history: %s', (_, limit, old, expected) =>
  expect(forgotten(deployment({}, limit), old).map(({ metadata }) => metadata.name)).toEqual(expected),
);
