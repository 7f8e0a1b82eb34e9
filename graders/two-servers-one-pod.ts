import type { Pod } from '../src/simulator/index.ts';
import {
  all,
  at,
  declaredPorts,
  firstFailing,
  get,
  getDeclared,
  hasContainer,
  isReady,
  logLines,
  manifest,
  oneNode,
  pod,
  restarts,
  threeNodes,
  type Action,
  type Run,
  type Test,
} from './kit/index.ts';

const both = pod('both');

/** The port is known only once the Pod is there. */
const curl: Action = at('44s', {
  name: 'localhost',
  run(cluster, keep) {
    const [port] = declaredPorts(cluster.store.get('Pod', 'default', 'both'), 'admin');
    cluster.start(`kubectl exec both -c site -- curl -s -o /dev/null http://localhost:${port ?? 0}/`, '', keep);
  },
});
const actions = [at('40s', get('site', 'both', ':80/')), at('40s', getDeclared('admin', 'both', 'admin')), curl];

const samePod: Test = ({ history }) =>
  history.by('5s').expect(both, all(hasContainer('site', 'nginx:1.27'), hasContainer('admin', 'course/web:1.0')));

/** Facts: those of the Pod, {c}: the container that is not well, {last}: what it said, {policy}, {hostPort}, {moved}. */
const bothReady: Test = (run) => {
  const { history } = run;
  const finding = firstFailing(
    history.through('120s').expect(both, restarts(0)),
    history.by('30s').expect(both, isReady),
    history.atEnd().expect(both, isReady),
  );
  const found = history.last(both);
  const c = illContainer(found);
  return {
    ...finding,
    facts: {
      ...finding.facts,
      ...both.facts(found),
      c,
      last: lastWords(run, c),
      policy: found?.spec.restartPolicy ?? '–',
      hostPort: found?.spec.containers.some(({ ports }) => ports?.some(({ hostPort }) => hostPort)) ? 'yes' : 'no',
      moved: declaredPorts(found, 'admin').includes(80) ? 'no' : 'declared',
    },
  };
};
const illContainer = (found: Pod | undefined): string => {
  const statuses = found?.status.containerStatuses ?? [];
  return (statuses.find(({ ready }) => !ready) ?? statuses.find(({ restartCount }) => restartCount > 0))?.name ?? '–';
};
const lastWords = (run: Run, container: string): string => logLines(run, both, container).at(-1) ?? '–';

const site80: Test = ({ reply }) => {
  const { reply: got, facts, at: when } = reply('site');
  return { holds: got.status === 200 && !(got.body ?? '').startsWith('web '), facts, at: when };
};

/** Facts: {answer}, {declared}, {by}: which server answered, {localhost}: whether one does inside the Pod alone. */
const adminAnswers: Test = ({ reply, printed, history }) => {
  const { reply: got, facts, at: when } = reply('admin');
  const byAdmin = (got.body ?? '').startsWith('web ');
  return {
    holds: got.status === 200 && byAdmin,
    facts: {
      ...facts,
      declared: declaredPorts(history.last(both), 'admin').join(', ') || '–',
      by: got.status === undefined ? '–' : byAdmin ? 'admin' : 'site',
      localhost: got.status === undefined && printed('localhost').holds ? 'ok' : 'no',
    },
    at: when,
  };
};

/** Facts: {exit}, {output}, {declared}. */
const byLocalhost: Test = ({ history, printed }) => {
  const { holds, facts, at: when } = printed('localhost');
  return {
    holds,
    facts: { ...facts, declared: declaredPorts(history.last(both), 'admin').join(', ') || '–' },
    at: when,
  };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions },
    'three-nodes': { cluster: threeNodes(), actions },
    'slow-admin': { cluster: oneNode(), env: { 'course/web': { START_SECONDS: '6' } }, actions },
  },
  until: '122s',
  checks: {
    'same-pod': samePod,
    'both-ready': bothReady,
    'site-80': site80,
    'admin-answers': adminAnswers,
    'by-localhost': byLocalhost,
  },
});
