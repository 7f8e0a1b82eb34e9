import { expect, test } from 'vitest';
import type { ContainerStatus, Pod, PodSpec, PodStatus } from '../api/schema/kinds.ts';
import type { ContainerState } from './container-record.ts';
import { containerStatuses, type StartFailureReason } from './container-statuses.ts';

const found = (name: string, rest: Partial<ContainerState>): ContainerState =>
  ({
    id: `containerd://${name}`,
    name,
    attempt: 0,
    state: 'running',
    exitCode: 0,
    reason: '',
    message: '',
    startedAt: 0,
    user: { uid: 0, gid: 0, groups: [0] },
    ...rest,
  }) as ContainerState;
const ended = (name: string, exitCode: number, attempt = 0): ContainerState =>
  found(name, { state: 'exited', exitCode, attempt, reason: exitCode === 0 ? 'Completed' : 'Error', finishedAt: 1000 });

function shown(
  spec: Partial<PodSpec>,
  containers: ContainerState[],
  more: { before?: Partial<PodStatus>; reasons?: [string, StartFailureReason][]; deleted?: true; which?: 'init' } = {},
): string[] {
  const pod = {
    metadata: more.deleted ? { deletionTimestamp: 'now' } : {},
    spec: { containers: [{ name: 'app' }], ...spec },
  } as Pod;
  const statuses = containerStatuses(
    {
      pod,
      runtime: { sandbox: 'ready', ip: undefined, containers },
      before: more.before ?? {},
      reasons: new Map(more.reasons),
      time: String,
      allocated: () => undefined,
    },
    more.which ?? 'app',
  );
  const state = (of: ContainerStatus['state']): string =>
    of?.waiting?.reason ?? of?.terminated?.reason ?? (of?.running ? 'Running' : '-');
  return statuses.map(
    (status) => `${status.name} ${state(status.state)} last ${state(status.lastState)} restarts ${status.restartCount}`,
  );
}
const crashing: [string, StartFailureReason][] = [['app', { reason: 'CrashLoopBackOff', message: 'back-off 10s' }]];

test.each<[string, string[], string[]]>([
  ['nothing has been started', shown({}, []), ['app ContainerCreating last - restarts 0']],
  [
    'init containers come first',
    shown({ initContainers: [{ name: 'one' }] }, []),
    ['app PodInitializing last - restarts 0'],
  ],
  ['it runs', shown({}, [found('app', {})]), ['app Running last - restarts 0']],
  ['it runs again', shown({}, [found('app', { attempt: 1 }), ended('app', 1)]), ['app Running last Error restarts 1']],
  ['it ended and nobody has looked since', shown({}, [ended('app', 1)]), ['app Error last - restarts 0']],
  [
    'it ended and must wait',
    shown({}, [ended('app', 1)], { reasons: crashing }),
    ['app CrashLoopBackOff last Error restarts 0'],
  ],
  [
    'it ended for good',
    shown({ restartPolicy: 'Never' }, [ended('app', 1)], { reasons: crashing }),
    ['app Error last - restarts 0'],
  ],
  [
    'the Pod is being deleted',
    shown({}, [ended('app', 1)], { reasons: crashing, deleted: true }),
    ['app Error last - restarts 0'],
  ],
  [
    'a finished init container',
    shown({ initContainers: [{ name: 'one' }] }, [ended('one', 0)], {
      which: 'init',
      reasons: [['one', crashing[0]![1]]],
    }),
    ['one Completed last - restarts 0'],
  ],
  [
    'two containers are told by name',
    shown({ containers: [{ name: 'web' }, { name: 'app' }] }, []),
    ['app ContainerCreating last - restarts 0', 'web ContainerCreating last - restarts 0'],
  ],
])('when %s', (_, statuses, expected) => expect(statuses).toEqual(expected));
