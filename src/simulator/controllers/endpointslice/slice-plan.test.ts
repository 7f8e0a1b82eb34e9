import { expect, test } from 'vitest';
import type { Container, EndpointSlice, Node, Pod, Service } from '../../api/schema/kinds.ts';
import { planSlices } from './slice-plan.ts';
import { inStoredOrder } from './port-order.ts';

const service = (spec: Partial<Service['spec']> = {}, labels: Record<string, string> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', uid: 'u', resourceVersion: '1', creationTimestamp: '', labels },
  spec: { clusterIP: '10.96.0.2', ports: [{ port: 80 }], ...spec },
  status: {},
});
const pod = (name: string, ready = true, rest: Partial<Container> = {}, ip = `10.244.0.${name}`): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', uid: `uid-${name}`, resourceVersion: '1', creationTimestamp: '' },
  spec: { nodeName: 'a', containers: [{ name: 'app', ...rest }] },
  status: {
    phase: 'Running',
    podIPs: [{ ip }],
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  },
});
const node = { metadata: { name: 'a', labels: { 'topology.kubernetes.io/zone': 'z1' } } } as unknown as Node;
const plan = (svc: Service, pods: readonly Pod[], slices: readonly EndpointSlice[] = []) =>
  planSlices(svc, pods, (name) => (name === 'a' ? node : undefined), slices, 'IPv4');
const stored = (svc: Service, pods: readonly Pod[]): EndpointSlice[] =>
  plan(svc, pods).create.map(({ labels, ...rest }, i) => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `web-${i}`, uid: `s${i}`, resourceVersion: '1', creationTimestamp: '', labels },
    ...rest,
  }));
const conditions = (pods: readonly Pod[], spec: Partial<Service['spec']> = {}) =>
  plan(service(spec), pods).create.flatMap(({ endpoints }) => endpoints.map((one) => one.conditions));

test.each([
  ['a ready Pod', pod('1'), {}, { ready: true, serving: true, terminating: false }],
  ['a Pod that is not', pod('1', false), {}, { ready: false, serving: false, terminating: false }],
  [
    'one that is published all the same',
    pod('1', false),
    { publishNotReadyAddresses: true },
    { ready: true, serving: false, terminating: false },
  ],
  [
    'one that ends',
    { ...pod('1'), metadata: { ...pod('1').metadata, deletionTimestamp: 'now' } },
    {},
    { ready: false, serving: true, terminating: true },
  ],
] as const)('%s is told apart', (_, one, spec, expected) => expect(conditions([one], spec)).toEqual([expected]));

test('a Service without Pods has one empty slice, which is kept', () => {
  const svc = service();
  const slices = stored(svc, []);
  expect(slices).toHaveLength(1);
  expect(plan(svc, [], slices)).toEqual({ create: [], update: [], remove: [] });
});

test('nothing is written where all is as it should be', () => {
  const svc = service();
  const pods = [pod('1'), pod('2')];
  expect(plan(svc, pods, stored(svc, pods))).toEqual({ create: [], update: [], remove: [] });
});

test('the first endpoint goes into the empty slice', () => {
  const svc = service();
  const { create, update, remove } = plan(svc, [pod('1')], stored(svc, []));
  expect([create, remove]).toEqual([[], []]);
  expect(update[0]?.of.metadata.name).toBe('web-0');
  expect(update[0]?.endpoints[0]).toMatchObject({ addresses: ['10.244.0.1'], nodeName: 'a', zone: 'z1' });
});

test('Pods that give a port different numbers are in different slices', () => {
  const named = service({ ports: [{ port: 80, targetPort: 'http' }] });
  const at = (name: string, containerPort: number): Pod =>
    pod(name, true, { ports: [{ name: 'http', containerPort }] });
  const slices = plan(named, [at('1', 8080), at('2', 9090), pod('3')]).create;
  expect(slices.map(({ ports }) => ports.map(({ port }) => port))).toEqual([[8080], [9090], []]);
});

test('a slice holds a hundred endpoints', () => {
  const many = Array.from({ length: 250 }, (_, i) => pod(`p${i}`, true, {}, `10.0.${i >> 8}.${i & 255}`));
  expect(plan(service(), many).create.map(({ endpoints }) => endpoints.length)).toEqual([100, 100, 50]);
  const slices = stored(service(), many.slice(0, 150));
  const { create, update } = plan(service(), many.slice(0, 180), slices);
  expect([create.length, update.map(({ of, endpoints }) => [of.metadata.name, endpoints.length])]).toEqual([
    0,
    [['web-1', 80]],
  ]);
});

test('Pods that have ended, have no address or are on a node that is not there have no endpoint', () => {
  const over: Pod = { ...pod('1'), status: { ...pod('1').status, phase: 'Succeeded' } };
  const lost: Pod = { ...pod('2'), spec: { ...pod('2').spec, nodeName: 'ghost' } };
  const young: Pod = { ...pod('3'), status: { phase: 'Pending' } };
  expect(conditions([over, lost, young])).toEqual([]);
});

test("a slice has its Service's labels, and says where the Service has no address", () => {
  const svc = service({ clusterIP: 'None' }, { team: 'blue' });
  expect(plan(svc, []).create[0]?.labels).toEqual({
    team: 'blue',
    'service.kubernetes.io/headless': '',
    'kubernetes.io/service-name': 'web',
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
  });
});

test('a Service that prefers its own zone says for whom its endpoints are', () =>
  expect(plan(service({ trafficDistribution: 'PreferSameZone' }), [pod('1')]).create[0]?.endpoints[0]?.hints).toEqual({
    forZones: [{ name: 'z1' }],
  }));

test('ports are in the order of their hashes', () => {
  const ports = inStoredOrder([
    { name: 'http', protocol: 'TCP', port: 80 },
    { name: 'metrics', protocol: 'TCP', port: 9100 },
  ]);
  expect(ports.map(({ name }) => name)).toEqual(['metrics', 'http']);
});
