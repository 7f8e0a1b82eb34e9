import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod } from './api/schema/kinds.ts';
import { Clock } from './clock.ts';
import { History } from './history.ts';
import { RuntimeLimit } from './runtime/runtime-limit.ts';
import { Store, type Change } from './store.ts';

const cause = { actor: 'test', reason: 'it is tested' };
const pod = (name: string, nodeName?: string): Pod =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { nodeName } }) as unknown as Pod;
function storeOf(most?: number): { clock: Clock; history: History; store: Store } {
  const clock = new Clock();
  const history = new History();
  return { clock, history, store: new Store(clock, history, most) };
}
const nodeOf = (each: Pod): readonly string[] => (each.spec.nodeName ? [each.spec.nodeName] : []);

test('watchers hear of writes in an event of their own, in order, each with its place in the history', () => {
  const { clock, history, store } = storeOf();
  const heard: string[] = [];
  const hear = (change: Change<'Pod'>): number => heard.push(`${change.type} ${change.entry}`);
  const leave = store.watch('Pod', hear);
  store.create(pod('web'), cause);
  store.update(pod('web', 'node-1'), cause);
  store.remove('Pod', 'default', 'web', cause);
  expect(heard).toEqual([]);
  clock.runUntil(0);
  expect(heard).toEqual(['added 0', 'modified 1', 'deleted 2']);
  expect(history.entries.map((entry) => entry.type === 'write' && entry.verb)).toEqual(['create', 'update', 'delete']);
  leave();
  store.create(pod('web'), cause);
  clock.runUntil(0);
  expect(heard).toHaveLength(3);
});

test('every write has the next resource version', () => {
  const { store } = storeOf();
  expect(store.create(pod('a'), cause).metadata.resourceVersion).toBe('1');
  expect(store.update(pod('a', 'node-1'), cause).metadata.resourceVersion).toBe('2');
  store.remove('Pod', 'default', 'a', cause);
  store.remove('Pod', 'default', 'a', cause); // not there any more: no write
  expect(store.version).toBe(3);
});

test('what is there is not created, what is not there is not updated', () => {
  const { store } = storeOf();
  store.create(pod('a'), cause);
  expect(() => store.create(pod('a'), cause)).toThrow('exists');
  expect(() => store.update(pod('b'), cause)).toThrow('does not exist');
});

test('one object more than it may hold is refused, until another goes', () => {
  const { store } = storeOf(2);
  store.load([pod('a')]);
  store.create(pod('b'), cause);
  expect(() => store.create(pod('c'), cause)).toThrow(RuntimeLimit);
  store.remove('Pod', 'default', 'a', cause);
  expect(store.create(pod('c'), cause).metadata.name).toBe('c');
});

test('an index finds what a scan finds, whatever was written, and what was there before it', () => {
  const names = fc.constantFrom('a', 'b', 'c');
  const nodes = fc.constantFrom(undefined, 'node-1', 'node-2');
  const write = fc.tuple(fc.constantFrom('put', 'put', 'remove'), names, nodes);
  fc.assert(
    fc.property(fc.array(write), fc.array(write), (before, after) => {
      const { store } = storeOf();
      const apply = ([verb, name, node]: (typeof before)[number]): void => {
        if (verb === 'remove') store.remove('Pod', 'default', name, cause);
        else if (store.get('Pod', 'default', name)) store.update(pod(name, node), cause);
        else store.create(pod(name, node), cause);
      };
      before.forEach(apply);
      store.addIndex('Pod', 'node', nodeOf);
      after.forEach(apply);
      for (const node of ['node-1', 'node-2'])
        expect(new Set(store.byIndex('Pod', 'node', node))).toEqual(
          new Set(store.list('Pod').filter((each) => nodeOf(each).includes(node))),
        );
    }),
    { numRuns: 50 },
  );
});
