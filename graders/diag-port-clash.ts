import type { Pod } from '../src/simulator/index.ts';
import {
  all,
  at,
  diagnose,
  each,
  firstFailing,
  getService,
  hasContainer,
  hasImage,
  isReady,
  noNewRestarts,
  podsOfDeployment,
  print,
  readyPods,
  threeNodes,
  type,
  type Predicate,
  type Test,
} from './kit/index.ts';

const pods = podsOfDeployment('dash');
const hasWeb = hasImage('course/web:1.0');
/** Beside the server, as one of `containers` or as a sidecar. */
const hasShipper: Predicate<Pod> = (pod) =>
  hasContainer('ship', 'course/logship:1.0')(pod) || hasContainer('ship', 'course/logship:2.0')(pod);

const both: Test = (run) =>
  firstFailing(
    run.history.atEnd().expect(pods, all(readyPods(1), each(all(hasWeb, hasShipper, isReady)))),
    noNewRestarts(run, pods, 35),
  );

/** The web server answers each time the Service is asked. (The shipper's health port answers too.) */
const served: Test = ({ history, reply }) => {
  const answers = (['served-50', 'served-80'] as const).map((name) => reply(name));
  const wrong = answers.find(({ reply: { status, body = '' } }) => status !== 200 || !body.startsWith('web '));
  const asked = wrong ?? answers[0]!;
  return { ...asked, facts: { ...pods.facts(history.last(pods)), ...asked.facts }, holds: wrong === undefined };
};

/** What the two requests left in the server's log has come out of the shipper. Facts: {shipped} lines, and of the Pod. */
const shipping: Test = ({ history, printed }) => {
  const { stdout, at: when } = printed('shipped');
  const shipped = stdout.split('\n').filter((line) => line.startsWith('shipped: ') && line.includes('GET /')).length;
  return { holds: shipped >= 2, facts: { ...pods.facts(history.last(pods)), shipped }, at: when };
};

export default diagnose({
  variants: {
    shown: {
      cluster: threeNodes(),
      earlier: [at('20s', type('kubectl set image deployment/dash ship=course/logship:2.0'))],
      before: '4m30s',
    },
  },
  after: '90s',
  then: [
    at('50s', getService('served-50', 'dash', ':80/')),
    at('80s', getService('served-80', 'dash', ':80/')),
    at('86s', print('shipped', 'kubectl logs -l app=dash -c ship --tail=-1')),
  ],
  checks: { both, served, shipping },
});
