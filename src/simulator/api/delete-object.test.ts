import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { History } from '../history.ts';
import { Random } from '../random.ts';
import { Store } from '../store.ts';
import { createApiServer } from './create-server.ts';
import type { KubeObject, Pod } from './schema/kinds.ts';
import type { Caller } from './server.ts';

const caller: Caller = { cause: { actor: 'test', reason: 'to see' } };
const target = { kind: 'Pod', namespace: 'default', name: 'web' } as const;

function withPod(pod: { readonly nodeName?: string; readonly phase?: string; readonly grace?: number }) {
  const clock = new Clock();
  const store = new Store(clock, new History());
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', uid: 'u', generation: 1 },
    spec: { containers: [], nodeName: pod.nodeName, terminationGracePeriodSeconds: pod.grace },
    status: { phase: pod.phase ?? 'Running' },
  };
  store.create(object as unknown as KubeObject, caller.cause);
  const api = createApiServer({ clock, random: new Random(1), store });
  return { clock, api, pod: (): Pod | undefined => store.get('Pod', 'default', 'web') };
}

test('a Pod on a node gets its grace period, which ends at its deletionTimestamp', () => {
  const { api, pod } = withPod({ nodeName: 'a', grace: 20 });
  api.delete(target, {}, caller);
  expect(pod()?.metadata).toMatchObject({
    deletionTimestamp: '2026-01-01T00:00:20Z',
    deletionGracePeriodSeconds: 20,
    generation: 2,
  });
});

test.each([
  ['without a node', {}],
  ['that failed', { nodeName: 'a', phase: 'Failed' }],
  ['that succeeded', { nodeName: 'a', phase: 'Succeeded' }],
])('a Pod %s is gone at once', (_, of) => {
  const { api, pod } = withPod(of);
  api.delete(target, {}, caller);
  expect(pod()).toBeUndefined();
});

test('a second deletion may only shorten the grace period', () => {
  const { api, pod, clock } = withPod({ nodeName: 'a', grace: 30 });
  api.delete(target, {}, caller);
  clock.runUntil(5000);
  api.delete(target, { gracePeriodSeconds: 60 }, caller);
  expect(pod()?.metadata.deletionGracePeriodSeconds).toBe(30);
  api.delete(target, { gracePeriodSeconds: 10 }, caller);
  expect(pod()?.metadata).toMatchObject({
    deletionTimestamp: '2026-01-01T00:00:10Z',
    deletionGracePeriodSeconds: 10,
    generation: 2,
  });
});

test('of a shortened grace period that has passed a second is left', () => {
  const { api, pod, clock } = withPod({ nodeName: 'a', grace: 30 });
  api.delete(target, {}, caller);
  clock.runUntil(5000);
  api.delete(target, { gracePeriodSeconds: 3 }, caller);
  expect(pod()?.metadata).toMatchObject({
    deletionTimestamp: '2026-01-01T00:00:05Z',
    deletionGracePeriodSeconds: 1,
  });
});

test('no grace ends a Pod at once', () => {
  const { api, pod } = withPod({ nodeName: 'a' });
  api.delete(target, { gracePeriodSeconds: 0 }, caller);
  expect(pod()).toBeUndefined();
});

test('the kubelet deletes only the Pod it knew', () => {
  const { api, pod } = withPod({ nodeName: 'a' });
  const answer = api.delete(target, { gracePeriodSeconds: 0, preconditions: { uid: 'other' } }, caller);
  expect(answer).toMatchObject({ ok: false, error: { reason: 'Conflict' } });
  expect(pod()).toBeDefined();
});

test('foreground deletion waits for what the object owns', () => {
  const { api, pod } = withPod({});
  api.delete(target, { propagation: 'Foreground' }, caller);
  expect(pod()?.metadata.finalizers).toEqual(['foregroundDeletion']);
});
