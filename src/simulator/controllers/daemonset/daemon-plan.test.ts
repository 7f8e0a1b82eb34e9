import { expect, test } from 'vitest';
import type { DaemonSet, Pod } from '../../api/schema/kinds.ts';
import { placement, rollingStep } from './daemon-plan.ts';

const set = (maxUnavailable: number, maxSurge = 0): DaemonSet =>
  ({
    metadata: {},
    spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } } },
  }) as unknown as DaemonSet;

const pod = (name: string, { hash = 'new', ready = true, going = false } = {}): Pod =>
  ({
    metadata: {
      name,
      creationTimestamp: '',
      labels: { 'controller-revision-hash': hash },
      ...(going ? { deletionTimestamp: 'now' } : {}),
    },
    spec: {},
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }) as unknown as Pod;

const names = ({ create, remove }: { create: readonly string[]; remove: readonly Pod[] }): unknown => [
  ...create.map((node) => `+${node}`),
  ...remove.map(({ metadata }) => `-${metadata.name}`),
];
const old = { hash: 'old' };

test.each([
  ['a node that suits gets its Pod', 'run', [], ['+a']],
  ['a node that only bears it gets none', 'stay', [], []],
  ['a node that does not suit loses it', 'go', [pod('p')], ['-p']],
  ['of two the older stays', 'run', [pod('p'), pod('q')], ['-q']],
  ['a Pod that goes is waited for', 'run', [pod('p', { going: true })], []],
] as const)('%s', (_, fit, pods, expected) =>
  expect(names(placement(set(1), [{ node: 'a', fit, pods: [...pods] }], 'new', 0))).toEqual(expected),
);

test('with a surge a node whose Pod is going gets the next at once', () =>
  expect(names(placement(set(0, 1), [{ node: 'a', fit: 'run', pods: [pod('p', { going: true })] }], 'new', 0))).toEqual(
    ['+a'],
  ));

test('with a surge a Pod whose node no longer suits stays until another is available for it', () => {
  const step = (there: boolean): unknown =>
    names(
      rollingStep(
        set(0, 1),
        [
          { node: 'leaving', fit: 'stay', pods: [pod('p', old)] },
          { node: 'coming', fit: 'run', pods: [pod('q', { ready: there })] },
        ],
        'new',
        0,
      ),
    );
  expect([step(false), step(true)]).toEqual([[], ['-p']]);
});

test.each([
  ['one at a time', set(1), [[pod('p', old)], [pod('q', old)]], ['-p']],
  ['none while one is missing', set(1), [[pod('p', { ready: false })], [pod('q', old)]], []],
  ['none while one goes', set(1), [[pod('p', { ...old, going: true })], [pod('q', old)]], []],
  ['a broken one goes whatever is missing', set(1), [[pod('p', { ...old, ready: false })], [pod('q', old)]], ['-p']],
  ['with a surge the new one comes first', set(0, 1), [[pod('p', old)], [pod('q', old)]], ['+n0']],
  [
    'with a surge the old one goes when the new is there',
    set(0, 1),
    [[pod('p', old), pod('p2')], [pod('q', old)]],
    ['+n1', '-p'],
  ],
  [
    'with a surge no more new ones than it allows are waited for',
    set(0, 1),
    [[pod('p', old), pod('p2', { ready: false })], [pod('q', old)]],
    [],
  ],
  [
    'with a surge a broken old one gets its successor at once',
    set(0, 1),
    [[pod('p', old), pod('p2', { ready: false })], [pod('q', { ...old, ready: false })]],
    ['+n1'],
  ],
  ['a node with two old ones is as good as none', set(1), [[pod('p', old), pod('p2', old)], [pod('q', old)]], []],
] as const)('a rolling update: %s', (_, given, nodes, expected) =>
  expect(
    names(
      rollingStep(
        given,
        nodes.map((pods, i) => ({ node: `n${i}`, fit: 'run' as const, pods: [...pods] })),
        'new',
        0,
      ),
    ),
  ).toEqual(expected),
);
