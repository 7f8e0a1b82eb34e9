import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { withNilLists } from './nil-lists.ts';

const pod = (volume: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', spec: { volumes: [volume] } });

test.each<[string, JsonObject, JsonObject]>([
  [
    'an EndpointSlice without endpoints',
    { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', endpoints: [], ports: [{ port: 80 }] },
    { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', endpoints: null, ports: [{ port: 80 }] },
  ],
  [
    'a list deep inside',
    pod({ name: 'a', projected: { sources: [] } }),
    pod({ name: 'a', projected: { sources: null } }),
  ],
  [
    'a list that is left out when empty',
    pod({ name: 'a', configMap: { items: [] } }),
    pod({ name: 'a', configMap: { items: [] } }),
  ],
  ['a kind that nobody knows', { kind: 'Other', endpoints: [] }, { kind: 'Other', endpoints: [] }],
])('%s', (_, object, written) => expect(withNilLists(object)).toEqual(written));

test('what holds none stays the same object', () => {
  const object = pod({ name: 'a', projected: { sources: [{ secret: { name: 'a' } }] } });
  expect(withNilLists(object)).toBe(object);
});
