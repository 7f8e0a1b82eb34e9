import { expect, test } from 'vitest';
import { MemoryGroup, type Victim } from './memory-group.ts';

/** A group with one process in it. */
function holding(
  around: MemoryGroup,
  limit?: number,
  oomScoreAdj = 0,
): { group: MemoryGroup; take(bytes: number): void; alive(): boolean } {
  let memory = 0;
  let isAlive = true;
  const process: Victim = {
    oomScoreAdj,
    get memory() {
      return memory;
    },
    killForMemory() {
      isAlive = false;
      const held = memory;
      memory = 0;
      group.charge(-held);
    },
  };
  const group = new MemoryGroup(around, () => (isAlive ? [process] : []));
  group.limitTo(limit);
  return {
    group,
    take(bytes) {
      memory += bytes;
      group.charge(bytes);
    },
    alive: () => isAlive,
  };
}

function podWith(limit?: number): MemoryGroup {
  const pod = new MemoryGroup();
  pod.limitTo(limit);
  return pod;
}

test('a container over its own limit loses its process, and only it hears of it', () => {
  const pod = podWith();
  const [app, side] = [holding(pod, 100), holding(pod)];
  side.take(500);
  app.take(101);
  expect([app.alive(), side.alive(), app.group.told, side.group.told, pod.used]).toEqual([false, true, 1, 0, 500]);
});

test('a Pod over its limit loses its largest process, and all its containers hear of it', () => {
  const pod = podWith(100);
  const [app, side] = [holding(pod, 100), holding(pod)];
  app.take(60);
  side.take(50);
  expect([app.alive(), side.alive()]).toEqual([false, true]);
  expect([app.group.killed, side.group.killed, app.group.told, side.group.told]).toEqual([1, 0, 1, 1]);
});

test('a larger process stays where another has the worse score', () => {
  const pod = podWith(1000);
  const [app, side] = [holding(pod, undefined, 0), holding(pod, undefined, 900)];
  side.take(200);
  app.take(801);
  expect([app.alive(), side.alive()]).toEqual([true, false]);
});

test('what is left in a closed group stays charged around it', () => {
  const pod = podWith();
  const { group } = holding(pod);
  group.charge(30);
  group.close();
  expect(pod.used).toBe(30);
});
