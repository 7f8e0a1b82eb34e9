import { expect, test } from 'vitest';
import { exampleCluster, examplePod, scores } from '../cluster.fixture.ts';
import { dynamicResources } from './dynamic-resources.ts';

test('every node is scored, with 0', () => {
  expect(scores(dynamicResources, examplePod(), exampleCluster({ a: {}, b: {} }))).toEqual({ a: 0, b: 0 });
});
