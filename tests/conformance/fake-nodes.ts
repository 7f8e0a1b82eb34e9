import type { ContainerState, Pod, PodStatus } from '../../src/simulator/api/schema/kinds.ts';
import type { ComponentContext } from '../../src/simulator/component.ts';
import { timestamp } from '../../src/simulator/timestamp.ts';

/** From a Pod's binding to its running, and from its deletion to its end, in milliseconds. */
const LATENCY = 1000;
const CAUSE = { actor: 'node', reason: 'a node of the recording machine does so' };

/**
 * The nodes of the recordings of kubectl and the controllers: they run nothing, but say that they do. A Pod is Running and
 * ready a second after it is bound, unless its annotation fake/behaviour says otherwise; a deleted one is gone after a second.
 */
export function startFakeNodes({ clock, store, api }: ComponentContext): void {
  let addresses = 0;
  const started = new Set<string>();
  const ending = new Set<string>();

  const write = (pod: Pod, change: (now: Pod) => PodStatus): void => {
    const { namespace, name, uid } = pod.metadata;
    api.writeStatus(
      'Pod',
      namespace,
      name,
      (now) => (now.metadata.uid === uid ? { ...now, status: change(now) } : now),
      CAUSE,
    );
  };

  const start = (pod: Pod): void => {
    const [behaviour, seconds] = (pod.metadata.annotations?.['fake/behaviour'] ?? '').split(':');
    const after = Number(seconds ?? 0) * 1000;
    const address = `10.1.0.${++addresses}`;
    const at = timestamp(clock);
    const running = { running: { startedAt: at } };
    const isReady = behaviour !== 'never-ready' && behaviour !== 'ready-after';
    write(pod, (now) => statusOf(now, { phase: 'Running', state: running, ready: isReady, at, address }));
    if (behaviour === 'ready-after')
      clock.after(after, () =>
        write(pod, (now) =>
          statusOf(now, { phase: 'Running', state: running, ready: true, at: timestamp(clock), address }),
        ),
      );
    if (behaviour !== 'fail' && behaviour !== 'succeed') return;
    clock.after(after, () => {
      const end = timestamp(clock);
      const failed = behaviour === 'fail';
      const state = {
        terminated: {
          exitCode: failed ? 1 : 0,
          reason: failed ? 'Error' : 'Completed',
          startedAt: at,
          finishedAt: end,
        },
      };
      write(pod, (now) =>
        statusOf(now, { phase: failed ? 'Failed' : 'Succeeded', state, ready: false, at: end, address }),
      );
    });
  };

  const look = (pod: Pod): void => {
    const { uid, namespace, name, deletionTimestamp } = pod.metadata;
    if (!pod.spec.nodeName) return;
    if (deletionTimestamp) {
      if (ending.has(uid)) return;
      ending.add(uid);
      clock.after(LATENCY, () => {
        if (store.get('Pod', namespace, name)?.metadata.uid === uid)
          api.delete({ kind: 'Pod', namespace, name }, { gracePeriodSeconds: 0 }, { cause: CAUSE });
      });
    } else if (!started.has(uid) && (pod.status.phase ?? 'Pending') === 'Pending') {
      started.add(uid);
      clock.after(LATENCY, () => {
        const now = store.get('Pod', namespace, name);
        if (now?.metadata.uid === uid && !now.metadata.deletionTimestamp) start(now);
      });
    }
  };
  for (const pod of store.list('Pod')) look(pod);
  store.watch('Pod', (change) => {
    if (change.type !== 'deleted') look(change.object);
  });
}

interface Shown {
  readonly phase: string;
  readonly state: ContainerState;
  readonly ready: boolean;
  readonly at: string;
  readonly address: string;
}

function statusOf(pod: Pod, { phase, state, ready, at, address }: Shown): PodStatus {
  const status = ready ? 'True' : 'False';
  const condition = (type: string, value: string): NonNullable<PodStatus['conditions']>[number] => ({
    type,
    status: value,
    lastProbeTime: null,
    lastTransitionTime: at,
  });
  return {
    ...pod.status,
    phase,
    conditions: [
      condition('PodReadyToStartContainers', 'True'),
      condition('Initialized', 'True'),
      condition('Ready', status),
      condition('ContainersReady', status),
      ...(pod.status.conditions ?? []).filter((c) => c.type === 'PodScheduled'),
    ],
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: pod.status.startTime ?? at,
    containerStatuses: pod.spec.containers.map((c) => ({
      name: c.name,
      image: c.image ?? '',
      imageID: 'sha256:fake',
      containerID: `containerd://${pod.metadata.uid}`,
      lastState: {},
      ready,
      restartCount: 0,
      started: state.running !== undefined,
      state,
    })),
  };
}
