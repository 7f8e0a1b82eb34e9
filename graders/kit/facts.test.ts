import { expect, test } from 'vitest';
import type { Pod } from '../../src/simulator/index.ts';
import { labelText, podFacts, restartsOf, tellable } from './facts.ts';
import { hasLabels } from './predicates.ts';

const web = {
  metadata: { name: 'web', labels: { app: 'shop', tier: 'front' } },
  spec: {
    initContainers: [
      { name: 'prepare', image: 'busybox:1.36' },
      { name: 'log', image: 'alpine:3.20', restartPolicy: 'Always' },
    ],
    containers: [{ name: 'web', image: 'course/web:1.0' }],
  },
  status: {
    initContainerStatuses: [
      { name: 'prepare', restartCount: 4 },
      { name: 'log', restartCount: 2 },
    ],
    containerStatuses: [{ name: 'web', restartCount: 1, ready: true }],
  },
} as unknown as Pod;

test('restarts are those of containers and sidecars', () => {
  expect(restartsOf(web)).toBe(3);
  expect(restartsOf(undefined)).toBe(0);
});

test('labels are told as kubectl shows them, containers with their images', () => {
  expect(podFacts(web)).toMatchObject({
    labels: 'app=shop,tier=front',
    containers: 'prepare (busybox:1.36), log (alpine:3.20), web (course/web:1.0)',
    restarts: 3,
  });
  expect(labelText({ metadata: { ...web.metadata, labels: {} } })).toBe('<none>');
  expect(labelText(undefined)).toBe('–');
});

test('what a verdict tells comes back from JSON as it was', () => {
  const told = tellable({ budget: Infinity, t: NaN, restarts: 0, node: 'node-a' });
  expect(told).toEqual({ budget: '∞', t: '–', restarts: 0, node: 'node-a' });
  expect(JSON.parse(JSON.stringify(told))).toEqual(told);
});

test('further labels do no harm, other values do', () => {
  expect(hasLabels({ app: 'shop' })(web)).toBe(true);
  expect(hasLabels({ app: 'shop', tier: 'back' })(web)).toBe(false);
  expect(hasLabels({ app: 'shop' })(undefined)).toBe(false);
});
