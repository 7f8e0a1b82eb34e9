import { expect, test } from 'vitest';
import type { Pod, StatefulSet } from '../../api/schema/kinds.ts';
import { statefulPlan } from './stateful-plan.ts';

const set = (replicas: number, spec: object = {}): StatefulSet =>
  ({
    metadata: { name: 'web' },
    spec: { replicas, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, ...spec },
    status: {},
  }) as unknown as StatefulSet;

const pod = (
  ordinal: number,
  { ready = true, revision = 'new', going = false, phase = 'Running', adopted = false } = {},
): Pod =>
  ({
    metadata: {
      name: `web-${ordinal}`,
      labels: {
        'controller-revision-hash': revision,
        ...(adopted ? {} : { 'statefulset.kubernetes.io/pod-name': `web-${ordinal}` }),
      },
      ...(going ? { deletionTimestamp: 'now' } : {}),
    },
    spec: {},
    status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }) as unknown as Pod;

test.each([
  ['the first Pod comes alone', set(3), [], ['create 0']],
  [
    'all come at once in parallel',
    set(3, { podManagementPolicy: 'Parallel' }),
    [],
    ['create 0', 'create 1', 'create 2'],
  ],
  ['the next waits for the one before', set(3), [pod(0, { ready: false })], []],
  ['the next comes when the one before is ready', set(3), [pod(0)], ['create 1']],
  ['the last goes first', set(1), [pod(0), pod(1), pod(2)], ['delete web-2']],
  ['nothing goes while another goes', set(1), [pod(0), pod(1), pod(2, { going: true })], []],
  ['a Pod that ended is replaced', set(1), [pod(0, { phase: 'Failed', ready: false })], ['delete web-0']],
  [
    'an update begins with the last',
    set(2),
    [pod(0, { revision: 'old' }), pod(1, { revision: 'old' })],
    ['delete web-1'],
  ],
  [
    'one that has ended and is going is waited for',
    set(2),
    [pod(0, { phase: 'Failed', ready: false, going: true })],
    [],
  ],
  [
    'in parallel others come while one that ended is replaced',
    set(2, { podManagementPolicy: 'Parallel' }),
    [pod(0, { phase: 'Failed', ready: false })],
    ['delete web-0', 'create 1'],
  ],
  [
    'in parallel all that are too many go at once',
    set(1, { podManagementPolicy: 'Parallel' }),
    [pod(0), pod(1), pod(2)],
    ['delete web-2', 'delete web-1'],
  ],
  ['a sick one below does not hold up the last', set(1), [pod(0), pod(1, { ready: false }), pod(2)], ['delete web-2']],
  [
    'of two sick ones that are too many the upper waits for the lower',
    set(1),
    [pod(0), pod(1, { ready: false }), pod(2, { ready: false })],
    [],
  ],
  ['ordinals begin where they are said to', set(2, { ordinals: { start: 5 } }), [pod(5)], ['create 6']],
  ['Pods below the first ordinal go', set(1, { ordinals: { start: 1 } }), [pod(0), pod(1)], ['delete web-0']],
  [
    'one at a time, however many may be missing',
    set(4, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: '50%' } } }),
    [0, 1, 2, 3].map((ordinal) => pod(ordinal, { revision: 'old' })),
    ['delete web-3'],
  ],
  [
    'in parallel a broken old Pod is replaced',
    set(2, { podManagementPolicy: 'Parallel' }),
    [pod(0, { revision: 'old', ready: false }), pod(1, { revision: 'old', ready: false })],
    ['delete web-1'],
  ],
  [
    'in parallel a broken new Pod holds up those before it',
    set(2, { podManagementPolicy: 'Parallel' }),
    [pod(0, { revision: 'old' }), pod(1, { ready: false })],
    [],
  ],
  ['an update waits for a Pod that is not ready', set(2), [pod(0, { revision: 'old' }), pod(1, { ready: false })], []],
  [
    'a broken old Pod blocks the update of the rest',
    set(2),
    [pod(0, { revision: 'old' }), pod(1, { revision: 'older', ready: false })],
    [],
  ],
  [
    'Pods below the partition stay',
    set(2, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } }),
    [pod(0, { revision: 'old' }), pod(1)],
    [],
  ],
  [
    'an adopted Pod gets its labels, and the next comes',
    set(2),
    [pod(0, { adopted: true })],
    ['label web-0', 'create 1'],
  ],
  ['but not before it is ready', set(2), [pod(0, { adopted: true, ready: false })], []],
  ['OnDelete leaves old Pods', set(1, { updateStrategy: { type: 'OnDelete' } }), [pod(0, { revision: 'old' })], []],
])('%s', (_, given, pods, expected) =>
  expect(
    statefulPlan(given, pods, 'new', 0).map((step) =>
      step.do === 'create' ? `create ${step.ordinal}` : `${step.do} ${step.pod.metadata.name}`,
    ),
  ).toEqual(expected),
);
