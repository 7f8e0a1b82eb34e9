import { resourcesOf, type KindOf } from '../src/simulator/index.ts';
import {
  all,
  at,
  decidedBy,
  deployment,
  hasEnv,
  isOf,
  manifest,
  oneNode,
  podsOfDeployment,
  readyPods,
  restarts,
  stays,
  telling,
  threeNodes,
  type,
  wants,
  type Predicate,
  type Run,
  type Test,
} from './kit/index.ts';

const APP = 'course/jvm:1.0';
const api = deployment('api', 'team');
const pods = podsOfDeployment('api', 'team');

const LIMIT_RANGE = `apiVersion: v1
kind: LimitRange
metadata: {name: team, namespace: team}
spec:
  limits:
    - type: Container
      default: {cpu: 500m, memory: 256Mi}
      defaultRequest: {cpu: 100m, memory: 128Mi}
      max: {cpu: "1", memory: 1Gi}
`;
const quota = (most: number): string => `apiVersion: v1
kind: ResourceQuota
metadata: {name: team, namespace: team}
spec:
  hard: {requests.cpu: 1500m, requests.memory: 2Gi, limits.cpu: "4", limits.memory: 4Gi, pods: "${most}"}
`;
const actions = [at('60s', type('kubectl rollout restart deployment/api -n team'))];

/** What a refused Pod of the namespace was told between two seconds; the last of them. */
function refused({ cluster, history }: Run, from: number, to: number): string | undefined {
  const events = cluster.history.entries.flatMap((entry) => {
    const after = entry.type === 'write' && entry.kind === 'Event' ? entry.after : undefined;
    if (!after || !('reason' in after) || after.reason !== 'FailedCreate') return [];
    const t = history.since(entry.at);
    return t >= from && t <= to && 'message' in after ? [String(after.message)] : [];
  });
  return events
    .at(-1)
    ?.replace(/^.*is forbidden: /, '')
    .replace(/^.*is invalid: /, '');
}

/** Facts: {most}: how many were Ready at once; {message} of the last refusal. */
const threeReady: Test = (run) => {
  const states = run.history.statesOf(pods, '0s', '60s');
  const most = [3, 2, 1].find((n) => states.some(readyPods(n))) ?? 0;
  const finding = run.history.at('60s').expect(pods, () => most === 3);
  return { ...finding, facts: { ...finding.facts, most, message: refused(run, 0, 60) ?? '–' } };
};

const clean: Test = (run) => {
  const message = refused(run, 10, 60);
  return { holds: message === undefined, facts: { message: message ?? '–' }, at: 60 };
};

/** Facts: the last {refusal}, and those of the Deployment. */
const rolls: Test = (run) => {
  const finding = run.history.at('240s').expect(
    api,
    decidedBy(
      (d) => (d?.spec.replicas === 3 ? undefined : 'spec.replicas'),
      (d) => d?.status.updatedReplicas === 3 && d.status.replicas === 3 && d.status.availableReplicas === 3,
    ),
  );
  return { ...finding, facts: { ...finding.facts, refusal: refused(run, 60, 240) ?? '–' } };
};

/** Beside the app's other containers, or as a sidecar of its own. */
const ships: Predicate<KindOf['Deployment']> = decidedBy('spec.template.spec.containers', (d) => {
  const { containers = [], initContainers = [] } = d?.spec.template.spec ?? {};
  const beside = [...containers, ...initContainers.filter((c) => c.restartPolicy === 'Always')];
  return beside.some(isOf('course/logship:1.0'));
});
const keepsHeap: Predicate<KindOf['Deployment']> = decidedBy('spec.template.spec.containers.env', (d) =>
  hasEnv(d?.spec.template.spec, 'MAX_HEAP_MB', '120'),
);

/** Every app may use the CPU that it was said to. Facts: {limit} of the first that may not. */
const ceiling: Test = ({ history }) => {
  const limits = (history.last(pods) ?? []).map(({ spec }) => ({
    ...spec.resources?.limits,
    ...spec.containers.find(isOf(APP))?.resources?.limits,
  }));
  const other = limits.find((limit) => resourcesOf(limit).milliCpu !== 600);
  return { holds: limits.length > 0 && !other, facts: { limit: String(other?.['cpu'] ?? '–') }, at: 240 };
};

export default manifest({
  variants: {
    shown: { cluster: threeNodes(), objects: `${LIMIT_RANGE}---\n${quota(4)}`, actions },
    'no-limitrange': { cluster: threeNodes(), objects: quota(4), actions },
    'five-pods': { cluster: oneNode(), objects: `${LIMIT_RANGE}---\n${quota(5)}`, actions },
  },
  until: '242s',
  checks: {
    keeps: ({ history }) => {
      const lacks = !ships(history.stateAt(api, '5s')) ? 'ship' : !keepsHeap(history.stateAt(api, '5s')) ? 'heap' : '–';
      return telling(history.at('5s').expect(api, all(wants(3, APP), ships, keepsHeap)), { lacks });
    },
    'three-ready': threeReady,
    clean,
    'no-oom': ({ history }) => history.always().expect(pods, (found = []) => found.filter(stays).every(restarts(0))),
    rolls,
    ceiling,
  },
});
