import { expect, test } from 'vitest';
import { examplePod } from '../cluster.fixture.ts';
import { pass, unresolvable } from '../framework.ts';
import { schedulingGates } from './scheduling-gates.ts';

test.each<[string, readonly string[], unknown]>([
  ['no gates', [], pass],
  ['gates hold back', ['a', 'b'], unresolvable('waiting for scheduling gates: [a b]')],
])('%s', (_, gates, expected) =>
  expect(schedulingGates.preEnqueue(examplePod({ schedulingGates: gates.map((name) => ({ name })) }))).toEqual(
    expected,
  ),
);
