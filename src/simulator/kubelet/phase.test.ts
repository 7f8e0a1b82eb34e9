import { expect, test } from 'vitest';
import type { Container, ContainerStatus, Pod, PodSpec } from '../api/schema/kinds.ts';
import { podPhase } from './phase.ts';

const status = (
  name: string,
  state: ContainerStatus['state'],
  rest: Partial<ContainerStatus> = {},
): ContainerStatus => ({
  name,
  state,
  image: '',
  imageID: '',
  ready: false,
  restartCount: 0,
  ...rest,
});
const runs = { running: {} };
const waits = { waiting: {} };
const ended = (exitCode: number): { terminated: { exitCode: number } } => ({ terminated: { exitCode } });
const pod = (spec: Partial<PodSpec>): Pod =>
  ({ metadata: {}, spec: { containers: [{ name: 'app' }], ...spec } }) as Pod;
const sidecar: Container = { name: 'side', restartPolicy: 'Always' };
const init: Container = { name: 'one' };

test.each<[string, Partial<PodSpec>, ContainerStatus[], 'ended' | 'going-on', 'begun' | 'new', string]>([
  ['it waits', {}, [status('app', waits)], 'going-on', 'new', 'Pending'],
  ['it runs', {}, [status('app', runs)], 'going-on', 'begun', 'Running'],
  ['it failed and will be started again', {}, [status('app', ended(1))], 'going-on', 'begun', 'Running'],
  ['it failed for good', { restartPolicy: 'Never' }, [status('app', ended(1))], 'going-on', 'begun', 'Failed'],
  ['it succeeded', { restartPolicy: 'OnFailure' }, [status('app', ended(0))], 'going-on', 'begun', 'Succeeded'],
  ['it succeeded, and was told to end', {}, [status('app', ended(0))], 'ended', 'begun', 'Succeeded'],
  ['it was killed', {}, [status('app', ended(137))], 'ended', 'begun', 'Failed'],
  [
    'an init container runs',
    { initContainers: [init] },
    [status('one', runs), status('app', waits)],
    'going-on',
    'new',
    'Pending',
  ],
  [
    'an init container failed and is tried again',
    { initContainers: [init] },
    [status('one', ended(1)), status('app', waits)],
    'going-on',
    'new',
    'Pending',
  ],
  [
    'an init container failed for good',
    { initContainers: [init], restartPolicy: 'Never' },
    [status('one', ended(1)), status('app', waits)],
    'going-on',
    'new',
    'Failed',
  ],
  [
    'a sidecar has not started',
    { initContainers: [sidecar] },
    [status('side', runs), status('app', waits)],
    'going-on',
    'new',
    'Pending',
  ],
  [
    'a sidecar still runs when the app has succeeded',
    { initContainers: [sidecar], restartPolicy: 'Never' },
    [status('side', runs, { started: true }), status('app', ended(0))],
    'going-on',
    'begun',
    'Running',
  ],
  [
    'a sidecar waits for its restart when the app has succeeded',
    { initContainers: [sidecar], restartPolicy: 'Never' },
    [status('side', waits, { lastState: ended(1) }), status('app', ended(0))],
    'going-on',
    'begun',
    'Succeeded',
  ],
  [
    'one of two containers comes back',
    { restartPolicy: 'Never', containers: [{ name: 'app', restartPolicy: 'Always' }, { name: 'other' }] },
    [status('app', ended(1)), status('other', ended(0))],
    'going-on',
    'begun',
    'Running',
  ],
])('%s', (_, spec, statuses, going, begun, expected) =>
  expect(podPhase(pod(spec), statuses, going === 'ended', begun === 'begun')).toBe(expected),
);
