import { expect, test } from 'vitest';
import type { CheckResult } from '../sandbox/client.ts';
import { placeOfCheck } from './check-place.ts';

const pod = (...lines: string[]): string => `kind: Pod\nspec:\n${lines.map((each) => `  ${each}\n`).join('')}`;
const SELECTOR = 'nodeSelector: { disk: ssd }';
const TOLERATION = 'tolerations: [{ operator: Exists }]';
const CONTAINER = 'containers: [{ name: web, resources: { requests: { cpu: 9 } } }]';
const line = (yaml: string, facts: CheckResult['facts']): number | undefined =>
  placeOfCheck({ id: 'c', state: 'failed', variants: {}, facts }, yaml)?.line;
const waits = (reasons: string): CheckResult['facts'] => ({
  containers: 'web (x)',
  message: `0/4 nodes are available: ${reasons}. preemption: 0/4 nodes are available: 4 Preemption is not helpful.`,
});

test.each([
  [
    'the reason of the most nodes',
    pod(TOLERATION, SELECTOR),
    "1 node(s) had untolerated taint(s), 3 node(s) didn't match Pod's node affinity/selector",
    4,
  ],
  [
    'what is written, before what is not',
    pod(SELECTOR),
    "2 node(s) had untolerated taint(s), 1 node(s) didn't match Pod's node affinity/selector",
    3,
  ],
  ['what is missing: where it would stand', pod(CONTAINER), '4 node(s) had untolerated taint(s)', 2],
  ['too large a request', pod(SELECTOR, CONTAINER), '1 node(s) had untolerated taint(s), 3 Insufficient cpu', 4],
  ['a reason that no field of a Pod leads to', pod(SELECTOR), '4 node(s) had no available disk', undefined],
])('a Pod that waits: %s', (_, yaml, reasons, expected) => {
  expect(line(yaml, waits(reasons))).toBe(expected);
});

test('a Pod that a kubelet refused was sent there by hand', () => {
  expect(line(pod(CONTAINER, 'nodeName: node-a'), { status: 'OutOfcpu' })).toBe(4);
});
