import { expect, test } from 'vitest';
import { schedulingPicture } from './scheduling-picture.ts';

test('a refused node has its filter and reason, a feasible one its scores, and the rows stand by name', () => {
  const picture = schedulingPicture({
    pod: 'default/web',
    allNodes: 3,
    refused: [
      {
        node: 'node-b',
        plugin: 'NodeAffinity',
        reasons: ["node(s) didn't match Pod's node affinity/selector"],
        code: 'unresolvable',
      },
    ],
    feasible: ['node-c', 'node-a'],
    scores: [
      { plugin: 'TaintToleration', weight: 3, weighted: [300, 300] },
      { plugin: 'NodeResourcesFit', weight: 1, weighted: [98, 60] },
    ],
    final: [398, 360],
    ties: ['node-c'],
    chosen: 'node-c',
    message: undefined,
    preemption: undefined,
  });
  expect(picture).toEqual({
    pod: 'default/web',
    filters: ['NodeAffinity'],
    rows: [
      { node: 'node-a', scores: { TaintToleration: 300, NodeResourcesFit: 60 }, total: 360, chosen: false },
      {
        node: 'node-b',
        rejectedBy: 'NodeAffinity',
        reason: "node(s) didn't match Pod's node affinity/selector",
        chosen: false,
      },
      { node: 'node-c', scores: { TaintToleration: 300, NodeResourcesFit: 98 }, total: 398, chosen: true },
    ],
  });
});

test('filters stand in the order in which a node meets them, whichever refused the first node', () => {
  const refusal = (node: string, plugin: string) => ({ node, plugin, reasons: [], code: 'unschedulable' as const });
  const { filters } = schedulingPicture({
    pod: 'default/web',
    allNodes: 2,
    refused: [refusal('node-a', 'NodeResourcesFit'), refusal('node-b', 'TaintToleration')],
    feasible: [],
    scores: [],
    final: [],
    ties: [],
    chosen: undefined,
    message: undefined,
    preemption: undefined,
  });
  expect(filters).toEqual(['TaintToleration', 'NodeResourcesFit']);
});
