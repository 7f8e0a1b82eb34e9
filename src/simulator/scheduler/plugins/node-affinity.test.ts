import { expect, test } from 'vitest';
import type { NodeSelectorTerm, PreferredSchedulingTerm } from '../../api/schema/kinds.ts';
import { exampleCluster, examplePod, scores, verdicts, type ExamplePod } from '../cluster.fixture.ts';
import { unresolvable } from '../framework.ts';
import { nodeAffinity } from './node-affinity.ts';

const cluster = exampleCluster({
  gold: { labels: { tier: 'gold', cpus: '8' } },
  bronze: { labels: { tier: 'bronze', cpus: '2' } },
  plain: { labels: { cpus: 'many' } },
});
const required = (...nodeSelectorTerms: NodeSelectorTerm[]): ExamplePod => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const tier = (operator: string, ...values: string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key: 'tier', operator, values }],
});
const cpus = (operator: string, value: string): NodeSelectorTerm => ({
  matchExpressions: [{ key: 'cpus', operator, values: [value] }],
});

test.each<[string, ExamplePod, string[]]>([
  ['nodeSelector', { nodeSelector: { tier: 'gold' } }, ['gold']],
  ['nodeSelector wants every label', { nodeSelector: { tier: 'gold', cpus: '2' } }, []],
  ['In', required(tier('In', 'gold', 'silver')), ['gold']],
  ['NotIn is true where the label is absent', required(tier('NotIn', 'gold')), ['bronze', 'plain']],
  ['Exists', required(tier('Exists')), ['gold', 'bronze']],
  ['DoesNotExist', required(tier('DoesNotExist')), ['plain']],
  ['Gt compares whole numbers', required(cpus('Gt', '7')), ['gold']],
  ['Lt', required(cpus('Lt', '3')), ['bronze']],
  ['one term of several is enough', required(tier('In', 'gold'), tier('In', 'bronze')), ['gold', 'bronze']],
  [
    'expressions of a term must all hold',
    required({
      matchExpressions: [...(tier('Exists').matchExpressions ?? []), ...(cpus('Gt', '2').matchExpressions ?? [])],
    }),
    ['gold'],
  ],
  ['an empty term matches nothing', required({}), []],
  [
    'nodeSelector and affinity must both hold',
    { nodeSelector: { tier: 'gold' }, ...required(tier('In', 'bronze')) },
    [],
  ],
  [
    'a node by its name',
    required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['plain'] }] }),
    ['plain'],
  ],
])('%s', (_, pod, expected) => {
  const found = verdicts(nodeAffinity, examplePod(pod), cluster);
  const passing = Object.entries(found).flatMap(([name, verdict]) => (verdict.code === 'pass' ? [name] : []));
  expect(passing).toEqual(expected);
});

test.each<[string, ExamplePod, unknown]>([
  ['a pod that asks for no node is not looked at', {}, 'skip'],
  [
    'names that exclude each other are refused at once',
    required({ matchFields: [['a'], ['b']].map((values) => ({ key: 'metadata.name', operator: 'In', values })) }),
    unresolvable('pod affinity terms conflict'),
  ],
])('%s', (_, pod, expected) => expect(verdicts(nodeAffinity, examplePod(pod), cluster)).toEqual(expected));

test('only nodes that are named are worth looking at, unless another term may match more', () => {
  const named: NodeSelectorTerm = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['plain'] }] };
  const namesOf = (pod: ExamplePod): unknown => {
    const ready = 'preFilter' in nodeAffinity ? nodeAffinity.preFilter(examplePod(pod), cluster) : 'skip';
    return typeof ready === 'object' && 'filter' in ready ? ready.nodeNames : undefined;
  };
  expect([namesOf(required(named)), namesOf(required(named, tier('Exists')))]).toEqual([new Set(['plain']), undefined]);
});

test.each<[string, PreferredSchedulingTerm[], unknown]>([
  ['nothing preferred', [], 'skip'],
  [
    'the best has 100, the others their share',
    [
      { weight: 60, preference: tier('In', 'gold') },
      { weight: 20, preference: tier('Exists') },
    ],
    { gold: 100, bronze: 25, plain: 0 },
  ],
  ['an empty preference prefers none', [{ weight: 60, preference: {} }], { gold: 0, bronze: 0, plain: 0 }],
])('%s', (_, preferred, expected) => {
  const pod = examplePod({
    affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } },
  });
  expect(scores(nodeAffinity, pod, cluster)).toEqual(expected);
});
