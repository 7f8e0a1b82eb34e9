import type { ContainerEntry, KindOf, Pod, Seconds } from '../src/simulator/index.ts';
import {
  all,
  at,
  client,
  decidedBy,
  deployment,
  endpointsAt,
  manifest,
  podsOfDeployment,
  seconds,
  telling,
  threeNodes,
  traffic,
  type,
  wants,
  type Duration,
  type Predicate,
  type Run,
  type Test,
  type Variant,
} from './kit/index.ts';

const web = deployment('web');
const pods = podsOfDeployment('web');
const ROLL_OUT = '60s';

type Deployment = KindOf['Deployment'];
const containerOf = (found: Deployment | undefined): Pod['spec']['containers'][number] | undefined =>
  found?.spec.template.spec?.containers[0];
/** Three replicas that finish their requests for 25 s, and say when they are ready. */
const isKept = all<Deployment>(
  wants(3, 'course/slim-web:1.0'),
  decidedBy(
    'spec.template.spec.containers.env[DRAIN_SECONDS].value',
    (found) => containerOf(found)?.env?.find(({ name }) => name === 'DRAIN_SECONDS')?.value === '25',
  ),
  decidedBy(
    'spec.template.spec.containers.readinessProbe',
    (found) => containerOf(found)?.readinessProbe !== undefined,
  ),
);

/** What was there when the roll-out began, and what their containers did since. */
function oldPods({
  cluster,
  history,
}: Run): readonly { readonly pod: Pod; readonly deeds: readonly ContainerEntry[] }[] {
  const since = history.zero + seconds(ROLL_OUT) * 1000;
  return (history.stateAt(pods, ROLL_OUT) ?? []).map((pod) => ({
    pod,
    deeds: cluster.history.entries.filter(
      (entry): entry is ContainerEntry =>
        entry.type === 'container' && entry.at >= since && entry.pod === `default/${pod.metadata.name}`,
    ),
  }));
}
const hookFailed = ({ cluster }: Run): boolean =>
  cluster.store.list('Event').some(({ reason }) => reason === 'FailedPreStopHook');
const tenths = (t: Seconds): Seconds => Math.round(t * 10) / 10;

/** Facts: {lost} requests between {a} and {b}, {gap} from SIGTERM to the last of them, {hook}: none, failed or short; {ready} endpoints at the first. */
const noLoss: Test = (run) => {
  const failures = traffic(run).failures.filter(({ at: t }) => t >= 30 && t <= 300);
  const [first, last] = [failures[0], failures.at(-1)];
  const terms = oldPods(run).flatMap(({ deeds }) =>
    deeds.filter(({ detail }) => detail === 'SIGTERM').map((entry) => run.history.since(entry.at)),
  );
  /** How long after the latest SIGTERM each request was lost. */
  const gaps = failures.map(({ at: t }) => t - Math.max(...terms.filter((term) => term <= t)));
  const hook = run.history.last(web)?.spec.template.spec?.containers[0]?.lifecycle?.preStop;
  return {
    holds: first === undefined,
    facts: {
      lost: failures.length,
      a: tenths(first?.at ?? 0),
      b: tenths(last?.at ?? 0),
      gap: tenths(Math.max(0, ...gaps.filter(Number.isFinite))),
      ready: endpointsAt(run.history, 'web', `${first?.at ?? 0}s`).length,
      hook: hookFailed(run) ? 'failed' : hook ? 'short' : 'none',
    },
    ...(first ? { at: first.at } : {}),
  };
};

/** Facts: {code} at {t}; {p} seconds of the {g} of grace went to the hook. */
const notKilled: Test = (run) => {
  for (const { pod, deeds } of oldPods(run)) {
    const exit = deeds.find(({ what }) => what === 'exited');
    const code = /^\d+/.exec(exit?.detail ?? '')?.[0] ?? '–';
    if (code === '0') continue;
    const [begun, over] = ['hook-started', 'hook-ended'].map((what) => deeds.find((entry) => entry.what === what)?.at);
    const t = exit ? run.history.since(exit.at) : 300;
    return {
      holds: false,
      facts: {
        code,
        t: tenths(t),
        p: begun === undefined ? 0 : tenths(((over ?? exit?.at ?? begun) - begun) / 1000),
        g: pod.spec.terminationGracePeriodSeconds ?? 30,
      },
      at: t,
      entry: exit?.index,
    };
  }
  return { holds: true, facts: {} };
};

const isRolledOut: Predicate<KindOf['Deployment']> = (found) =>
  found?.spec.template.spec?.containers[0]?.env?.some(({ name }) => name === 'RELEASE') === true &&
  found.status.observedGeneration === found.metadata.generation &&
  found.status.updatedReplicas === 3 &&
  found.status.replicas === 3 &&
  found.status.availableReplicas === 3;

const rollingOut = (propagation: Duration): Variant => ({
  cluster: threeNodes(),
  objects: client({ target: 'web:80/', rps: 10 }),
  propagation,
  actions: [at(ROLL_OUT, type('kubectl set env deployment/web RELEASE=2'))],
});

export default manifest({
  variants: { shown: rollingOut('1s'), 'five-seconds': rollingOut('5s'), 'ten-seconds': rollingOut('10s') },
  until: '302s',
  checks: {
    keeps: (run) => {
      const kept = run.history.at('5s').expect(web, isKept);
      const [container] = run.history.stateAt(web, '5s')?.spec.template.spec?.containers ?? [];
      return telling(kept, {
        drain: container?.env?.find(({ name }) => name === 'DRAIN_SECONDS')?.value ?? '–',
        readiness: container?.readinessProbe ? 'yes' : 'no',
      });
    },
    'no-loss': noLoss,
    'not-killed': notKilled,
    'hooks-ok': (run) => ({ holds: !hookFailed(run), facts: {}, at: 60 }),
    done: ({ history }) => history.by('300s').expect(web, isRolledOut),
  },
});
