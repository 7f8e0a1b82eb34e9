import { expect, test } from 'vitest';
import type { Pod } from '../../api/schema/kinds.ts';
import { isCriticalPod } from './critical-pod.ts';

test.each<[string, { priority?: number; annotations?: Record<string, string> }, boolean]>([
  ['a plain Pod', {}, false],
  ['the highest priority of a user', { priority: 1_000_000_000 }, false],
  ['system-cluster-critical', { priority: 2_000_000_000 }, true],
  ['a Pod from a file', { annotations: { 'kubernetes.io/config.source': 'file' } }, true],
  ['a Pod from the API server', { annotations: { 'kubernetes.io/config.source': 'api' } }, false],
  ['a mirror Pod', { annotations: { 'kubernetes.io/config.mirror': 'abc' } }, true],
])('%s', (_, { priority, annotations }, expected) =>
  expect(isCriticalPod({ metadata: { name: 'p', annotations }, spec: { priority } } as unknown as Pod)).toBe(expected),
);
