import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { podResizeValidator } from './pod-resize-validator.ts';
import { podWith, requestFor, storeWith } from './request.fixture.ts';

const node: JsonObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a', labels: { 'kubernetes.io/os': 'linux' } },
  status: { allocatable: { cpu: '2', memory: '1Gi' } },
};
const windows: JsonObject = { ...node, metadata: { name: 'w', labels: { 'kubernetes.io/os': 'windows' } } };

const answer = (requests: JsonObject, nodeName: string | undefined, subresource?: 'resize'): string | undefined => {
  const before = podWith({}, nodeName ? { nodeName } : {});
  const after = podWith({ requests }, nodeName ? { nodeName } : {});
  const grown = { ...after, metadata: { ...after.metadata, generation: 2 } } as typeof after;
  const request = requestFor(grown, storeWith(node, windows), { operation: 'UPDATE', before, subresource });
  return podResizeValidator.validate?.(request)?.message;
};

test.each([
  ['what fits', { cpu: '2', memory: '1Gi' }, 'a', 'resize', undefined],
  [
    'too much of both',
    { cpu: '64', memory: '2Gi' },
    'a',
    'resize',
    'pods "web" is forbidden: Node didn\'t have enough allocatable resources: cpu, requested: 64000, allocatable: 2000; memory, requested: 2147483648, allocatable: 1073741824',
  ],
  ['too much, of no node yet', { cpu: '64' }, undefined, 'resize', undefined],
  ['too much, but no resize', { cpu: '64' }, 'a', undefined, undefined],
  ['a node that is gone', { cpu: '1' }, 'b', 'resize', 'pods "web" is forbidden: node "b" not found'],
  [
    'another system',
    { cpu: '1' },
    'w',
    'resize',
    'pods "web" is forbidden: pod resize is only supported on linux nodes, node "w" is "windows"',
  ],
] as const)('%s', (_, requests, nodeName, subresource, said) =>
  expect(answer(requests, nodeName, subresource)).toBe(said),
);
