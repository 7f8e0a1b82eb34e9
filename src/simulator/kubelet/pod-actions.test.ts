import { expect, test } from 'vitest';
import type { Container, Pod, PodSpec } from '../api/schema/kinds.ts';
import type { ContainerState } from './container-record.ts';
import { computePodActions } from './pod-actions.ts';
import type { RuntimeStatus } from './runtime-status.ts';

const found = (name: string, state: ContainerState['state'], exitCode = 0): ContainerState =>
  ({ id: name, name, state, exitCode, definition: name, attempt: 0 }) as ContainerState;
const runtime = (...containers: ContainerState[]): RuntimeStatus => ({
  sandbox: 'ready',
  ip: '10.244.0.2',
  containers,
});
const nothing: RuntimeStatus = { sandbox: 'none', ip: undefined, containers: [] };
const pod = (spec: Partial<PodSpec>): Pod =>
  ({ metadata: {}, spec: { containers: [{ name: 'app' }], ...spec } }) as Pod;
const init: Container[] = [{ name: 'one' }, { name: 'two' }];
const probed: Container = { name: 'side', restartPolicy: 'Always', startupProbe: {} };

type Verdict = 'success' | 'failure' | 'unknown' | undefined;
function act(
  spec: Partial<PodSpec>,
  status: RuntimeStatus,
  verdicts: { liveness?: Verdict; startup?: Verdict; changed?: string } = {},
): string {
  const actions = computePodActions({
    pod: pod(spec),
    runtime: status,
    liveness: () => verdicts.liveness,
    startup: () => verdicts.startup,
    definition: ({ name }) => (name === verdicts.changed ? 'another' : name),
    resizeNeedsRestart: () => false,
  });
  const names = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join(' ');
  return [
    actions.killPod && !actions.createSandbox ? 'kill the Pod' : '',
    actions.createSandbox ? 'sandbox' : '',
    ...actions.toKill.map(({ message }) => message),
    actions.initToStart.length > 0 ? `init ${names(actions.initToStart)}` : '',
    actions.toStart.length > 0 ? `start ${names(actions.toStart)}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

test.each<[string, Partial<PodSpec>, RuntimeStatus, Parameters<typeof act>[2], string]>([
  ['a new Pod', {}, nothing, {}, 'sandbox; start app'],
  ['a new Pod with init containers', { initContainers: init }, nothing, {}, 'sandbox; init one'],
  ['a running container', {}, runtime(found('app', 'running')), {}, ''],
  ['a container that ended', {}, runtime(found('app', 'exited', 1)), {}, 'start app'],
  [
    'a container that ended for good',
    { restartPolicy: 'Never' },
    runtime(found('app', 'exited', 1)),
    {},
    'kill the Pod',
  ],
  ['a first init container that is done', { initContainers: init }, runtime(found('one', 'exited')), {}, 'init two'],
  [
    'all init containers done',
    { initContainers: init },
    runtime(found('two', 'exited'), found('one', 'exited')),
    {},
    'start app',
  ],
  ['an init container that failed', { initContainers: init }, runtime(found('one', 'exited', 1)), {}, 'init one'],
  [
    'an init container that failed for good',
    { initContainers: init, restartPolicy: 'Never' },
    runtime(found('one', 'exited', 1)),
    {},
    'kill the Pod',
  ],
  [
    'a sidecar whose startup probe has not succeeded',
    { initContainers: [probed] },
    runtime(found('side', 'running')),
    { startup: 'unknown' },
    '',
  ],
  [
    'a sidecar that has started',
    { initContainers: [probed] },
    runtime(found('side', 'running')),
    { startup: 'success' },
    'start app',
  ],
  [
    'a sidecar whose startup probe failed',
    { initContainers: [probed] },
    runtime(found('side', 'running')),
    { startup: 'failure' },
    'Init container side failed startup probe; init side',
  ],
  [
    'a sidecar that ended beside the app',
    { initContainers: [probed] },
    runtime(found('app', 'running'), found('side', 'exited', 1)),
    {},
    'init side',
  ],
  [
    'a sidecar left alone',
    { initContainers: [probed], restartPolicy: 'Never' },
    runtime(found('app', 'exited'), found('side', 'running')),
    { startup: 'success' },
    'kill the Pod',
  ],
  [
    'a failed liveness probe',
    {},
    runtime(found('app', 'running')),
    { liveness: 'failure' },
    'Container app failed liveness probe, will be restarted; start app',
  ],
  [
    'a failed startup probe',
    {},
    runtime(found('app', 'running')),
    { startup: 'failure' },
    'Container app failed startup probe, will be restarted; start app',
  ],
  [
    'a failed probe of a Pod that is not restarted',
    { restartPolicy: 'Never' },
    runtime(found('app', 'running')),
    { liveness: 'failure' },
    'kill the Pod',
  ],
  [
    'a failed probe of a container that is not restarted, whatever its rules',
    {
      containers: [
        {
          name: 'app',
          restartPolicy: 'Never',
          restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [0] } }],
        },
      ],
    },
    runtime(found('app', 'running')),
    { liveness: 'failure' },
    'kill the Pod',
  ],
  [
    'another image',
    { restartPolicy: 'Never' },
    runtime(found('app', 'running')),
    { changed: 'app' },
    'Container app definition changed, will be restarted; start app',
  ],
])('%s', (_, spec, status, verdicts, expected) => expect(act(spec, status, verdicts)).toBe(expected));
