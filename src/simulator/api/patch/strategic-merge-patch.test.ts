import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { strategicMerge } from './strategic-merge-patch.ts';

const pod = (spec: JsonObject): JsonObject => ({ spec });
const containers = (...list: JsonObject[]): JsonObject => pod({ containers: list });

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  [
    'maps merge',
    { metadata: { labels: { a: '1' } } },
    { metadata: { labels: { b: '2' } } },
    { metadata: { labels: { a: '1', b: '2' } } },
  ],
  [
    'null deletes',
    { metadata: { labels: { a: '1' } } },
    { metadata: { labels: { a: null } } },
    { metadata: { labels: {} } },
  ],
  [
    'lists merge by their key',
    containers({ name: 'a', image: 'x' }),
    containers({ name: 'a', image: 'y' }),
    containers({ name: 'a', image: 'y' }),
  ],
  [
    'what is new comes first',
    containers({ name: 'a' }),
    containers({ name: 'b' }),
    containers({ name: 'b' }, { name: 'a' }),
  ],
  [
    'an element is deleted',
    containers({ name: 'a' }, { name: 'b' }),
    containers({ name: 'a', $patch: 'delete' }),
    containers({ name: 'b' }),
  ],
  [
    'a list is replaced',
    containers({ name: 'a' }),
    containers({ $patch: 'replace' }, { name: 'b' }),
    containers({ name: 'b' }),
  ],
  [
    'a list without a key is replaced',
    pod({ tolerations: [{ key: 'a' }] }),
    pod({ tolerations: [{ key: 'b' }] }),
    pod({ tolerations: [{ key: 'b' }] }),
  ],
  [
    'an order is set',
    containers({ name: 'a' }, { name: 'b' }),
    pod({ '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] }),
    containers({ name: 'b' }, { name: 'a' }),
  ],
  [
    'only retained keys stay',
    pod({ volumes: [{ name: 'v', emptyDir: {} }] }),
    pod({ volumes: [{ name: 'v', hostPath: { path: '/' }, $retainKeys: ['name', 'hostPath'] }] }),
    pod({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
  ],
  [
    'scalars are deleted from a list',
    { metadata: { finalizers: ['a', 'b'] } },
    { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } },
    { metadata: { finalizers: ['b'] } },
  ],
])('%s', (_, original, patch, merged) => expect(strategicMerge(original, patch, '#Pod')).toEqual(merged));

test('an element without its key is refused', () =>
  expect(() => strategicMerge(containers({ name: 'a' }), containers({ image: 'x' }), '#Pod')).toThrow(
    'map: map[image:x] does not contain declared merge key: name',
  ));
