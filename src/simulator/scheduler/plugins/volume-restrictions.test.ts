import { expect, test } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim, Volume } from '../../api/schema/kinds.ts';
import { schedulingCycle } from '../cycle.ts';
import { exampleCluster, examplePod, verdicts, type ExamplePod } from '../cluster.fixture.ts';
import { pass, unresolvable, unschedulable } from '../framework.ts';
import type { Lookups } from '../lookups.ts';
import { volumeRestrictions } from './volume-restrictions.ts';

const noDisk = unschedulable('node(s) had no available disk');
const inUse = unschedulable(
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
);
const mounting = (volume: Omit<Volume, 'name'>): ExamplePod => ({ volumes: [{ name: 'v', ...volume }] });
const gce = (pdName: string, readOnly = false): ExamplePod => mounting({ gcePersistentDisk: { pdName, readOnly } });
const ebs = (volumeID: string): ExamplePod => mounting({ awsElasticBlockStore: { volumeID, readOnly: true } });
const iscsi = (iqn: string, readOnly = false): ExamplePod =>
  mounting({ iscsi: { iqn, readOnly, lun: 0, targetPortal: '' } });
const rbd = (monitors: readonly string[], image: string): ExamplePod =>
  mounting({ rbd: { monitors, image, pool: 'rbd' } });

test.each<[string, ExamplePod, ExamplePod, unknown]>([
  ['a pod without such disks is not looked at', mounting({ emptyDir: {} }), gce('x'), 'skip'],
  ['a disk that is taken', gce('x'), gce('x'), { a: noDisk, b: pass }],
  ['another disk', gce('y'), gce('x'), { a: pass, b: pass }],
  ['a disk that both only read', gce('x', true), gce('x', true), { a: pass, b: pass }],
  ['a disk that one of them writes', gce('x', true), gce('x'), { a: noDisk, b: pass }],
  ['an EBS volume, even to read', ebs('x'), ebs('x'), { a: noDisk, b: pass }],
  ['an iSCSI target', iscsi('x'), iscsi('x', true), { a: noDisk, b: pass }],
  ['a Ceph image behind a monitor that both name', rbd(['m1', 'm2'], 'i'), rbd(['m2'], 'i'), { a: noDisk, b: pass }],
  ['an image of another cluster', rbd(['m1'], 'i'), rbd(['m2'], 'i'), { a: pass, b: pass }],
])('%s', (_, pod, other, expected) =>
  expect(verdicts(volumeRestrictions, examplePod(pod), exampleCluster({ a: {}, b: {} }, { a: [other] }))).toEqual(
    expected,
  ),
);

const claiming = (claimName: string, rest: ExamplePod = {}): ExamplePod => ({
  ...mounting({ persistentVolumeClaim: { claimName } }),
  ...rest,
});
const modes = (...accessModes: string[]): Partial<Lookups> => ({
  claim: (_, name) => ({ metadata: { name }, spec: { accessModes } }) as unknown as PersistentVolumeClaim,
});

test.each<[string, Partial<Lookups>, ExamplePod, unknown]>([
  ['a claim that is not there', {}, claiming('data'), unresolvable('persistentvolumeclaim "data" not found')],
  ['a claim for one pod alone', modes('ReadWriteOncePod'), claiming('data'), { a: inUse, b: inUse }],
  ['one that no pod uses', modes('ReadWriteOncePod'), claiming('other'), 'skip'],
  ['one of the same name elsewhere', modes('ReadWriteOncePod'), claiming('data', { namespace: 'other' }), 'skip'],
  ['a claim for one node', modes('ReadWriteOnce'), claiming('data'), 'skip'],
])('%s', (_, lookups, pod, expected) => {
  const cluster = exampleCluster({ a: {}, b: {} }, { a: [claiming('data')] }, lookups);
  expect(verdicts(volumeRestrictions, examplePod(pod), cluster)).toEqual(expected);
});

test('a claim is free again when its pod goes, and a more important pod preempts that one', () => {
  const cluster = exampleCluster({ a: {} }, {}, modes('ReadWriteOncePod'));
  const user = examplePod(claiming('data', { name: 'user' }));
  cluster.addPod(user, 'a');
  const attempt = (priority: number): unknown => {
    const pod = examplePod(claiming('data', { priority }));
    const ready = 'preFilter' in volumeRestrictions && volumeRestrictions.preFilter(pod, cluster);
    if (!ready || ready === 'skip' || 'code' in ready) return ready;
    const without = ready.copy?.();
    const node = cluster.nodes[0];
    if (node) without?.withPod?.(user, node, -1);
    return node && [ready.filter(node), without?.filter(node)];
  };
  expect(attempt(9)).toEqual([inUse, pass]);
  cluster.removePod(user, 'a');
  expect(attempt(9)).toBe('skip');
});

test('what may help: the claim appears, the pod that has it goes, a node comes', () => {
  const pod = examplePod(claiming('data'));
  const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' } };
  const object = claim as unknown as PersistentVolumeClaim;
  const gone = (other: ExamplePod): boolean =>
    volumeRestrictions.mayHelp(pod, { type: 'pod-removed', pod: examplePod({ name: 'other', ...other }) });
  expect([
    volumeRestrictions.mayHelp(pod, { type: 'storage', object }),
    volumeRestrictions.mayHelp(pod, { type: 'storage', object, before: object }),
    gone(claiming('data')),
    gone(claiming('data', { namespace: 'other' })),
    gone({}),
  ]).toEqual([true, false, true, false, false]);
});

test('a more important pod takes the claim from the one that has it', () => {
  const lookups = {
    claim: (_: string, name: string) =>
      ({
        metadata: { name, annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
        spec: { accessModes: ['ReadWriteOncePod'], volumeName: 'pv' },
        status: { phase: 'Bound' },
      }) as unknown as PersistentVolumeClaim,
    volume: () => ({ metadata: {}, spec: {} }) as unknown as PersistentVolume,
  };
  const attempt = (priority: number): unknown => {
    const { outcome } = schedulingCycle({
      pod: examplePod(claiming('data', { priority })),
      cluster: exampleCluster({ a: {}, b: {} }, { a: [claiming('data', { name: 'user' })] }, lookups),
      startAt: 0,
      nominated: () => [],
      budgets: () => [],
      random: () => 0,
      choose: ([first]) => first ?? '',
    });
    if (outcome.kind === 'placed' || typeof outcome.nominated !== 'object') return outcome;
    return [outcome.nominated.node, outcome.nominated.victims.map(({ key }) => key)];
  };
  expect(attempt(9)).toEqual(['a', ['default/user']]);
  expect(attempt(0)).toMatchObject({
    message:
      '0/2 nodes are available: 2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
  });
});
