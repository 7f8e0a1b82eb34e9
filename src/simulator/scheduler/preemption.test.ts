import { expect, test } from 'vitest';
import type { PodDisruptionBudget } from '../api/schema/kinds.ts';
import { schedulingCycle, type CycleResult } from './cycle.ts';
import { exampleCluster, examplePod, type ExamplePod } from './cluster.fixture.ts';

const HELPLESS =
  'no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';

function attempt(
  pods: Record<string, readonly ExamplePod[]>,
  pod: ExamplePod,
  budgets: readonly PodDisruptionBudget[] = [],
): CycleResult['outcome'] {
  const nodes = Object.fromEntries(Object.keys(pods).map((name) => [name, { allocatable: { cpu: '2' } }]));
  return schedulingCycle({
    pod: examplePod({ name: 'p', ...pod }),
    cluster: exampleCluster(nodes, pods),
    startAt: 0,
    nominated: () => [],
    budgets: () => budgets,
    random: () => 0,
    choose: ([first]) => first ?? '',
  }).outcome;
}

/** The node and the victims' names, or the message. */
function outcomeOf(outcome: CycleResult['outcome']): unknown {
  if (outcome.kind === 'placed') return outcome.node;
  const { nominated, message } = outcome;
  return typeof nominated === 'object'
    ? [nominated.node, ...nominated.victims.map(({ pod }) => pod.metadata.name)]
    : message;
}

const high: ExamplePod = { priority: 1000, requests: { cpu: '1' } };
const cpu = (amount: string, priority: number, rest: ExamplePod = {}): ExamplePod => ({
  requests: { cpu: amount },
  priority,
  ...rest,
});

test.each<[string, Record<string, readonly ExamplePod[]>, ExamplePod, unknown]>([
  ['a pod of lower priority makes room', { a: [cpu('2', 0)] }, high, ['a', 'a-0']],
  [
    'one of equal priority does not',
    { a: [cpu('2', 1000)] },
    high,
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  ],
  [
    'nor does any where the node is too small',
    { a: [cpu('2', 0)] },
    { ...high, requests: { cpu: '3' } },
    `0/1 nodes are available: 1 Insufficient cpu. ${HELPLESS}`,
  ],
  [
    'a pod may choose never to preempt',
    { a: [cpu('2', 0)] },
    { ...high, preemptionPolicy: 'Never' },
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.',
  ],
  [
    'the more important are given back first',
    { a: [cpu('1', 1, { name: 'low' }), cpu('1', 5, { name: 'mid' })] },
    high,
    ['a', 'low'],
  ],
  [
    'of equals the one that runs longer stays',
    {
      a: [
        cpu('1', 1, { name: 'old', startTime: '2026-01-01T00:00:00Z' }),
        cpu('1', 1, { name: 'young', startTime: '2026-01-01T00:00:09Z' }),
      ],
    },
    high,
    ['a', 'young'],
  ],
  ['the node whose victim matters least', { a: [cpu('2', 5)], b: [cpu('2', 1)] }, high, ['b', 'b-0']],
  [
    'then the smallest sum, so the fewest victims',
    { a: [cpu('1', 1), cpu('1', 1)], b: [cpu('2', 1)] },
    { ...high, requests: { cpu: '2' } },
    ['b', 'b-0'],
  ],
  [
    'then the victims that started last',
    {
      a: [cpu('2', 1, { startTime: '2026-01-01T00:00:00Z' })],
      b: [cpu('2', 1, { startTime: '2026-01-01T00:00:09Z' })],
    },
    high,
    ['b', 'b-0'],
  ],
  [
    'a pod waits for the victims that are ending on its node',
    { a: [cpu('2', 0, { terminating: true })] },
    { ...high, nominated: 'a' },
    ['a', 'a-0'],
  ],
])('%s', (_, pods, pod, expected) => expect(outcomeOf(attempt(pods, pod))).toEqual(expected));

test('a node whose victim a budget protects is spared', () => {
  const budget = {
    metadata: { namespace: 'default', name: 'b' },
    spec: { selector: { matchLabels: { app: 'web' } } },
    status: { disruptionsAllowed: 0 },
  } as unknown as PodDisruptionBudget;
  const pods = { a: [cpu('2', 1, { labels: { app: 'web' } })], b: [cpu('2', 5)] };
  expect(outcomeOf(attempt(pods, high))).toEqual(['a', 'a-0']);
  expect(outcomeOf(attempt(pods, high, [budget]))).toEqual(['b', 'b-0']);
});

test('a pod that has preempted does not preempt again while its victims end', () => {
  const ending = examplePod(cpu('2', 0, { name: 'victim', terminating: true }));
  ending.pod = {
    ...ending.pod,
    status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }] },
  };
  const cluster = exampleCluster({ a: { allocatable: { cpu: '2' } } });
  cluster.addPod(ending, 'a');
  const { outcome } = schedulingCycle({
    pod: examplePod({ ...high, nominated: 'a' }),
    cluster,
    startAt: 0,
    nominated: () => [],
    budgets: () => [],
    random: () => 0,
    choose: ([first]) => first ?? '',
  });
  expect(outcome).toMatchObject({
    nominated: 'stays',
    message:
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to a terminating pod on the nominated node.',
  });
});
