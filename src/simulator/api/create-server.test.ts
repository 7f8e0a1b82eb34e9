import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { History } from '../history.ts';
import { Random } from '../random.ts';
import { Store } from '../store.ts';
import { createApiServer } from './create-server.ts';
import type { KubeObject } from './schema/kinds.ts';
import type { Caller } from './server.ts';

const caller: Caller = { cause: { actor: 'test', reason: 'to see' }, fieldValidation: 'Strict' };

function server() {
  const clock = new Clock();
  const store = new Store(clock, new History());
  for (const namespace of ['default']) {
    const meta = { uid: 'u', resourceVersion: '', creationTimestamp: '' };
    store.create(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, ...meta },
        spec: {},
        status: { phase: 'Active' },
      } as unknown as KubeObject,
      caller.cause,
    );
    store.create(
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace, ...meta },
      } as unknown as KubeObject,
      caller.cause,
    );
  }
  return { clock, store, api: createApiServer({ clock, random: new Random(1), store }) };
}
const settings = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data,
});
const target = { kind: 'ConfigMap', namespace: 'default', name: 'settings' } as const;

test('what is created is stored, with a uid, a time and a version', () => {
  const { api, store } = server();
  const answer = api.create(settings({ a: '1' }), 'default', caller);
  expect(answer.ok).toBe(true);
  expect(store.get('ConfigMap', 'default', 'settings')).toMatchObject({
    data: { a: '1' },
    metadata: { namespace: 'default', creationTimestamp: '2026-01-01T00:00:00Z', resourceVersion: '3' },
  });
});

test('what exists is not created again', () => {
  const { api } = server();
  api.create(settings({}), 'default', caller);
  expect(api.create(settings({}), 'default', caller)).toMatchObject({
    ok: false,
    error: { reason: 'AlreadyExists', message: 'configmaps "settings" already exists' },
  });
});

test('a dry run stores nothing', () => {
  const { api, store } = server();
  expect(api.create(settings({}), 'default', { ...caller, dryRun: true }).ok).toBe(true);
  expect(store.count('ConfigMap')).toBe(0);
});

test('an update of an older version is a conflict', () => {
  const { api } = server();
  api.create(settings({}), 'default', caller);
  const stale = { ...settings({ a: '2' }), metadata: { name: 'settings', resourceVersion: '1' } };
  expect(api.update(target, stale, caller)).toMatchObject({ ok: false, error: { code: 409, reason: 'Conflict' } });
});

test('an update that changes nothing writes nothing', () => {
  const { api, store } = server();
  api.create(settings({ a: '1' }), 'default', caller);
  const version = store.version;
  api.update(target, settings({ a: '1' }), caller);
  expect(store.version).toBe(version);
});

test('an object with a finalizer stays until the finalizer is gone', () => {
  const { api, store, clock } = server();
  api.create({ ...settings({}), metadata: { name: 'settings', finalizers: ['example.com/hold'] } }, 'default', caller);
  clock.runUntil(5000);
  api.delete(target, {}, caller);
  expect(store.get('ConfigMap', 'default', 'settings')?.metadata.deletionTimestamp).toBe('2026-01-01T00:00:05Z');
  api.patch(target, { type: 'merge', body: { metadata: { finalizers: null } } }, caller);
  expect(store.get('ConfigMap', 'default', 'settings')).toBeUndefined();
});

test('a status is written where it changes, of an object that is there', () => {
  const { api, store } = server();
  const write = (name: string, phase?: 'Terminating') =>
    api.writeStatus(
      'Namespace',
      undefined,
      name,
      (stored) => (phase ? { ...stored, status: { phase } } : stored),
      caller.cause,
    );
  const version = store.version;
  expect([write('gone', 'Terminating'), write('default')?.status]).toEqual([undefined, { phase: 'Active' }]);
  expect(store.version).toBe(version);
  write('default', 'Terminating');
  expect(store.get('Namespace', undefined, 'default')?.status).toEqual({ phase: 'Terminating' });
});
