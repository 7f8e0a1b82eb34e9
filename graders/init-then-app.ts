import {
  all,
  at,
  firstFailing,
  hasContainer,
  hasLabels,
  isReady,
  lastFailure,
  logLines,
  logOf,
  manifest,
  oneNode,
  patienceOf,
  pod,
  reboot,
  startsAndEnds,
  telling,
  type Finding,
  type Predicate,
  type Run,
  type Test,
} from './kit/index.ts';
import type { Pod } from '../src/simulator/index.ts';

const shop = pod('shop');

/**
 * The first container has ended well before the second was first started, where it was at all. Facts: {before} {after} {t},
 * {kind} "sidecar" where the first is one.
 */
function inOrder(run: Run, before: string, after: string): Finding {
  const began = startsAndEnds(run, shop, after).find(({ what }) => what === 'started');
  const ended = startsAndEnds(run, shop, before).find(({ what, detail }) => what === 'exited' && detail === '0');
  const t = began ? run.history.since(began.at) : 0;
  return {
    holds: !began || (ended !== undefined && ended.at <= began.at),
    facts: {
      before,
      after,
      t: Math.round(t * 10) / 10,
      kind: isSidecar(run.history.last(shop), before) ? 'sidecar' : '–',
    },
    at: t,
    entry: began?.index,
  };
}

const isSidecar = (found: Pod | undefined, container: string): boolean =>
  found?.spec.initContainers?.some(({ name, restartPolicy }) => name === container && restartPolicy === 'Always') ??
  false;

/** Seconds that `cache` loads. */
const LOADING = 15;

/**
 * Facts: those of the Pod; {cache}: whether it was restarted, which a sidecar's own probe does; {budget}: "short" where its
 * startup probe gives up while it loads; {startup}: what became of that probe at last; {output}: what it said.
 */
const readyInTime: Test = (run) => {
  const { cluster, history } = run;
  const found = history.stateAt(shop, '60s');
  const cache = found?.status.initContainerStatuses?.find(({ name }) => name === 'cache');
  const probe = found?.spec.initContainers?.find(({ name }) => name === 'cache')?.startupProbe;
  const asked = cluster.history.entries.findLast(
    (e) => e.type === 'probe' && e.pod === shop.key && e.probe === 'startup',
  );
  return telling(history.by('60s').expect(shop, isReady), {
    ...lastFailure(run, shop, 'startup'),
    cache: cache && cache.restartCount > 0 ? 'restarted' : '–',
    budget: probe && patienceOf(probe) > LOADING + (probe.periodSeconds ?? 10) ? 'enough' : 'short',
    startup: asked?.type === 'probe' ? asked.result : '–',
  });
};

/**
 * `cache` answers when `app` is started, and not by chance: it counts as started only then, or a step of its own has waited.
 * Facts: {line1} of the app's log; {t}: the second at which it is started; {answers}: from which `cache` answers; {chance}
 * "yes" where nothing has held the app back.
 */
const cacheFirst: Test = (run) => {
  const { history } = run;
  const began = startsAndEnds(run, shop, 'app')[0];
  const t = began ? history.since(began.at) : 0;
  const line1 = logLines(run, shop, 'app')[0] ?? '–';
  const answers = answersFrom(run);
  const isEarly = answers < t && countsAsStarted(history.stateAt(shop, `${Math.max(0, answers - 0.1)}s`));
  const chance = isEarly && !hasWaited(run, answers) ? 'yes' : 'no';
  return {
    holds: line1 === 'cache answers' && answers <= t && chance === 'no',
    facts: { line1, t: tenths(t), answers: tenths(answers), chance },
    at: t,
    entry: began?.index,
  };
};
const tenths = (n: number): number => Math.round(n * 10) / 10;

const countsAsStarted = (found: Pod | undefined): boolean =>
  found?.status.initContainerStatuses?.some(({ name, started }) => name === 'cache' && started) ?? false;

/** Seconds from apply. */
function answersFrom(run: Run): number {
  const said = logOf(run, run.history.last(shop), 'cache').find(({ text }) => text.includes('Ready to accept'));
  return said ? run.history.since(said.at) : Infinity;
}

/** An init container besides the three has ended after `cache` answered. */
const hasWaited = (run: Run, answers: number): boolean =>
  (run.history.last(shop)?.spec.initContainers ?? [])
    .filter(({ name }) => !['schema', 'seed', 'cache'].includes(name))
    .some(({ name }) =>
      startsAndEnds(run, shop, name).some(
        ({ what, at: when }) => what === 'exited' && run.history.since(when) >= answers,
      ),
    );

const appHasNotStarted: Predicate<Pod> = (object) =>
  !object?.status.containerStatuses?.some(({ name, state, lastState, restartCount }) => {
    const began = state?.running ?? state?.terminated ?? lastState?.terminated;
    return name === 'app' && (began !== undefined || restartCount > 0);
  });

export default manifest({
  variants: {
    shown: { cluster: oneNode(), before: '30s' },
    'db-late': { cluster: oneNode(), before: '30s', env: { 'course/db': { DOWN: '0-120' } } },
    reboot: { cluster: oneNode(), before: '30s', actions: [at('120s', reboot('node-1'))] },
  },
  until: '225s',
  checks: {
    keeps: ({ history }) =>
      history
        .by('5s')
        .expect(
          shop,
          all(
            hasContainer('schema', 'busybox:1.36'),
            hasContainer('seed', 'busybox:1.36'),
            hasContainer('cache', 'redis:7-alpine3.17'),
            hasContainer('app', 'busybox:1.36'),
            hasLabels({ app: 'shop' }),
          ),
        ),
    order: { on: ['shown'], test: (run) => firstFailing(inOrder(run, 'schema', 'seed'), inOrder(run, 'seed', 'app')) },
    'app-ready': { on: ['shown'], test: readyInTime },
    'cache-before-app': { on: ['shown'], test: cacheFirst },
    'blocked-when-fails': {
      on: ['db-late'],
      test: ({ history }) =>
        firstFailing(history.through('88s').expect(shop, appHasNotStarted), history.by('220s').expect(shop, isReady)),
    },
    'again-after-reboot': {
      on: ['reboot'],
      test: ({ history }) =>
        firstFailing(history.at('119s').expect(shop, isReady), history.at('200s').expect(shop, isReady)),
    },
  },
});
