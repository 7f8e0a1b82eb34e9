import { expect, test } from 'vitest';
import type { Container, PodSpec } from '../api/schema/kinds.ts';
import { containerShouldRestart } from './restart-policy.ts';

const restartOn = (operator: string, ...values: number[]): Partial<Container> => ({
  restartPolicy: 'Never',
  restartPolicyRules: [{ action: 'Restart', exitCodes: { operator, values } }],
});

test.each<[string, PodSpec['restartPolicy'], Partial<Container>, number, boolean]>([
  ['nothing said is Always', undefined, {}, 0, true],
  ['Always after success', 'Always', {}, 0, true],
  ['OnFailure after success', 'OnFailure', {}, 0, false],
  ['OnFailure after failure', 'OnFailure', {}, 1, true],
  ['Never after failure', 'Never', {}, 1, false],
  ['a container of its own policy', 'Never', { restartPolicy: 'Always' }, 0, true],
  ['a rule that names the code', 'Never', restartOn('In', 42), 42, true],
  ['a rule that names another', 'Never', restartOn('In', 42), 1, false],
  ['a rule that excludes the code', 'Never', restartOn('NotIn', 42), 42, false],
  ['a rule that excludes another', 'Never', restartOn('NotIn', 42), 1, true],
])('%s', (_, restartPolicy, container, exitCode, expected) =>
  expect(containerShouldRestart({ name: 'app', ...container }, { containers: [], restartPolicy }, exitCode)).toBe(
    expected,
  ),
);
