import type { Container, Pod } from '../src/simulator/index.ts';
import { podRequests, resourcesOf } from '../src/simulator/index.ts';
import {
  at,
  diagnose,
  isOf,
  isReady,
  pod,
  podsOfDeployment,
  podsWith,
  readyPods,
  threeNodes,
  type,
  wasScheduled,
  type Run,
  type Test,
} from './kit/index.ts';

const fresh = pod('new');
const old = podsOfDeployment('old');
const agents = podsWith({ app: 'agent' });
/** The Pod that comes when the others already stand. */
const NEW = `apiVersion: v1
kind: Pod
metadata:
  name: new
  labels: { app: new }
spec:
  initContainers:
    - name: migrate
      image: busybox:1.36
      command: ["sh", "-c", "echo migrating; sleep 5"]
      resources:
        requests: { cpu: 3500m, memory: 64Mi }
  containers:
    - name: new
      image: course/web:1.0
      resources:
        requests: { cpu: "1", memory: 128Mi }
`;
/** What the container `new` needs in the evening, in thousandths of a core. */
const EVENING = 1000;

const containersOf = ({ spec }: Pod): readonly Container[] => [...(spec.initContainers ?? []), ...spec.containers];
const requested = ({ resources }: Container): number => resourcesOf(resources?.requests).milliCpu;

/** Thousandths of a core that a container uses when the run ends. */
function used({ cluster }: Run, { metadata, spec }: Pod, container: string): number {
  const { name, uid, namespace = 'default' } = metadata;
  return cluster.node(spec.nodeName ?? '')?.usage({ name, uid, namespace }, container)?.cpu ?? 0;
}

const podsOf = ({ history }: Run): readonly Pod[] =>
  [history.last(fresh) ?? [], history.last(old) ?? [], history.last(agents) ?? []].flat();

/** {use} and {req}: percent of the workers' CPU that is used and that is promised when the run ends. */
function load(run: Run): { readonly use: number; readonly req: number } {
  const workers = run.history.listLast('Node').filter(({ spec }) => !spec.taints?.length);
  const all = workers.reduce((sum, { status }) => sum + resourcesOf(status?.allocatable).milliCpu, 0);
  const names = new Set(workers.map(({ metadata }) => metadata.name));
  const there = run.history.listLast('Pod').filter(({ spec }) => names.has(spec.nodeName ?? ''));
  const percent = (amount: number): number => Math.round((100 * amount) / all);
  return {
    use: percent(there.flatMap((p) => containersOf(p).map((c) => used(run, p, c.name))).reduce((a, b) => a + b, 0)),
    req: percent(there.reduce((sum, p) => sum + podRequests(p).milliCpu, 0)),
  };
}

/** Facts: those of new, {needs}: the CPU that it asks a node for in all, {use} {req} percent, {way}: "scheduled" or not. */
const newReady: Test = (run) => {
  const { history } = run;
  const found = history.last(fresh);
  const finding = history.atEnd().expect(fresh, isReady);
  const scheduled = wasScheduled(run, found);
  return {
    ...finding,
    holds: finding.holds && scheduled,
    facts: {
      ...finding.facts,
      ...load(run),
      needs: found ? `${podRequests(found).milliCpu}m` : '–',
      way: scheduled ? 'scheduled' : found?.spec.nodeName === undefined ? 'waits' : 'node-name',
    },
  };
};

/** Six of old and an agent on each worker. Facts: {readyPods} of old, {agents}. */
const oldHealthy: Test = ({ history }) => {
  const six = history.atEnd().expect(old, (pods = []) => pods.length === 6 && readyPods(6)(pods));
  const there = (history.last(agents) ?? []).filter(isReady).length;
  return { ...six, holds: six.holds && there === 3, facts: { ...six.facts, agents: there } };
};

/** What runs in the three workloads: a container's name and its image. */
const CONTAINERS = {
  migrate: 'busybox:1.36',
  new: 'course/web:1.0',
  old: 'course/api:1.0',
  agent: 'course/worker:1.0',
};

/** Facts: {pod} {container} that is not honest, its {request} and {uses}, {way}: "gone", "none", "less" or "evening". */
const honest: Test = (run) => {
  const all = podsOf(run).flatMap(containersOf);
  const gone = Object.entries(CONTAINERS).find(([name, image]) => !all.some((c) => c.name === name && isOf(image)(c)));
  if (gone && run.history.last(fresh))
    return { holds: false, facts: { pod: '–', container: gone[0], request: gone[1], uses: '–', way: 'gone' } };
  for (const found of podsOf(run))
    for (const container of containersOf(found)) {
      const uses = used(run, found, container.name);
      const request = requested(container);
      const least = container.name === 'new' ? EVENING : Math.max(1, uses);
      if (request < least)
        return {
          holds: false,
          facts: {
            pod: found.metadata.name,
            container: container.name,
            request: `${request}m`,
            uses: `${uses}m`,
            way: request === 0 ? 'none' : container.name === 'new' ? 'evening' : 'less',
          },
        };
    }
  return { holds: true, facts: {} };
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '10m', earlier: [at('30s', type('kubectl apply -f -', NEW))] } },
  after: '60s',
  checks: { 'new-ready': newReady, 'old-healthy': oldHealthy, honest },
});
