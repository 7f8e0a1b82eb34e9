import {
  all,
  at,
  diagnose,
  each,
  handlerOf,
  hasImage,
  hasProbe,
  isReady,
  podsOfDeployment,
  readyPods,
  setKnob,
  threeNodes,
  type Facts,
  type Run,
  type Test,
} from './kit/index.ts';
import type { Container, Pod } from '../src/simulator/index.ts';

const pods = podsOfDeployment('api');
const WEDGED = 46;

/** The newest Pod's: of a roll-out that does not end the older one is still there. */
const appOf = (found: readonly Pod[] = []): Container | undefined =>
  found.at(-1)?.spec.containers.find(({ name }) => name === 'app');

/** Facts: {port} of the readiness probe, {asks} "number" where it is one; {probe}; {exporter}: whether these are there. */
function portFacts(found: readonly Pod[] = []): Facts {
  const app = appOf(found);
  const asked = app?.readinessProbe?.httpGet?.port;
  return {
    port: String(asked ?? '–'),
    asks: typeof asked === 'number' ? 'number' : 'name',
    probe: app?.readinessProbe ? 'kept' : 'gone',
    exporter: found.some(hasImage('course/exporter:1.0')) ? 'kept' : 'gone',
  };
}

const ready: Test = ({ history, handedIn }) => {
  const finding = history
    .at(`${handedIn + 45}s`)
    .expect(pods, all(readyPods(1), each(all(isReady, hasProbe('readiness'), hasImage('course/exporter:1.0')))));
  return { ...finding, facts: { ...finding.facts, ...portFacts(history.last(pods)) } };
};

const restartsOfApp = ({ history, handedIn }: Run, after: number): number =>
  (history.stateAt(pods, `${handedIn + after}s`) ?? [])
    .flatMap(({ status }) => status.containerStatuses ?? [])
    .filter(({ name }) => name === 'app')
    .reduce((sum, { restartCount }) => sum + restartCount, 0);

/**
 * The process that answers nothing any more is restarted within 90 s, and was not while it answered. Facts: {liveness}: the port
 * that it is asked on, {path}, {handler}, {early} "yes" where it was.
 */
const livenessWorks: Test = (run) => {
  const early = restartsOfApp(run, WEDGED);
  const restarted = restartsOfApp(run, WEDGED + 90) > early;
  const finding = run.history.at(`${run.handedIn + WEDGED + 90}s`).expect(pods, () => restarted && early === 0);
  const probe = appOf(run.history.last(pods))?.livenessProbe;
  return {
    ...finding,
    facts: {
      ...finding.facts,
      liveness: String(probe?.httpGet?.port ?? '–'),
      path: probe?.httpGet?.path ?? '–',
      handler: handlerOf(probe),
      early: early > 0 ? 'yes' : 'no',
    },
  };
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '3m' } },
  after: '140s',
  then: [at(`${WEDGED}s`, setKnob('course/web', 'WEDGE_AT', '0'))],
  checks: { ready, 'liveness-works': livenessWorks },
});
