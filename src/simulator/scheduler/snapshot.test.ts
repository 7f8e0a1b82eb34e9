import { expect, test } from 'vitest';
import { exampleCluster, exampleNode, examplePod } from './cluster.fixture.ts';

const zone = (value: string): { labels: Record<string, string> } => ({
  labels: { 'topology.kubernetes.io/zone': value },
});

test('nodes are listed one of each zone in turn', () => {
  const cluster = exampleCluster({ a1: zone('a'), a2: zone('a'), b1: zone('b'), c1: zone('c'), b2: zone('b') });
  expect(cluster.nodes.map(({ name }) => name)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2']);
});

test('what pods ask for is added up as they come and taken off as they go', () => {
  const cluster = exampleCluster({ a: {} });
  const [big, small] = [
    examplePod({ name: 'big', requests: { cpu: '2', 'x.com/gpu': '1' } }),
    examplePod({ name: 'small', requests: { memory: '1Gi' } }),
  ];
  cluster.addPod(big, 'a');
  cluster.addPod(small, 'a');
  cluster.removePod(big, 'a');
  expect(cluster.node('a')?.requested).toEqual({
    milliCpu: 0,
    memory: 2 ** 30,
    ephemeralStorage: 0,
    scalars: { 'x.com/gpu': 0 },
  });
  expect(cluster.node('a')?.scored).toEqual({ milliCpu: 100, memory: 2 ** 30 });
});

test('pods of a node that is not there yet count once it is, and again when it comes back', () => {
  const cluster = exampleCluster({}, { late: [{ requests: { cpu: '1' } }] });
  cluster.setNode(exampleNode('late'));
  expect(cluster.node('late')?.requested.milliCpu).toBe(1000);
  cluster.removeNode('late');
  cluster.setNode(exampleNode('late'));
  expect(cluster.node('late')?.requested.milliCpu).toBe(1000);
});

test('pods that nothing tells apart are one class, which ends with the last of them', () => {
  const cluster = exampleCluster({ a: {}, b: {} });
  const web = (name: string): ReturnType<typeof examplePod> => examplePod({ name, labels: { app: 'web' } });
  const [one, two] = [web('one'), web('two')];
  cluster.addPod(one, 'a');
  cluster.addPod(two, 'b');
  cluster.addPod(examplePod({ name: 'db' }), 'b');
  const sizes = (): number[] => [...cluster.classes].map(({ nodes }) => [...nodes.values()].reduce((a, b) => a + b, 0));
  expect(sizes()).toEqual([2, 1]);
  cluster.removePod(one, 'a');
  cluster.removePod(two, 'b');
  expect(sizes()).toEqual([1]);
});

test('pods of a node that is labelled anew move to the domain of the new label', () => {
  const cluster = exampleCluster({ a: zone('a') });
  cluster.addPod(examplePod({ name: 'web' }), 'a');
  const [pods] = cluster.classes;
  expect([...(pods?.domains('topology.kubernetes.io/zone') ?? [])]).toEqual([['a', 1]]);
  cluster.setNode(exampleNode('a', zone('b')));
  expect([...cluster.classes].flatMap((each) => [...each.domains('topology.kubernetes.io/zone')])).toEqual([['b', 1]]);
});

test('only pods that want others near or far are asked about newcomers', () => {
  const cluster = exampleCluster({ a: {} });
  const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'db' } } };
  cluster.addPod(examplePod({ name: 'alone' }), 'a');
  cluster.addPod(
    examplePod({
      name: 'far',
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    }),
    'a',
  );
  expect([...cluster.classesWithAffinity].map(({ example }) => example.pod.metadata.name)).toEqual(['far']);
});
