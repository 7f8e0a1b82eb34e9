import { expect, test } from 'vitest';
import type { ContainerStatus, Pod, PodCondition, PodSpec } from '../api/schema/kinds.ts';
import { containersReadyCondition, initializedCondition, readyCondition } from './generate-conditions.ts';

const status = (name: string, rest: Partial<ContainerStatus>): ContainerStatus => ({
  name,
  image: '',
  imageID: '',
  ready: false,
  restartCount: 0,
  ...rest,
});
const pod = (spec: Partial<PodSpec> = {}): Pod =>
  ({ metadata: {}, spec: { containers: [{ name: 'app' }, { name: 'log' }], ...spec } }) as Pod;
const ready = [status('app', { ready: true }), status('log', { ready: true })];
const said = ({ status: value, reason, message }: PodCondition): unknown[] => [value, reason, message];

test.each<[string, Pod, ContainerStatus[], string, unknown[]]>([
  ['all are ready', pod(), ready, 'Running', ['True', undefined, undefined]],
  [
    'one is not',
    pod(),
    [ready[0]!, status('log', {})],
    'Running',
    ['False', 'ContainersNotReady', 'containers with unready status: [log]'],
  ],
  [
    'one is not known',
    pod(),
    [status('app', {})],
    'Pending',
    ['False', 'ContainersNotReady', 'containers with unknown status: [log], containers with unready status: [app]'],
  ],
  [
    'a sidecar counts',
    pod({ initContainers: [{ name: 'side', restartPolicy: 'Always' }] }),
    [...ready, status('side', {})],
    'Running',
    ['False', 'ContainersNotReady', 'containers with unready status: [side]'],
  ],
  [
    'an init container does not',
    pod({ initContainers: [{ name: 'one' }] }),
    [...ready, status('one', {})],
    'Running',
    ['True', undefined, undefined],
  ],
  ['the Pod has succeeded', pod(), ready, 'Succeeded', ['False', 'PodCompleted', undefined]],
  ['the Pod has failed', pod(), ready, 'Failed', ['False', 'PodFailed', undefined]],
])('ContainersReady when %s', (_, of, statuses, phase, expected) =>
  expect(said(containersReadyCondition(of, statuses, phase))).toEqual(expected),
);

test.each<[string, PodCondition[], unknown[]]>([
  [
    'nobody has set its gate',
    [],
    ['False', 'ReadinessGatesNotReady', 'corresponding condition of pod readiness gate "lb" does not exist.'],
  ],
  [
    'its gate is False',
    [{ type: 'lb', status: 'False' }],
    ['False', 'ReadinessGatesNotReady', 'the status of pod readiness gate "lb" is not "True", but False'],
  ],
  ['its gate is True', [{ type: 'lb', status: 'True' }], ['True', undefined, undefined]],
])('Ready when %s', (_, others, expected) =>
  expect(said(readyCondition(pod({ readinessGates: [{ conditionType: 'lb' }] }), others, ready, 'Running'))).toEqual(
    expected,
  ),
);

const withInit = pod({ initContainers: [{ name: 'one' }, { name: 'side', restartPolicy: 'Always' }] });
test.each<[string, ContainerStatus[], unknown[]]>([
  [
    'nothing has run',
    [status('one', {}), status('side', {})],
    ['False', 'ContainersNotInitialized', 'containers with incomplete status: [one side]'],
  ],
  [
    'a sidecar runs but has not started',
    [status('one', { ready: true }), status('side', { started: false })],
    ['False', 'ContainersNotInitialized', 'containers with incomplete status: [side]'],
  ],
  [
    'all have done',
    [status('one', { ready: true }), status('side', { started: true })],
    ['True', undefined, undefined],
  ],
  [
    'an app container has started before',
    [status('one', {}), status('side', {}), status('app', { started: true })],
    ['True', undefined, undefined],
  ],
])('Initialized when %s', (_, statuses, expected) =>
  expect(said(initializedCondition(withInit, {}, statuses, 'Running'))).toEqual(expected),
);
