import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { threeWayPatch } from './three-way-patch.ts';

const pod = (...containers: JsonObject[]): JsonObject => ({ spec: { containers } });
const ports = (...list: JsonObject[]): JsonObject => pod({ name: 'a', ports: list });

test.each<[string, JsonObject, JsonObject, JsonObject, JsonObject]>([
  [
    'nothing to do',
    pod({ name: 'a', image: 'x' }),
    pod({ name: 'a', image: 'x' }),
    pod({ name: 'a', image: 'x', tty: true }),
    {},
  ],
  [
    'a changed field is set',
    pod({ name: 'a', image: 'x' }),
    pod({ name: 'a', image: 'y' }),
    pod({ name: 'a', image: 'x' }),
    { spec: { '$setElementOrder/containers': [{ name: 'a' }], containers: [{ name: 'a', image: 'y' }] } },
  ],
  [
    'what was applied and is gone is deleted',
    pod({ name: 'a', tty: true }),
    pod({ name: 'a' }),
    pod({ name: 'a', tty: true }),
    { spec: { '$setElementOrder/containers': [{ name: 'a' }], containers: [{ name: 'a', tty: null }] } },
  ],
  [
    'an element that was applied and is gone is deleted',
    pod({ name: 'a' }, { name: 'b' }),
    pod({ name: 'b' }),
    pod({ name: 'a' }, { name: 'b' }),
    { spec: { '$setElementOrder/containers': [{ name: 'b' }], containers: [{ name: 'a', $patch: 'delete' }] } },
  ],
  ['what somebody else added stays', pod({ name: 'a' }), pod({ name: 'a' }), pod({ name: 'a', tty: true }), {}],
  [
    'of two ports of one number the second is lost, as upstream loses it',
    ports({ containerPort: 80, name: 'p' }),
    ports({ containerPort: 80, name: 'q' }, { containerPort: 80, name: 'p' }),
    ports({ containerPort: 80, name: 'p' }),
    {
      spec: {
        '$setElementOrder/containers': [{ name: 'a' }],
        containers: [
          {
            name: 'a',
            '$setElementOrder/ports': [{ containerPort: 80 }, { containerPort: 80 }],
            ports: [{ containerPort: 80, name: 'q' }],
          },
        ],
      },
    },
  ],
])('%s', (_, lastApplied, wanted, live, patch) =>
  expect(threeWayPatch(lastApplied, wanted, live, '#Pod')).toEqual(patch),
);

test('what is replaced as a whole is sent even where it is the same', () => {
  const budget = { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } };
  const { selector } = budget.spec;
  expect(threeWayPatch(budget, budget, budget, '#PodDisruptionBudget')).toEqual({ spec: { selector } });
});
