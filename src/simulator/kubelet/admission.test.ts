import { expect, test } from 'vitest';
import type { Node, Pod, PodSpec } from '../api/schema/kinds.ts';
import { rejection } from './admission.ts';

const node = {
  metadata: { name: 'node-1', labels: { disk: 'ssd' } },
  spec: {
    taints: [
      { key: 'gone', effect: 'NoExecute' },
      { key: 'soft', effect: 'NoSchedule' },
    ],
  },
  status: { allocatable: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '1Gi', pods: '2' } },
} as unknown as Node;
const tolerations = [{ operator: 'Exists' }];
const pod = (spec: Partial<PodSpec> = {}): Pod =>
  ({ metadata: {}, spec: { containers: [{ name: 'app' }], tolerations, ...spec } }) as Pod;
const asking = (cpu: string): Pod => pod({ containers: [{ name: 'app', resources: { requests: { cpu } } }] });
const onPort = (hostPort: number): Pod =>
  pod({ containers: [{ name: 'app', ports: [{ containerPort: 80, hostPort }] }] });

const sysctl = (name: string): Pod => pod({ securityContext: { sysctls: [{ name, value: '1' }] } });

test.each<[string, Pod, Pod[], string | undefined]>([
  ['room for it', asking('1'), [asking('1')], undefined],
  ['too little CPU', asking('1500m'), [asking('1')], 'OutOfcpu'],
  ['too many Pods', pod(), [pod(), pod()], 'OutOfpods'],
  ['its host port taken', onPort(80), [onPort(80)], 'NodePorts'],
  ['another host port taken', onPort(80), [onPort(81)], undefined],
  ['a label it wants', pod({ nodeSelector: { disk: 'ssd' } }), [], undefined],
  ['another label', pod({ nodeSelector: { disk: 'hdd' } }), [], 'NodeAffinity'],
  ['a NoExecute taint', pod({ tolerations: [] }), [], 'TaintToleration'],
  ['another system than it is made for', pod({ os: { name: 'windows' } }), [], 'PodOSNotSupported'],
  ['a kernel parameter of its own', sysctl('net.ipv4.tcp_syncookies'), [], undefined],
  ['a kernel parameter that all share', sysctl('kernel.msgmax'), [], 'SysctlForbidden'],
  ['only a NoSchedule taint', pod({ tolerations: [{ key: 'gone', operator: 'Exists' }] }), [], undefined],
])('a node with %s', (_, wanted, others, expected) => expect(rejection(node, wanted, others)?.reason).toBe(expected));

test('the refusal says how much is missing', () =>
  expect(rejection(node, asking('1500m'), [asking('1')])?.message).toBe(
    "Node didn't have enough resource: cpu, requested: 1500, used: 1000, capacity: 2000",
  ));
