import { expect, test } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/schema/kinds.ts';
import type { ClusterEvent } from '../cluster-event.ts';
import { exampleCluster, exampleNode, examplePod, verdicts, type ExampleNode } from '../cluster.fixture.ts';
import { pass, unresolvable } from '../framework.ts';
import type { Labels } from '../../selector.ts';
import type { Lookups } from '../lookups.ts';
import { volumeZone } from './volume-zone.ts';

const ZONE = 'topology.kubernetes.io/zone';
const OLD_ZONE = 'failure-domain.beta.kubernetes.io/zone';
const pod = examplePod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
const elsewhere = unresolvable('node(s) had no available volume zone');
const nodes: Record<string, ExampleNode> = {
  z1: { labels: { [ZONE]: 'z1' } },
  z2: { labels: { [ZONE]: 'z2' } },
  none: {},
};
const claim = (spec: object): PersistentVolumeClaim =>
  ({
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec,
  }) as unknown as PersistentVolumeClaim;
const volume = (labels: Labels): PersistentVolume =>
  ({ kind: 'PersistentVolume', metadata: { name: 'pv', labels } }) as unknown as PersistentVolume;
const bound = (labels: Labels): Partial<Lookups> => ({
  claim: () => claim({ volumeName: 'pv' }),
  volume: () => volume(labels),
});
const ofClass = (storageClass: object | undefined): Partial<Lookups> => ({
  claim: () => claim({ storageClassName: 'fast' }),
  storageClass: () => storageClass as StorageClass | undefined,
});

test.each<[string, Partial<Lookups>, unknown]>([
  ['a volume without labels is anywhere', bound({}), 'skip'],
  [
    'a volume of a zone; a node without labels is in none of them',
    bound({ [ZONE]: 'z1' }),
    { z1: pass, z2: elsewhere, none: pass },
  ],
  ['a volume of two zones', bound({ [ZONE]: 'z1__z2' }), { z1: pass, z2: pass, none: pass }],
  ['an old label matches the new one of a node', bound({ [OLD_ZONE]: 'z2' }), { z1: elsewhere, z2: pass, none: pass }],
  [
    'a label that no node has',
    bound({ 'topology.kubernetes.io/region': 'r' }),
    { z1: elsewhere, z2: elsewhere, none: pass },
  ],
  ['a label that cannot be read says nothing', bound({ [ZONE]: 'z1__' }), 'skip'],
  ['a claim that waits for the pod', ofClass({ volumeBindingMode: 'WaitForFirstConsumer' }), 'skip'],
  [
    'a claim that should be bound',
    ofClass({ volumeBindingMode: 'Immediate' }),
    unresolvable('PersistentVolume had no name'),
  ],
  ['a class that is not there', ofClass(undefined), unresolvable('storageclass.storage.k8s.io "fast" not found')],
  [
    'a claim without a class',
    { claim: () => claim({}) },
    unresolvable('PersistentVolumeClaim had no pv name and storageClass name'),
  ],
  ['a claim that is not there', {}, unresolvable('persistentvolumeclaim "data" not found')],
  [
    'a volume that is not there',
    { claim: () => claim({ volumeName: 'pv' }) },
    unresolvable('persistentvolume "pv" not found'),
  ],
])('%s', (_, lookups, expected) =>
  expect(verdicts(volumeZone, pod, exampleCluster(nodes, {}, lookups))).toEqual(expected),
);

test('what may help: a node or a volume that is labelled anew, the claim, a class that waits', () => {
  const storage = (object: object, before?: object): ClusterEvent =>
    ({ type: 'storage', object, before }) as ClusterEvent;
  const node = (labels: Labels): ReturnType<typeof exampleNode> => exampleNode('a', { labels });
  const helps = (event: ClusterEvent): boolean => volumeZone.mayHelp(pod, event);
  expect([
    helps({ type: 'node-updated', before: node({}), node: node({ [ZONE]: 'z1' }) }),
    helps(storage(volume({ [ZONE]: 'z1' }), volume({}))),
    helps(storage(volume({}), volume({}))),
    helps(storage(claim({}))),
    helps(storage({ kind: 'StorageClass', volumeBindingMode: 'WaitForFirstConsumer' })),
    helps(storage({ kind: 'StorageClass', volumeBindingMode: 'Immediate' })),
  ]).toEqual([true, true, false, true, true, false]);
});
