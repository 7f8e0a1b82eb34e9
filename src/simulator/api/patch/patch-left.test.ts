import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { patchLeft } from './patch-left.ts';

const before: JsonObject = {
  spec: {
    replicas: 1,
    template: { spec: { containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80 }] }] } },
  },
};
const template = (spec: JsonObject): JsonObject => ({ spec: { template: { spec } } });
const order = { '$setElementOrder/containers': [{ name: 'a' }] };

test.each<[string, JsonObject, JsonObject]>([
  [
    'an ordered list is gone with its order',
    template({ ...order, containers: [{ name: 'a', image: 'b' }] }),
    template({}),
  ],
  ['a null that meets something stays', { spec: { replicas: null } }, { spec: { replicas: null } }],
  ['a null below what is new goes', { data: { a: { b: null } } }, { data: { a: {} } }],
  [
    'an element is looked into',
    template({ containers: [{ name: 'a', '$setElementOrder/ports': [], ports: [{ containerPort: 80, x: 1 }] }] }),
    template({ containers: [{ name: 'a' }] }),
  ],
])('%s', (_, patch, expected) => expect(patchLeft(before, patch, '#Deployment')).toEqual(expected));
