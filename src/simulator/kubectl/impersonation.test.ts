import { expect, test } from 'vitest';
import type { ParsedLine } from './command.ts';
import { refusedReading, userOf } from './impersonation.ts';

const line = (command: string, args: readonly string[], flags: Record<string, string[]> = {}): ParsedLine => ({
  command: command.split(' '),
  args,
  flags: new Map(Object.entries(flags)),
  afterDashes: undefined,
});

test.each([
  [{}, { name: 'learner', groups: ['system:masters', 'system:authenticated'] }],
  [{ as: ['jane'] }, { name: 'jane', groups: ['system:authenticated'] }],
  [
    { as: ['jane'], 'as-group': ['dev'] },
    { name: 'jane', groups: ['dev', 'system:authenticated'] },
  ],
  [
    { as: ['system:serviceaccount:shop:robot'] },
    {
      name: 'system:serviceaccount:shop:robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
    },
  ],
])('%j', (flags, user) => expect(userOf(line('get', [], flags))).toEqual(user));

test.each([
  [
    line('get', ['pods']),
    'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "a"',
  ],
  [
    line('set image', ['deploy/web', 'app=x']),
    'deployments.apps "web" is forbidden: User "jane" cannot get resource "deployments" in API group "apps" in the namespace "a"',
  ],
  [
    line('drain', ['n']),
    'nodes "n" is forbidden: User "jane" cannot get resource "nodes" in API group "" at the cluster scope',
  ],
])('%j', (typed, message) =>
  expect(refusedReading(typed, { name: 'jane', groups: [] }, 'a')?.failure).toBe(
    `Error from server (Forbidden): ${message}\n`,
  ),
);

test('what reads nothing is not refused', () =>
  expect(refusedReading(line('explain', ['pods']), { name: 'jane', groups: [] }, 'a')).toBeUndefined());
