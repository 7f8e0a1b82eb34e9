import { expect, test } from 'vitest';
import { exampleCluster, examplePod, scores, type ExampleNode } from '../cluster.fixture.ts';
import { imageLocality } from './image-locality.ts';

const MB = 1024 * 1024;
const has = (image: string, size: number): ExampleNode => ({ images: { [image]: size * MB } });

test.each<[string, ExampleNode, ExampleNode, Record<string, number>]>([
  ['no images', {}, {}, { a: 0, b: 0 }],
  ['a large image counts by the share of nodes that have it', has('nginx:latest', 1000), {}, { a: 48, b: 0 }],
  ['a tag is added as the node has it', has('nginx:1', 1000), {}, { a: 0, b: 0 }],
  ['a small image counts nothing', has('nginx:latest', 20), has('nginx:latest', 20), { a: 0, b: 0 }],
  ['on both nodes it counts in full', has('nginx:latest', 2000), has('nginx:latest', 500), { a: 100, b: 48 }],
])('%s', (_, a, b, expected) =>
  expect(scores(imageLocality, examplePod(), exampleCluster({ a, b }))).toEqual(expected),
);
