import { expect, test } from 'vitest';
import type { Pod, ResourceRequirements } from '../api/schema/kinds.ts';
import { oomScoreAdj } from './oom-score.ts';

const GI = 1024 ** 3;
const both = { cpu: '1', memory: '1Gi' };

test.each<[string, ResourceRequirements, number]>([
  ['BestEffort', {}, 1000],
  ['Guaranteed', { requests: both, limits: both }, -997],
  ['Burstable, asking for half of the node', { requests: { memory: '4Gi' } }, 500],
  ['Burstable, asking for a little', { requests: { memory: '1' } }, 999],
  ['Burstable, asking for all', { requests: { memory: '8Gi' } }, 3],
  ['Burstable, asking for no memory', { requests: { cpu: '1' } }, 999],
])('%s', (_, resources, expected) => {
  const container = { name: 'app', resources };
  expect(oomScoreAdj({ spec: { containers: [container] } } as unknown as Pod, container, 8 * GI)).toBe(expected);
});

test('what a Pod asks for beyond its containers is shared among them', () => {
  const app = { name: 'app', resources: { requests: { memory: '1Gi' } } };
  const side = { name: 'side' };
  const pod = { spec: { resources: { requests: { memory: '5Gi' } }, containers: [app, side] } } as unknown as Pod;
  expect([app, side].map((container) => oomScoreAdj(pod, container, 8 * GI))).toEqual([625, 750]);
});
