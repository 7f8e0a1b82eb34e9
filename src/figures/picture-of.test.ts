import { describe, expect, test } from 'vitest';
import { Cluster, History, type Pod } from '../simulator/index.ts';
import { figures } from '../i18n/figures.ts';
import { nodesAt } from './at-time.ts';
import { momentsOf, storyOf } from './moments.ts';
import { pictureOf } from './picture-of.ts';

const CAUSE = { actor: 'kubelet/node-1', reason: 'test' };
type Spec = Pod['spec'];
type Statuses = NonNullable<Pod['status']['containerStatuses']>;

/** A history written by hand: what a kubelet would have left. */
class Told {
  readonly history = new History();
  #spec: Spec;
  #pod: Pod | undefined;
  constructor(spec: Partial<Spec>) {
    this.#spec = { containers: [{ name: 'web', image: 'course/web:1.0' }], ...spec };
  }
  status(
    at: number,
    status: Partial<Statuses[number]> | undefined,
    conditions: Pod['status']['conditions'] = [],
    spec: Partial<Spec> = {},
  ): this {
    this.#spec = { ...this.#spec, ...spec };
    const containerStatuses = status
      ? [{ name: 'web', image: '', imageID: '', ready: false, restartCount: 0, ...status }]
      : [];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'default', uid: 'u', resourceVersion: '1', creationTimestamp: '' },
      spec: this.#spec,
      status: { phase: 'Running', conditions, containerStatuses },
    } satisfies Pod;
    const before = this.#pod;
    this.#pod = pod;
    this.history.recordWrite(
      at,
      before ? { type: 'modified', object: pod, before } : { type: 'added', object: pod },
      CAUSE,
    );
    return this;
  }
  container(at: number, what: 'started' | 'signal' | 'exited', detail = ''): this {
    this.history.record({ type: 'container', at, pod: 'default/web', container: 'web', what, detail, cause: CAUSE });
    return this;
  }
  probe(at: number, last: number, inARow: number): this {
    this.history.record({
      type: 'probe',
      at,
      last,
      period: 5000,
      pod: 'default/web',
      container: 'web',
      probe: 'liveness',
      result: 'failure',
      output: 'x',
      inARow,
      threshold: 3,
    });
    return this;
  }
  removed(at: number): this {
    if (this.#pod) this.history.recordWrite(at, { type: 'deleted', object: this.#pod }, CAUSE);
    this.#pod = undefined;
    return this;
  }
  picture(until: number, from = 0) {
    return pictureOf(this.history, { from, until });
  }
  lane(until: number) {
    return this.picture(until).pods[0]?.containers[0];
  }
}

const READY: Pod['status']['conditions'] = [{ type: 'Ready', status: 'True' }];
const looks = (told: Told, until: number) =>
  told
    .lane(until)
    ?.spans.map(
      ({ from, to, look, exitCode }) => `${look}${exitCode === undefined ? '' : ` ${exitCode}`} ${from}–${to}`,
    );

describe('a container lane', () => {
  test('waits, runs, is ready', () => {
    const told = new Told({})
      .status(0, undefined)
      .status(100, { state: { waiting: { reason: 'ContainerCreating' } } })
      .container(1000, 'started')
      .status(1900, { state: { running: {} }, ready: true }, READY);
    expect(looks(told, 10_000)).toEqual(['waiting 0–0.1', 'waiting 0.1–1', 'running 1–1.9', 'ready 1.9–10']);
  });

  test('is stopped, exits, and starts again at once: the wait is a round of the kubelet, no back-off', () => {
    const told = new Told({})
      .status(0, {})
      .container(0, 'started')
      .status(0, { ready: true, state: { running: {} } })
      .container(15_000, 'signal', 'SIGTERM')
      .container(17_000, 'exited', '137')
      .container(18_000, 'started')
      .status(18_500, {
        restartCount: 1,
        state: { running: {} },
        lastState: { terminated: { exitCode: 137, reason: 'Error', containerID: 'a' } },
      });
    expect(looks(told, 20_000)).toEqual([
      'ready 0–15',
      'stopping 15–17',
      'failed 137 17–17',
      'waiting 17–18',
      'running 18–20',
    ]);
    expect(told.lane(20_000)?.restarts).toEqual([18]);
  });

  test('backs off between an exit and a later start, whatever its status says meanwhile', () => {
    const told = new Told({})
      .status(0, {})
      .container(0, 'started')
      .container(1000, 'exited', '1')
      .status(1200, { state: { terminated: { exitCode: 1, reason: 'Error', containerID: 'a' } } })
      .status(8000, {
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', containerID: 'a' } },
      })
      .container(11_500, 'started');
    expect(looks(told, 12_000)).toEqual(['running 0–1', 'failed 1 1–1', 'back-off 1–11.5', 'running 11.5–12']);
    expect(told.lane(12_000)?.spans[2]?.reason).toBe('CrashLoopBackOff');
  });

  test('that ends as it starts, or as it is told to stop, still shows that it did', () => {
    const told = new Told({})
      .status(0, {})
      .container(1000, 'started')
      .container(1000, 'exited', '1')
      .container(2000, 'started')
      .container(9000, 'signal')
      .container(9000, 'exited', '0');
    expect(looks(told, 9500)).toEqual([
      'waiting 0–1',
      'running 1–1',
      'failed 1 1–1',
      'waiting 1–2',
      'running 2–9',
      'stopping 9–9',
      'completed 0 9–9',
      'back-off 9–9.5',
    ]);
  });

  test.each([
    ['Never', 0, ['running 0–5', 'completed 0 5–9']],
    ['Never', 3, ['running 0–5', 'failed 3 5–9']],
    ['OnFailure', 0, ['running 0–5', 'completed 0 5–9']],
    ['OnFailure', 3, ['running 0–5', 'failed 3 5–5', 'back-off 5–9']],
    ['Always', 0, ['running 0–5', 'completed 0 5–5', 'back-off 5–9']],
  ])('under restartPolicy %s an exit with %i is followed by what the policy says', (restartPolicy, code, expected) => {
    const told = new Told({ restartPolicy })
      .status(0, {})
      .container(0, 'started')
      .container(5000, 'exited', String(code));
    expect(looks(told, 9000)).toEqual(expected);
  });

  test('of an evicted Pod waits for no other start', () => {
    const memory = { cpu: '4', memory: '400Mi' };
    const cluster = new Cluster({ nodes: [{ name: 'node-1', capacity: memory, allocatable: memory }] });
    const env = [{ name: 'MB_PER_SECOND', value: '50' }];
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
    cluster.kubectl(
      'kubectl apply -f -',
      JSON.stringify({ ...pod, spec: { containers: [{ name: 'web', image: 'course/leaky:1.0', env }] } }),
    );
    cluster.runUntil(60_000);
    const [{ containers } = { containers: [] }] = pictureOf(cluster.history, { from: 0, until: 60_000 }).pods;
    const spans = containers[0]?.spans ?? [];
    expect(spans.at(-1)).toMatchObject({ look: 'failed', to: 60 });
    expect(spans.map(({ look }) => look)).not.toContain('back-off');
  });

  test('a process that never began is an exit that only the status tells of', () => {
    const terminated = { exitCode: 128, reason: 'StartError', containerID: 'a' };
    const told = new Told({})
      .status(0, {})
      .status(1000, { state: { terminated } })
      .status(14_000, {
        restartCount: 1,
        state: { terminated: { ...terminated, containerID: 'b' } },
        lastState: { terminated },
      });
    expect(looks(told, 15_000)).toEqual([
      'waiting 0–1',
      'failed 128 1–1',
      'back-off 1–14',
      'failed 128 14–14',
      'back-off 14–15',
    ]);
    expect(told.lane(15_000)?.restarts).toEqual([14]);
  });
});

test('times count from the moment of apply, and what was there before is not the learner’s', () => {
  const told = new Told({}).status(0, {}).container(500, 'started');
  const picture = told.picture(8000, 5000);
  expect(picture).toMatchObject({ until: 3, pods: [{ mine: false, created: 0 }] });
  expect(told.picture(8000).pods[0]?.mine).toBe(true);
});

test('conditions and STATUS are followed', () => {
  const told = new Told({})
    .status(0, { state: { waiting: { reason: 'ContainerCreating' } } })
    .status(2000, { ready: true, state: { running: {} } }, READY)
    .status(6000, { ready: false, state: { running: {} } }, [{ type: 'Ready', status: 'False' }]);
  const pod = told.picture(9000).pods[0];
  expect(pod?.ready).toEqual([
    { from: 0, to: 2, look: 'False' },
    { from: 2, to: 6, look: 'True' },
    { from: 6, to: 9, look: 'False' },
  ]);
  expect(pod?.status[0]).toEqual({ from: 0, to: 2, look: 'ContainerCreating' });
});

test('a run of probe results is cut at the end of the picture and counted from its first mark', () => {
  const told = new Told({
    containers: [{ name: 'web', image: 'x', livenessProbe: { httpGet: { path: '/healthz', port: 8080 } } }],
  })
    .status(0, {})
    .probe(5000, 15_000, 3);
  const lane = told.picture(12_000).pods[0]?.probes[0];
  expect(lane).toMatchObject({
    probe: 'liveness',
    target: 'GET :8080/healthz',
    runs: [{ from: 5, to: 10, period: 5, inARow: 1, threshold: 3 }],
  });
});

test('a Pod of the same name later is another Pod', () => {
  const told = new Told({}).status(0, {}).removed(3000).status(4000, {});
  expect(told.picture(9000).pods.map(({ created, deleted }) => [created, deleted])).toEqual([
    [0, 3],
    [4, undefined],
  ]);
});

test('the moments say in words what the figure draws', () => {
  const told = new Told({
    containers: [{ name: 'web', image: 'x', livenessProbe: { httpGet: { path: '/healthz', port: 8080 } } }],
  })
    .status(0, {}, [], { nodeName: 'node-1' })
    .container(1000, 'started')
    .probe(5000, 15_000, 3)
    .container(15_000, 'signal', 'SIGTERM')
    .container(16_000, 'exited', '0')
    .container(17_000, 'started');
  const pod = told.picture(20_000).pods[0]!;
  expect(momentsOf(pod, figures.en).map(({ at, who, what }) => `${at} ${who} ${what}`)).toEqual([
    '0 web is created',
    '0 web is bound to node-1',
    '1 web starts',
    '5 web liveness probe fails, 1 of 3',
    '10 web liveness probe fails, 2 of 3',
    '15 web liveness probe fails, 3 of 3',
    '15 web is sent SIGTERM',
    '16 web exits with code 0',
    '17 web starts again: restart 1',
  ]);
  expect(storyOf(pod, 20, figures.en)).toBe(
    '20 seconds of the Pod web. It is never ready. web exits with code 0 at 16.0 s. It restarts once, at 17.0 s.',
  );
});

test('a node is told again where it looks different, and is gone once it is deleted', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-a' }, { name: 'node-b' }] });
  cluster.runUntil(20_000);
  cluster.kubectl('kubectl cordon node-a');
  cluster.runUntil(30_000);
  cluster.kubectl('kubectl delete node node-b');
  const picture = pictureOf(cluster.history, { from: 10_000, until: 40_000 });
  const seen = (at: number) =>
    nodesAt(picture, at).map(({ name, cordoned }) => `${name}${cordoned ? ', cordoned' : ''}`);
  expect(seen(0)).toEqual(['node-a', 'node-b']);
  expect(seen(10)).toEqual(['node-a, cordoned', 'node-b']);
  expect(seen(20)).toEqual(['node-a, cordoned']);
});
