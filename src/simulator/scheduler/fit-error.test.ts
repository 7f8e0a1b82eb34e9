import { expect, test } from 'vitest';
import { fitErrorMessage, type Diagnosis } from './fit-error.ts';
import { unresolvable, unschedulable } from './framework.ts';

const refusals = new Map([
  ['a', unschedulable('Insufficient memory', 'Insufficient cpu')],
  ['b', unresolvable('node(s) were unschedulable')],
  ['c', unschedulable('Insufficient cpu')],
]);

test.each<[string, Diagnosis, string]>([
  [
    'reasons are counted and sorted as texts',
    { allNodes: 3, refusals, others: undefined },
    '0/3 nodes are available: 1 Insufficient memory, 1 node(s) were unschedulable, 2 Insufficient cpu.',
  ],
  [
    'nodes that were not looked at have a reason of their own',
    { allNodes: 5, refusals: new Map(), others: unresolvable('x') },
    '0/5 nodes are available: 5 x.',
  ],
  [
    'a refusal before the nodes stands for theirs',
    { allNodes: 3, refusals, others: undefined, preFilterMessage: 'no claim' },
    '0/3 nodes are available: no claim.',
  ],
  [
    'what preemption says comes last',
    {
      allNodes: 3,
      refusals: new Map([['a', unschedulable('x')]]),
      others: undefined,
      postFilterMessage: 'preemption: no.',
    },
    '0/3 nodes are available: 1 x. preemption: no.',
  ],
])('%s', (_, diagnosis, expected) => expect(fitErrorMessage(diagnosis)).toBe(expected));
