import { expect, test } from 'vitest';
import type { Pod, PodDisruptionBudget } from '../../api/schema/kinds.ts';
import { planBudget } from './budget-status.ts';
import { expectedPods, type ScaleOf } from './expected-pods.ts';

const NOW = { now: Date.UTC(2026, 0, 1, 0, 5), stamp: '2026-01-01T00:05:00Z' };
const meta = (name: string) => ({ name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: '' });
const budget = (
  spec: PodDisruptionBudget['spec'],
  disruptedPods: Readonly<Record<string, string>> = {},
): PodDisruptionBudget => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { ...meta('web'), generation: 1 },
  spec,
  status: { disruptedPods },
});
const pod = (name: string, state: 'ready' | 'waiting' | 'ending' = 'ready'): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { ...meta(name), ...(state === 'ending' ? { deletionTimestamp: NOW.stamp } : {}) },
  spec: { containers: [] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: state === 'waiting' ? 'False' : 'True' }] },
});
const ofFour: ScaleOf = () => ({ uid: 'rs', replicas: 4 });
const alone: ScaleOf = () => 'unmanaged';
const pods = (...states: Parameters<typeof pod>[1][]): Pod[] => states.map((state, i) => pod(`p${i}`, state));

test.each([
  ['a number to keep', { minAvailable: 2 }, ofFour, { expected: 3, desired: 2, hasUnmanaged: false }],
  ['a share to keep, rounded up', { minAvailable: '30%' }, ofFour, { expected: 4, desired: 2, hasUnmanaged: false }],
  ['a number to spare', { maxUnavailable: 1 }, ofFour, { expected: 4, desired: 3, hasUnmanaged: false }],
  ['more to spare than there are', { maxUnavailable: 9 }, ofFour, { expected: 4, desired: 0, hasUnmanaged: false }],
  ['a share to spare, rounded up', { maxUnavailable: '30%' }, ofFour, { expected: 4, desired: 2, hasUnmanaged: false }],
  ['Pods without a controller', { maxUnavailable: 1 }, alone, { expected: 0, desired: 0, hasUnmanaged: true }],
  [
    'Pods without a controller, a number to keep',
    { minAvailable: 1 },
    alone,
    { expected: 3, desired: 1, hasUnmanaged: false },
  ],
  ['a controller that has no scale', { maxUnavailable: 1 }, () => ({ failed: 'no' }), { failed: 'no' }],
] as const)('%s', (_, spec, scaleOf, expected) =>
  expect(expectedPods(budget(spec), pods('ready', 'ready', 'ready'), scaleOf)).toEqual(expected),
);

const planned = (desired: number, list: readonly Pod[], disrupted: Readonly<Record<string, string>> = {}) =>
  planBudget(budget({}, disrupted), list, { expected: list.length, desired, hasUnmanaged: false }, NOW);

test.each([
  ['as many as are beyond those wanted', 1, pods('ready', 'ready', 'ready'), 2, 'True', 'SufficientPods'],
  ['none where all are needed', 2, pods('ready', 'ready'), 0, 'False', 'InsufficientPods'],
  ['none where Pods are not ready', 1, pods('ready', 'waiting'), 0, 'False', 'InsufficientPods'],
  ['one fewer for a Pod that ends', 1, pods('ready', 'ready', 'ending'), 1, 'True', 'SufficientPods'],
  ['none where there are no Pods', 0, [], 0, 'False', 'InsufficientPods'],
] as const)('disruptions allowed: %s', (_, desired, list, allowed, status, reason) => {
  const plan = planned(desired, list);
  expect(plan.status.disruptionsAllowed).toBe(allowed);
  expect(plan.status.conditions).toEqual([
    expect.objectContaining({ type: 'DisruptionAllowed', status, reason, message: '', observedGeneration: 1 }),
  ]);
});

test('an evicted Pod does not count until it has gone, two minutes at most', () => {
  const fresh = planned(1, pods('ready', 'ready'), { p0: '2026-01-01T00:04:30Z', gone: '2026-01-01T00:04:30Z' });
  expect(fresh.status).toMatchObject({ currentHealthy: 1, disruptedPods: { p0: '2026-01-01T00:04:30Z' } });
  expect(fresh.recheckAfter).toBe(90_000);
  const old = planned(1, pods('ready', 'ready'), { p0: '2026-01-01T00:02:00Z' });
  expect(old.status.currentHealthy).toBe(2);
  expect(old.status.disruptedPods).toBeUndefined();
  expect(old.notDeleted.map(({ metadata }) => metadata.name)).toEqual(['p0']);
});
