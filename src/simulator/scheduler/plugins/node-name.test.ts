import { expect, test } from 'vitest';
import { exampleCluster, examplePod, verdicts, type ExamplePod } from '../cluster.fixture.ts';
import { pass, unresolvable } from '../framework.ts';
import { nodeName } from './node-name.ts';

test.each<[string, ExamplePod, unknown]>([
  ['no node asked for', {}, pass],
  ['the node asked for', { nodeName: 'a' }, pass],
  ['another node', { nodeName: 'b' }, unresolvable("node(s) didn't match the requested node name")],
])('%s', (_, pod, expected) =>
  expect(verdicts(nodeName, examplePod(pod), exampleCluster({ a: {} }))).toEqual({ a: expected }),
);
