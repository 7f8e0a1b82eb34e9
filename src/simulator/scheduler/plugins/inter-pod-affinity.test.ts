import { expect, test } from 'vitest';
import type { PodAffinityTerm } from '../../api/schema/kinds.ts';
import { exampleCluster, exampleNode, examplePod, scores, verdicts, type ExamplePod } from '../cluster.fixture.ts';
import { pass, unresolvable, unschedulable, type FilterPlugin } from '../framework.ts';
import { interPodAffinity } from './inter-pod-affinity.ts';

const term = (app: string, topologyKey = 'zone', rest: Partial<PodAffinityTerm> = {}): PodAffinityTerm => ({
  labelSelector: { matchLabels: { app } },
  topologyKey,
  ...rest,
});
const near = (...terms: PodAffinityTerm[]): ExamplePod => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
});
const apart = (...terms: PodAffinityTerm[]): ExamplePod => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
});
const nodes = { a1: { labels: { zone: 'a' } }, a2: { labels: { zone: 'a' } }, b1: { labels: { zone: 'b' } }, bare: {} };
const noAffinity = unresolvable("node(s) didn't match pod affinity rules");
const noAntiAffinity = unschedulable("node(s) didn't match pod anti-affinity rules");
const existingRefuse = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");
const web = { app: 'web' };

test.each<[string, Record<string, readonly ExamplePod[]>, ExamplePod, unknown]>([
  ['no affinity anywhere', { a1: [{ labels: web }] }, {}, 'skip'],
  [
    'near a pod: its whole zone',
    { a1: [{ labels: web }] },
    near(term('web')),
    { a1: pass, a2: pass, b1: noAffinity, bare: noAffinity },
  ],
  ['nobody to be near', {}, near(term('web')), { a1: noAffinity, a2: noAffinity, b1: noAffinity, bare: noAffinity }],
  [
    'the first of its kind may go where the label is',
    {},
    { labels: web, ...near(term('web')) },
    { a1: pass, a2: pass, b1: pass, bare: noAffinity },
  ],
  [
    'but not while another is somewhere',
    { b1: [{ labels: web }] },
    { labels: web, ...near(term('web')) },
    { a1: noAffinity, a2: noAffinity, b1: pass, bare: noAffinity },
  ],
  [
    'a pod must match all terms',
    { a1: [{ labels: web }], b1: [{ labels: { app: 'web', tier: 'x' } }] },
    near(term('web'), { ...term('web'), labelSelector: { matchLabels: { tier: 'x' } } }),
    { a1: noAffinity, a2: noAffinity, b1: pass, bare: noAffinity },
  ],
  [
    'apart from a pod: not in its zone',
    { a1: [{ labels: web }] },
    apart(term('web')),
    { a1: noAntiAffinity, a2: noAntiAffinity, b1: pass, bare: pass },
  ],
  [
    'a pod that wants to be apart from this one',
    { b1: [apart(term('web', 'kubernetes.io/hostname'))] },
    { labels: web },
    { a1: pass, a2: pass, b1: existingRefuse, bare: pass },
  ],
  ['it refuses only those that it matches', { b1: [apart(term('db'))] }, { labels: web }, 'skip'],
  [
    'another namespace does not count',
    { a1: [{ labels: web, namespace: 'other' }] },
    apart(term('web')),
    { a1: pass, a2: pass, b1: pass, bare: pass },
  ],
  [
    'unless it is named',
    { a1: [{ labels: web, namespace: 'other' }] },
    apart(term('web', 'zone', { namespaces: ['other'] })),
    { a1: noAntiAffinity, a2: noAntiAffinity, b1: pass, bare: pass },
  ],
  [
    'or selected',
    { a1: [{ labels: web, namespace: 'other' }] },
    apart(term('web', 'zone', { namespaceSelector: { matchLabels: { team: 'x' } } })),
    { a1: noAntiAffinity, a2: noAntiAffinity, b1: pass, bare: pass },
  ],
  [
    'no selector selects nobody',
    { a1: [{ labels: web }] },
    apart({ topologyKey: 'zone' }),
    { a1: pass, a2: pass, b1: pass, bare: pass },
  ],
])('%s', (_, pods, pod, expected) => {
  const namespaceLabels = (namespace: string): Record<string, string> => (namespace === 'other' ? { team: 'x' } : {});
  expect(verdicts(interPodAffinity, examplePod(pod), exampleCluster(nodes, pods, { namespaceLabels }))).toEqual(
    expected,
  );
});

test('a copy takes note of pods that go, the original does not', () => {
  const cluster = exampleCluster(nodes, { a1: [{ labels: web }] });
  const plugin: FilterPlugin = interPodAffinity;
  const ready = 'preFilter' in plugin ? plugin.preFilter(examplePod(apart(term('web'))), cluster) : 'skip';
  const [a1] = cluster.nodes;
  const leaving = [...(a1?.pods.values() ?? [])][0];
  if (typeof ready === 'string' || 'code' in ready || !a1 || !leaving) throw new Error('expected a filter');
  const copy = ready.copy?.();
  copy?.withPod?.(leaving, a1, -1);
  expect([copy?.filter(a1), ready.filter(a1)]).toEqual([pass, noAntiAffinity]);
});

const prefers = (
  sort: 'podAffinity' | 'podAntiAffinity',
  weight: number,
  podAffinityTerm: PodAffinityTerm,
): ExamplePod => ({
  affinity: { [sort]: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm }] } },
});

test.each<[string, Record<string, readonly ExamplePod[]>, ExamplePod, unknown]>([
  ['nothing preferred by anybody', { a1: [{ labels: web }] }, {}, 'skip'],
  [
    'towards a pod',
    { a1: [{ labels: web }] },
    prefers('podAffinity', 10, term('web')),
    { a1: 100, a2: 100, b1: 0, bare: 0 },
  ],
  [
    'away from it',
    { a1: [{ labels: web }] },
    prefers('podAntiAffinity', 10, term('web')),
    { a1: 0, a2: 0, b1: 100, bare: 100 },
  ],
  [
    'an existing pod prefers this one',
    { b1: [prefers('podAffinity', 5, term('web'))] },
    { labels: web },
    { a1: 0, a2: 0, b1: 100, bare: 0 },
  ],
  [
    'an existing pod that requires it weighs 1',
    { b1: [near(term('web'))], a1: [prefers('podAffinity', 4, term('web'))] },
    { labels: web },
    { a1: 100, a2: 100, b1: 25, bare: 0 },
  ],
  [
    'each matching pod counts',
    { a1: [{ labels: web }, { labels: web }], b1: [{ labels: web }] },
    prefers('podAffinity', 1, term('web')),
    { a1: 100, a2: 100, b1: 50, bare: 0 },
  ],
])('%s', (_, pods, pod, expected) =>
  expect(scores(interPodAffinity, examplePod(pod), exampleCluster(nodes, pods))).toEqual(expected),
);

test.each<[string, ExamplePod, Parameters<FilterPlugin['mayHelp']>[1], boolean]>([
  ['a matching pod comes', near(term('web')), { type: 'pod-assigned', pod: examplePod({ labels: web }) }, true],
  ['another pod comes', near(term('web')), { type: 'pod-assigned', pod: examplePod() }, false],
  ['an unwanted pod goes', apart(term('web')), { type: 'pod-removed', pod: examplePod({ labels: web }) }, true],
  ['a pod that refused goes', { labels: web }, { type: 'pod-removed', pod: examplePod(apart(term('web'))) }, true],
  [
    'one goes that only one of two terms matches',
    apart(term('web'), term('api')),
    { type: 'pod-removed', pod: examplePod({ labels: web }) },
    false,
  ],
  [
    'the last of its kind goes: it is not told that it may be the first now',
    { labels: web, ...near(term('web')) },
    { type: 'pod-removed', pod: examplePod({ labels: web }) },
    false,
  ],
  [
    'a wanted pod loses its label',
    near(term('web')),
    { type: 'pod-updated', before: examplePod({ labels: web }), pod: examplePod() },
    false,
  ],
  [
    'an unwanted pod loses its label',
    apart(term('web')),
    { type: 'pod-updated', before: examplePod({ labels: web }), pod: examplePod() },
    true,
  ],
  [
    'any node, for one that wants to be apart',
    apart(term('web')),
    { type: 'node-added', node: exampleNode('c') },
    true,
  ],
  ['any node, for one that others refuse', { labels: web }, { type: 'node-added', node: exampleNode('c') }, false],
  [
    'a node leaves its zone, for one that wants to be apart',
    apart(term('web')),
    { type: 'node-updated', before: exampleNode('c', { labels: { zone: 'c' } }), node: exampleNode('c') },
    true,
  ],
  ['an indifferent pod goes', apart(term('web')), { type: 'pod-removed', pod: examplePod() }, false],
  [
    'a node with the label comes',
    near(term('web')),
    { type: 'node-added', node: exampleNode('c', { labels: { zone: 'c' } }) },
    true,
  ],
  ['a node without it', near(term('web')), { type: 'node-added', node: exampleNode('c') }, false],
])('may help: %s', (_, pod, event, expected) =>
  expect(interPodAffinity.mayHelp(examplePod(pod), event)).toBe(expected),
);
