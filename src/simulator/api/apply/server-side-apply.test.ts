import { expect, test } from 'vitest';
import { Clock } from '../../clock.ts';
import { History } from '../../history.ts';
import { Random } from '../../random.ts';
import { Store } from '../../store.ts';
import { createApiServer } from '../create-server.ts';
import type { JsonObject } from '../json.ts';
import type { KubeObject } from '../schema/kinds.ts';
import type { Caller } from '../server.ts';

const cause = { actor: 'test', reason: 'to see' };
const by = (fieldManager: string): Caller => ({ cause, fieldManager });
const target = { kind: 'ConfigMap', namespace: 'default', name: 'settings' } as const;
const settings = (data: Record<string, string>): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'default' },
  data,
});

function server() {
  const clock = new Clock();
  const store = new Store(clock, new History());
  const metadata = { name: 'default', uid: 'u', resourceVersion: '', creationTimestamp: '' };
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata, spec: {}, status: {} } as unknown as KubeObject, cause);
  const api = createApiServer({ clock, random: new Random(1), store });
  const apply = (manager: string, data: Record<string, string>, force: 'force' | 'no-force' = 'no-force') =>
    api.patch(target, { type: 'apply', body: settings(data), force }, by(manager));
  return { api, apply, data: () => store.get('ConfigMap', 'default', 'settings')?.data };
}

test('what is not there is created', () => {
  const { apply, data } = server();
  apply('a', { MODE: 'x' });
  expect(data()).toEqual({ MODE: 'x' });
});

test('what a manager no longer applies is removed', () => {
  const { apply, data } = server();
  apply('a', { MODE: 'x', LEVEL: '1' });
  apply('a', { MODE: 'x' });
  expect(data()).toEqual({ MODE: 'x' });
});

test('what another manager applied too stays', () => {
  const { apply, data } = server();
  apply('a', { MODE: 'x', LEVEL: '1' });
  apply('b', { LEVEL: '1' });
  apply('a', { MODE: 'x' });
  expect(data()).toEqual({ MODE: 'x', LEVEL: '1' });
});

test.each([
  [{ MODE: 'z' }, 'Apply failed with 1 conflict: conflict with "editor" using v1: .data.MODE'],
  [
    { MODE: 'z', LEVEL: '9' },
    'Apply failed with 2 conflicts: conflicts with "editor" using v1:\n- .data.MODE\n- .data.LEVEL',
  ],
])('a field that somebody else set differently is a conflict: %j', (data, message) => {
  const { api, apply } = server();
  apply('a', { MODE: 'x', LEVEL: '1' });
  api.patch(target, { type: 'merge', body: { data: { MODE: 'y', LEVEL: '2' } } }, by('editor'));
  expect(apply('a', data)).toMatchObject({ ok: false, error: { code: 409, message } });
});

test('force takes the field, and its owner has it no more', () => {
  const { api, apply, data } = server();
  apply('a', { MODE: 'x' });
  api.patch(target, { type: 'merge', body: { data: { MODE: 'y' } } }, by('editor'));
  expect(apply('a', { MODE: 'z' }, 'force').ok).toBe(true);
  expect(apply('a', { MODE: 'w' }).ok).toBe(true);
  expect(data()).toEqual({ MODE: 'w' });
});

test('the same value is no conflict', () => {
  const { api, apply } = server();
  apply('a', { MODE: 'x' });
  api.patch(target, { type: 'merge', body: { data: { MODE: 'y' } } }, by('editor'));
  expect(apply('a', { MODE: 'y' }).ok).toBe(true);
});
