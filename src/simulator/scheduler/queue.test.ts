import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { examplePod, exampleNode, type ExamplePod } from './cluster.fixture.ts';
import { backoffAfter, SchedulingQueue } from './queue.ts';

function queueOf(...pods: ExamplePod[]): {
  clock: Clock;
  queue: SchedulingQueue;
  next: () => string | undefined;
  held: Set<string>;
} {
  const clock = new Clock();
  const held = new Set<string>();
  const queue = new SchedulingQueue(
    clock,
    () => undefined,
    ({ key }) => held.has(key),
  );
  for (const pod of pods) queue.add(examplePod(pod), undefined);
  return { clock, queue, next: () => queue.pop()?.info.pod.metadata.name, held };
}

/** Pops the next pod and says that `plugin` refused it. */
function refuse(queue: SchedulingQueue, ...plugins: string[]): void {
  const waiting = queue.pop();
  if (waiting) queue.addUnschedulable(waiting, new Set(plugins));
}

test('the highest priority goes first, then the oldest', () => {
  const { next } = queueOf({ name: 'old' }, { name: 'young' }, { name: 'high', priority: 10 });
  expect([next(), next(), next(), next()]).toEqual(['high', 'old', 'young', undefined]);
});

test('of those that an event wakes, the one whose last attempt is longest ago goes first', () => {
  const { clock, queue, next } = queueOf({ name: 'old' }, { name: 'young' });
  refuse(queue, 'NodeResourcesFit');
  refuse(queue, 'NodeResourcesFit');
  queue.onEvent({ type: 'node-added', node: exampleNode('a') }, undefined);
  clock.runUntil(5000);
  refuse(queue, 'NodeResourcesFit');
  queue.onEvent({ type: 'node-added', node: exampleNode('b') }, undefined);
  clock.runUntil(60_000);
  expect([next(), next()]).toEqual(['young', 'old']);
});

test('back-off doubles from 1 s to 10 s', () =>
  expect([1, 2, 3, 4, 5, 99].map(backoffAfter)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]));

test('a refused pod waits for an event that a plugin which refused it takes for helpful', () => {
  const { queue, next } = queueOf({ name: 'p' });
  refuse(queue, 'NodeResourcesFit');
  queue.onEvent({ type: 'pod-assigned', pod: examplePod({ name: 'other' }) }, 1);
  expect(next()).toBeUndefined();
  queue.onEvent({ type: 'node-added', node: exampleNode('a') }, 2);
  expect(queue.get('default/p')?.because).toBe(2);
  expect(next()).toBe('p');
});

test('a pod that backs off comes early where nothing else waits, and late where something does', () => {
  const { clock, queue, next } = queueOf({ name: 'p' });
  refuse(queue, 'NodeResourcesFit');
  queue.onEvent({ type: 'node-added', node: exampleNode('a') }, undefined);
  queue.add(examplePod({ name: 'fresh' }), undefined);
  expect([next(), next()]).toEqual(['fresh', 'p']);
  expect(clock.now).toBe(0);
});

test('without an event a pod is tried again after more than five minutes', () => {
  const { clock, queue, next } = queueOf({ name: 'p' });
  refuse(queue, 'NodeResourcesFit');
  clock.runUntil(300_000);
  expect(next()).toBeUndefined();
  clock.runUntil(330_000);
  expect(next()).toBe('p');
});

test('a gated pod stays out until its gates are gone, and keeps no timer alive', () => {
  const gated = examplePod({ name: 'p', schedulingGates: [{ name: 'g' }] });
  const { clock, queue, next } = queueOf();
  queue.add(gated, undefined);
  queue.onEvent({ type: 'node-added', node: exampleNode('a') }, undefined);
  expect([next(), clock.next()]).toEqual([undefined, undefined]);
  queue.update(examplePod({ name: 'p' }), gated.pod, undefined);
  expect(next()).toBe('p');
});

test('a pod that is held back is not tried by an event', () => {
  const { queue, next, held } = queueOf({ name: 'p' });
  refuse(queue, 'NodeResourcesFit');
  held.add('default/p');
  queue.onEvent({ type: 'node-added', node: exampleNode('a') }, undefined);
  expect(next()).toBeUndefined();
  held.clear();
  queue.onEvent({ type: 'node-added', node: exampleNode('a') }, undefined);
  expect(next()).toBe('p');
});

test('one that is held back at the end of its five minutes is tried half a minute later', () => {
  const { clock, queue, next, held } = queueOf({ name: 'p' });
  refuse(queue, 'NodeResourcesFit');
  held.add('default/p');
  clock.runUntil(330_000);
  expect(next()).toBeUndefined();
  held.clear();
  clock.runUntil(360_000);
  expect(next()).toBe('p');
});

test('after an error a pod waits its back-off out', () => {
  const { clock, queue, next } = queueOf({ name: 'p' });
  const waiting = queue.pop();
  if (waiting) queue.addErrored(waiting);
  expect(next()).toBeUndefined();
  clock.runUntil(1000);
  expect(next()).toBe('p');
});

test('a deleted pod is forgotten wherever it waits', () => {
  const { queue, next } = queueOf({ name: 'active' }, { name: 'refused', priority: 1 });
  refuse(queue, 'NodeName');
  queue.delete('default/active');
  queue.delete('default/refused');
  queue.onEvent({ type: 'node-added', node: exampleNode('a') }, undefined);
  expect([next(), queue.isEmpty]).toEqual([undefined, true]);
});
