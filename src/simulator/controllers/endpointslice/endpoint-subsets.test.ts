import { expect, test } from 'vitest';
import type { Pod, Service } from '../../api/schema/kinds.ts';
import { Cluster } from '../../cluster.ts';
import { endpointSubsets } from './endpoint-subsets.ts';

const service = (spec: Partial<Service['spec']> = {}): Service =>
  ({ kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }], ...spec } }) as Service;
const pod = (ip: string, state: 'ready' | 'waiting' | 'ending' = 'ready'): Pod =>
  ({
    kind: 'Pod',
    metadata: { name: ip, uid: ip, ...(state === 'ending' ? { deletionTimestamp: 'now' } : {}) },
    spec: { containers: [] },
    status: {
      phase: 'Running',
      podIP: ip,
      conditions: [{ type: 'Ready', status: state === 'waiting' ? 'False' : 'True' }],
    },
  }) as unknown as Pod;
const addresses = (pods: readonly Pod[], spec: Partial<Service['spec']> = {}) =>
  endpointSubsets(service(spec), pods).subsets.map(({ addresses: ready, notReadyAddresses: waiting }) => [
    ready?.map(({ ip }) => ip) ?? [],
    waiting?.map(({ ip }) => ip) ?? [],
  ]);

test.each([
  ['no Pods', [], {}, []],
  ['ready ones apart from others, by address', [pod('2'), pod('1'), pod('3', 'waiting')], {}, [[['1', '2'], ['3']]]],
  ['all as ready where they are published', [pod('1', 'waiting')], { publishNotReadyAddresses: true }, [[['1'], []]]],
  ['none that end', [pod('1', 'ending')], {}, []],
  ['a port name that no Pod has', [pod('1')], { ports: [{ port: 80, targetPort: 'http' }] }, []],
  ['a headless Service without ports', [pod('1')], { ports: [], clusterIP: 'None' }, [[['1'], []]]],
])('%s', (_, pods, spec, expected) => expect(addresses(pods, spec)).toEqual(expected));

test('of more than a thousand, those that are not ready are left out first', () => {
  const many = Array.from({ length: 1200 }, (_, i) => pod(`10.0.${i >> 8}.${i & 255}`, i < 900 ? 'ready' : 'waiting'));
  const { subsets, isTruncated } = endpointSubsets(service(), many);
  expect([subsets[0]?.addresses?.length, subsets[0]?.notReadyAddresses?.length, isTruncated]).toEqual([900, 100, true]);
});

test('Endpoints come with their Service and go with it', () => {
  const cluster = new Cluster({ nodes: [], run: { scheduler: false, controllers: ['endpoints-controller'] } });
  cluster.kubectl('kubectl create service clusterip web --tcp=80');
  cluster.runUntil(1_000);
  expect(cluster.store.get('Endpoints', 'default', 'web')?.metadata.labels).toEqual({
    app: 'web',
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
  });
  cluster.kubectl('kubectl delete service web');
  cluster.runUntil(2_000);
  expect(cluster.store.get('Endpoints', 'default', 'web')).toBeUndefined();
});
