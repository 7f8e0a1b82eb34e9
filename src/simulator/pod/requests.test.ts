import { expect, test } from 'vitest';
import type { Container, PodSpec, PodStatus } from '../api/schema/kinds.ts';
import { podPlacedRequests, podRequests, podScoredRequests } from './requests.ts';

const Mi = 1024 * 1024;
const container = (requests: Record<string, string>, rest: Partial<Container> = {}): Container => ({
  name: 'app',
  resources: { requests },
  ...rest,
});
const sidecar = (requests: Record<string, string>): Container =>
  container(requests, { name: 'side', restartPolicy: 'Always' });
const none = { milliCpu: 0, memory: 0, ephemeralStorage: 0, scalars: {} };

test.each<[string, Partial<PodSpec>, object]>([
  ['nothing asked for', { containers: [container({})] }, none],
  [
    'containers add up',
    { containers: [container({ cpu: '1' }), container({ cpu: '250m' })] },
    { ...none, milliCpu: 1250 },
  ],
  [
    'the largest init container counts',
    { containers: [container({ cpu: '1' })], initContainers: [container({ cpu: '3' }), container({ cpu: '2' })] },
    { ...none, milliCpu: 3000 },
  ],
  [
    'a smaller init container does not',
    { containers: [container({ memory: '64Mi' })], initContainers: [container({ memory: '32Mi' })] },
    { ...none, memory: 64 * Mi },
  ],
  [
    'a sidecar stays beside the containers',
    { containers: [container({ cpu: '1' })], initContainers: [sidecar({ cpu: '500m' })] },
    { ...none, milliCpu: 1500 },
  ],
  [
    'an init container runs beside the sidecars before it',
    { containers: [container({ cpu: '100m' })], initContainers: [sidecar({ cpu: '500m' }), container({ cpu: '2' })] },
    { ...none, milliCpu: 2500 },
  ],
  [
    'but not beside those after it',
    { containers: [container({ cpu: '100m' })], initContainers: [container({ cpu: '2' }), sidecar({ cpu: '500m' })] },
    { ...none, milliCpu: 2000 },
  ],
  [
    'pod-level requests replace the sum',
    { containers: [container({ cpu: '3', memory: '64Mi' })], resources: { requests: { cpu: '2' } } },
    { ...none, milliCpu: 2000, memory: 64 * Mi },
  ],
  [
    'overhead comes on top',
    { containers: [container({ cpu: '1' })], overhead: { cpu: '50m', memory: '10Mi' } },
    { ...none, milliCpu: 1050, memory: 10 * Mi },
  ],
  [
    'extended resources are counted',
    { containers: [container({ 'nvidia.com/gpu': '2', 'ephemeral-storage': '1Mi' })] },
    { ...none, ephemeralStorage: Mi, scalars: { 'nvidia.com/gpu': 2 } },
  ],
])('%s', (_, spec, expected) => expect(podRequests({ spec: spec as PodSpec })).toEqual(expected));

test.each<[string, Partial<PodStatus>, number]>([
  [
    'a smaller wish keeps what is still in force',
    {
      containerStatuses: [
        { name: 'app', resources: { requests: { cpu: '2' } }, allocatedResources: { cpu: '1' } },
      ] as never,
    },
    2000,
  ],
  [
    'an infeasible wish does not count',
    {
      conditions: [{ type: 'PodResizePending', reason: 'Infeasible', status: 'True' }],
      containerStatuses: [{ name: 'app', resources: { requests: { cpu: '500m' } } }] as never,
    },
    500,
  ],
])('%s', (_, status, expected) =>
  expect(
    podRequests({ spec: { containers: [container({ cpu: '1' })] } as PodSpec, status: status as PodStatus }).milliCpu,
  ).toBe(expected),
);

test('a container that asks for nothing scores as 100m and 200Mi', () => {
  const spec = { containers: [container({}), container({ cpu: '0' }), container({ memory: '10Mi' })] } as PodSpec;
  expect(podScoredRequests({ spec })).toEqual({ milliCpu: 200, memory: 410 * Mi });
});

test.each<[string, Record<string, string> | undefined, object, object]>([
  ['no pod level', undefined, { milliCpu: 1100, memory: 264 * Mi }, { milliCpu: 1100, memory: 264 * Mi }],
  ['cpu at pod level', { cpu: '4' }, { milliCpu: 4000, memory: 64 * Mi }, { milliCpu: 1100, memory: 264 * Mi }],
  [
    'both at pod level',
    { cpu: '4', memory: '1Gi' },
    { milliCpu: 4000, memory: 1024 * Mi },
    { milliCpu: 1100, memory: 264 * Mi },
  ],
])('what is assumed where a container does not say: %s', (_, requests, onItsNode, placed) => {
  const spec = {
    containers: [container({ cpu: '1', memory: '64Mi' }), container({})],
    ...(requests ? { resources: { requests } } : {}),
  };
  expect([podScoredRequests({ spec }), podPlacedRequests({ spec })]).toEqual([onItsNode, placed]);
});

test('a resource that neither level asks for is assumed container by container', () => {
  const spec = { containers: [container({ cpu: '1' }), container({})], resources: { requests: { cpu: '2' } } };
  expect(podScoredRequests({ spec })).toEqual({ milliCpu: 2000, memory: 400 * Mi });
});
