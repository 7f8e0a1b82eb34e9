import {
  all,
  at,
  firstFailing,
  hasContainer,
  hasLabels,
  isReady,
  logLines,
  manifest,
  oneNode,
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

/** Facts: those of the Pod, and {cache}: whether it was restarted, which a sidecar's own probe does. */
const readyInTime: Test = ({ history }) => {
  const finding = history.by('60s').expect(shop, isReady);
  const cache = history.stateAt(shop, '60s')?.status.initContainerStatuses?.find(({ name }) => name === 'cache');
  return telling(finding, { cache: cache && cache.restartCount > 0 ? 'restarted' : '–' });
};

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
    'cache-before-app': {
      on: ['shown'],
      test: (run) => {
        const line1 = logLines(run, shop, 'app')[0] ?? '–';
        const began = startsAndEnds(run, shop, 'app')[0];
        return {
          holds: line1 === 'cache answers',
          facts: { line1 },
          at: began ? run.history.since(began.at) : 0,
          entry: began?.index,
        };
      },
    },
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
