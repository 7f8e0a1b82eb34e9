import { expect, test } from 'vitest';
import type { Pod } from '../../api/schema/kinds.ts';
import { binary, evictionMessage } from './eviction-message.ts';
import type { PodStatistics } from './ranking.ts';

const MI = 1024 * 1024;
const pod = (containers: readonly object[], spec: object = {}): Pod =>
  ({ metadata: { name: 'web' }, spec: { containers, ...spec } }) as unknown as Pod;
const uses = (
  memory: Readonly<Record<string, number>>,
  disk: Readonly<Record<string, number>> = {},
): PodStatistics => ({
  memory: new Map(Object.entries(memory)),
  disk: new Map(Object.entries(disk)),
  volumes: 0,
  processes: 3,
});
const met = { threshold: 100 * MI, available: 93_840 * 1024 };
const asks = (name: string, resource: string, request: string): object => ({
  name,
  resources: { requests: { [resource]: request } },
});

test('only containers that use more than they asked for are named', () =>
  expect(
    evictionMessage(
      'memory',
      pod([asks('app', 'memory', '100Mi'), asks('calm', 'memory', '100Mi'), { name: 'bare' }]),
      uses({ app: 200 * MI, calm: 100 * MI, bare: MI }),
      met,
    ),
  ).toEqual({
    message:
      'The node was low on resource: memory. Threshold quantity: 100Mi, available: 93840Ki. Container app was using 200Mi, request is 100Mi, has larger consumption of memory. Container bare was using 1Mi, request is 0, has larger consumption of memory. ',
    annotations: {
      offending_containers: 'app,bare',
      offending_containers_usage: '200Mi,1Mi',
      starved_resource: 'memory',
    },
  }));

test('a sidecar is named after the containers, a Pod of its own request before them', () =>
  expect(
    evictionMessage(
      'memory',
      pod([{ name: 'app' }], {
        initContainers: [{ name: 'side', restartPolicy: 'Always' }],
        resources: { requests: { memory: '64Mi' } },
      }),
      uses({ app: MI, side: 2 * MI }),
      met,
    ).message,
  ).toBe(
    'The node was low on resource: memory. Threshold quantity: 100Mi, available: 93840Ki. Pod web was using 3Mi, request is 64Mi, has larger consumption of memory. Container app was using 1Mi, request is 0, has larger consumption of memory. Container side was using 2Mi, request is 0, has larger consumption of memory. ',
  ));

test('of a full disk the files and the log of a container count', () =>
  expect(
    evictionMessage('ephemeral-storage', pod([{ name: 'app' }]), uses({ app: 9 * MI }, { app: 40_960 }), {
      threshold: 10_737_418_400,
      available: 1024,
    }).message,
  ).toBe(
    'The node was low on resource: ephemeral-storage. Threshold quantity: 10737418400, available: 1Ki. Container app was using 40Ki, request is 0, has larger consumption of ephemeral-storage. ',
  ));

test('of process ids nobody is blamed', () =>
  expect(
    evictionMessage('pids', pod([{ name: 'app' }]), uses({ app: MI }), { threshold: 32_700, available: 32_650 }),
  ).toEqual({
    message: 'The node was low on resource: pids. Threshold quantity: 32700, available: 32650. ',
    annotations: { offending_containers: '', offending_containers_usage: '', starved_resource: 'pids' },
  }));

test.each([
  [0, '0'],
  [1023, '1023'],
  [104_857_600, '100Mi'],
  [5 * 1024 ** 3, '5Gi'],
  [1536 * 1024, '1536Ki'],
])('%d bytes are %s', (bytes, text) => expect(binary(bytes)).toBe(text));
