import { describe, expect, test } from 'vitest';
import type { ContainerState, ContainerStatus, Pod } from '../../api/schema/kinds.ts';
import { podSummary } from './pod-row.ts';

const done = (exitCode: number, reason?: string): ContainerState => ({
  terminated: { exitCode, ...(reason ? { reason } : {}) },
});
const waits = (reason: string): ContainerState => ({ waiting: { reason } });
const runs: ContainerState = { running: { startedAt: '2026-01-01T00:00:00Z' } };
const status = (name: string, state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus =>
  ({ name, state, ready: state === runs, restartCount: 0, image: '', imageID: '', ...more }) satisfies ContainerStatus;

interface Shape {
  phase?: string;
  reason?: string;
  init?: ContainerStatus[];
  app?: ContainerStatus[];
  sidecars?: string[];
  conditions?: { type: string; status: string; reason?: string }[];
  deleted?: true;
}

function pod({ phase = 'Running', reason, init = [], app = [], sidecars = [], conditions = [], deleted }: Shape): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'p',
      uid: 'u',
      resourceVersion: '1',
      ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      containers: app.map((c) => ({ name: c.name })),
      initContainers: init.map((c) => ({
        name: c.name,
        ...(sidecars.includes(c.name) ? { restartPolicy: 'Always' } : {}),
      })),
    },
    status: { phase, ...(reason ? { reason } : {}), initContainerStatuses: init, containerStatuses: app, conditions },
  } as unknown as Pod;
}

describe('the word for a Pod', () => {
  test.each<[string, Shape, string]>([
    ['is its phase where there is nothing else', { phase: 'Pending' }, 'Pending'],
    ['is its reason before its phase', { phase: 'Failed', reason: 'Evicted' }, 'Evicted'],
    [
      'tells of scheduling gates',
      { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
      'SchedulingGated',
    ],
    [
      'is what the first container waits for',
      { app: [status('a', waits('CrashLoopBackOff')), status('b', waits('ImagePullBackOff'))] },
      'CrashLoopBackOff',
    ],
    ['is how a container ended', { app: [status('a', done(137, 'OOMKilled'))] }, 'OOMKilled'],
    ['is an exit code without a reason', { app: [status('a', done(3))] }, 'ExitCode:3'],
    [
      'is Error where one of several failed',
      { phase: 'Failed', app: [status('a', done(0, 'Completed')), status('b', done(1, 'Error'))] },
      'Error',
    ],
    [
      'is Running while another is ready',
      { conditions: [{ type: 'Ready', status: 'True' }], app: [status('a', done(0, 'Completed')), status('b', runs)] },
      'Running',
    ],
    [
      'is what one died of while another runs and the Pod is not ready',
      { app: [status('a', done(0, 'Completed')), status('b', done(1, 'Error')), status('c', runs)] },
      'Error',
    ],
    ['is NotReady while the Pod is not', { app: [status('a', done(0, 'Completed')), status('b', runs)] }, 'NotReady'],
    [
      'counts init containers',
      { phase: 'Pending', init: [status('i', done(0, 'Completed')), status('j', runs)] },
      'Init:1/2',
    ],
    ['tells what an init container died of', { phase: 'Pending', init: [status('i', done(1, 'Error'))] }, 'Init:Error'],
    [
      'passes over a sidecar that has started',
      { init: [status('s', runs, { started: true })], sidecars: ['s'], app: [status('a', runs)] },
      'Running',
    ],
    ['is Terminating once deleted', { deleted: true, app: [status('a', runs)] }, 'Terminating'],
    [
      'is not Terminating when it has ended',
      { deleted: true, phase: 'Succeeded', app: [status('a', done(0, 'Completed'))] },
      'Completed',
    ],
  ])('%s', (_, shape, word) => expect(podSummary(pod(shape)).status).toBe(word));
});

test('readiness counts sidecars, restarts count what runs now', () => {
  const summary = podSummary(
    pod({
      init: [
        status('s', runs, {
          started: true,
          ready: true,
          restartCount: 2,
          lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:05Z' } },
        }),
        status('i', done(0, 'Completed'), { restartCount: 7 }),
      ],
      sidecars: ['s'],
      app: [
        status('a', runs, {
          restartCount: 1,
          lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:03Z' } },
        }),
      ],
    }),
  );
  expect(summary).toMatchObject({ ready: 2, total: 2, restarts: 3, lastRestart: '2026-01-01T00:00:05Z' });
});
