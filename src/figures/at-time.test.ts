import { expect, test } from 'vitest';
import { figures } from '../i18n/figures.ts';
import { lookAt, nodeOf, nodesAt, podsAt, readyAt, restartsAt, spanAt } from './at-time.ts';
import { legendOf } from './legend.ts';
import type { Picture, PodPicture } from './picture.ts';

const pod: PodPicture = {
  key: 'default/web',
  name: 'web',
  mine: true,
  created: 1,
  deleted: 50,
  node: 'node-a',
  bound: 2,
  containers: [
    {
      container: 'init',
      role: 'init',
      restarts: [],
      spans: [
        { from: 2, to: 4, look: 'running' },
        { from: 4, to: 50, look: 'completed', exitCode: 0 },
      ],
    },
    {
      container: 'web',
      role: 'app',
      restarts: [30],
      spans: [
        { from: 2, to: 5, look: 'waiting' },
        { from: 5, to: 5.001, look: 'running' },
        { from: 5.001, to: 20, look: 'ready' },
        { from: 20, to: 20, look: 'failed', exitCode: 1 },
        { from: 20, to: 30, look: 'back-off' },
        { from: 30, to: 50, look: 'ready' },
      ],
    },
  ],
  probes: [],
  ready: [],
  status: [],
  requests: { cpu: 0, memory: 0 },
};
const picture: Picture = { until: 60, nodes: [], pods: [pod], events: [], scheduling: [] };
const web = pod.containers[1]!;

test('a Pod is there from its creation until it is deleted', () => {
  expect([0, 1, 49, 50].map((at) => podsAt(picture, at).length)).toEqual([0, 1, 1, 0]);
  expect([1, 2].map((at) => nodeOf(pod, at))).toEqual([undefined, 'node-a']);
});

test('what a container looks like is the last span that has begun', () => {
  expect([3, 10, 25, 30, 45].map((at) => lookAt(web, at))).toEqual(['waiting', 'ready', 'back-off', 'ready', 'ready']);
  expect([29, 30].map((at) => restartsAt(web, at))).toEqual([0, 1]);
  expect(spanAt(web.spans, 1)).toBeUndefined();
});

test('READY does not count init containers', () => {
  expect(readyAt(pod, 10)).toEqual({ ready: 1, of: 1 });
  expect(readyAt(pod, 25)).toEqual({ ready: 0, of: 1 });
});

test('a legend names what can be seen in the figure, exits included, and nothing that lasted a moment', () => {
  expect(legendOf({ ...pod, containers: [web] }, figures.en).map(({ word }) => word)).toEqual([
    'Waiting',
    'Running, ready',
    'Exit, non-zero',
    'Back-off',
  ]);
});

test('a node is there from its coming to its going, as it was last', () => {
  const node = { name: 'a', labels: {}, taints: [], cordoned: false, ready: true, allocatable: { cpu: 1, memory: 1 } };
  const nodes = [
    { ...node, from: 5 },
    { ...node, from: 10, cordoned: true, to: 20 },
  ];
  const seen = (at: number) => nodesAt({ nodes } as unknown as Picture, at).map(({ cordoned }) => cordoned);
  expect([4, 5, 10, 19, 20].map(seen)).toEqual([[], [false], [true], [true], []]);
});
