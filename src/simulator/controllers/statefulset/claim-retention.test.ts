import { expect, test } from 'vitest';
import type { OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/schema/kinds.ts';
import { isStale, ownersOfClaim } from './claim-retention.ts';

const set = (whenDeleted: string, whenScaled: string, replicas = 1): StatefulSet =>
  ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', uid: 'set' },
    spec: { replicas, persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } },
  }) as unknown as StatefulSet;
const pod = (ordinal: number): Pod =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `web-${ordinal}`, uid: `pod-${ordinal}` } }) as unknown as Pod;
const owner = (uid: string, controller = true): OwnerReference =>
  ({ apiVersion: 'v1', kind: 'Pod', name: uid, uid, controller }) as OwnerReference;
const claim = (...ownerReferences: OwnerReference[]): PersistentVolumeClaim =>
  ({ metadata: { name: 'data-web-0', ownerReferences } }) as unknown as PersistentVolumeClaim;

test.each<[string, StatefulSet, Pod, PersistentVolumeClaim, readonly string[] | undefined]>([
  ['kept in any case: nobody', set('Retain', 'Retain'), pod(0), claim(), undefined],
  ['no longer the set’s', set('Retain', 'Retain'), pod(0), claim(owner('set')), []],
  ['gone with the set', set('Delete', 'Retain'), pod(0), claim(), ['set']],
  ['the set has it already', set('Delete', 'Retain'), pod(0), claim(owner('set')), undefined],
  ['gone when scaled away: nobody’s while the Pod is wanted', set('Retain', 'Delete'), pod(0), claim(), undefined],
  ['and the Pod’s when it is not', set('Retain', 'Delete'), pod(1), claim(), ['pod-1']],
  [
    'gone with both: the set’s while the Pod is wanted',
    set('Delete', 'Delete'),
    pod(0),
    claim(owner('pod-0')),
    ['set'],
  ],
  ['and the Pod’s when it is not', set('Delete', 'Delete'), pod(1), claim(owner('set')), ['pod-1']],
  ['kept when scaled away, gone with the set', set('Delete', 'Retain'), pod(1), claim(owner('set')), undefined],
  ['other owners stay', set('Delete', 'Retain'), pod(0), claim(owner('other', false)), ['other', 'set']],
  ['what another controller has is left to it', set('Delete', 'Retain'), pod(0), claim(owner('other')), undefined],
])('%s', (_, given, of, having, expected) =>
  expect(ownersOfClaim(given, of, having)?.map(({ uid }) => uid)).toEqual(expected),
);

test('a claim that belongs to a former Pod of the name is stale', () => {
  const former = { ...owner('pod-0'), name: 'web-0' };
  expect([isStale(claim(former), 'web-0', undefined), isStale(claim(former), 'web-0', 'pod-0')]).toEqual([true, false]);
  expect(isStale(claim(owner('set')), 'web-0', undefined)).toBe(false);
});
