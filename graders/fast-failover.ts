import type { Pod } from '../src/simulator/index.ts';
import {
  at,
  deployment,
  isReady,
  loseNode,
  manifest,
  podsOfDeployment,
  restoreNode,
  stays,
  threeNodes,
  toNodeOf,
  wants,
  type Deed,
  type Duration,
  type Test,
} from './kit/index.ts';

const web = deployment('web');
const pods = podsOfDeployment('web');
const LOST: Duration = '60s';
const REPLACED: Duration = '190s';

/** A silent node has its taint some 50 s after the loss, as the controller's round falls: by then, but not for long, this one has it. */
const silentFor75s = (node: string): Deed => ({
  run(cluster, keep) {
    loseNode(node).run(cluster, keep);
    cluster.clock.after(75_000, () => restoreNode(node).run(cluster, keep));
  },
});

/** The kubelet goes on reporting, and what it reports is bad. @source kubernetes/kubernetes pkg/kubelet/runtime.go runtimeErrors */
const failRuntime = (name: string): Deed => ({
  run(cluster) {
    const bad = { status: 'False', reason: 'KubeletNotReady', message: 'container runtime is down' } as const;
    cluster.api.writeStatus(
      'Node',
      undefined,
      name,
      (node) => ({
        ...node,
        status: {
          ...node.status,
          conditions: (node.status?.conditions ?? []).map((c) => (c.type === 'Ready' ? { ...c, ...bad } : c)),
        },
      }),
      { actor: `kubelet/${name}`, reason: bad.message },
    );
  },
});

/** How long a Pod holds on where its node has one of the two taints; {seconds} "for ever" where nothing ends it. */
function holding(pod: Pod | undefined, taint: 'not-ready' | 'unreachable'): string {
  const times = tolerationsOf(pod, taint).map(({ tolerationSeconds }) => tolerationSeconds ?? Infinity);
  const shortest = Math.min(...times);
  return times.length === 0 ? '0' : shortest === Infinity ? '∞' : String(shortest);
}

const tolerationsOf = (pod: Pod | undefined, taint: 'not-ready' | 'unreachable') =>
  (pod?.spec.tolerations ?? []).filter(
    ({ key, operator, value, effect }) =>
      (key === undefined || key === `node.kubernetes.io/${taint}`) &&
      (effect === undefined || effect === 'NoExecute') &&
      (operator === 'Exists' || !value), // these taints have no value
  );

/**
 * Two Ready Pods on nodes other than the one that failed, in time.
 * Facts: {alive} Ready there, {evicted}: the second at which the Pod of that node was given up, {notReady} and {unreachable} seconds that it holds on.
 */
const replaced: Test = ({ cluster, history }) => {
  const first = (history.stateAt(pods, '59s') ?? [])[0];
  const alive = (found: readonly Pod[] = []): number =>
    found.filter((pod) => stays(pod) && isReady(pod) && pod.spec.nodeName !== first?.spec.nodeName).length;
  const finding = history.at(REPLACED).expect(pods, (found) => alive(found) >= 2);
  const givenUp = cluster.history.entries.find(
    (e) =>
      e.type === 'write' &&
      e.after?.metadata.uid === first?.metadata.uid &&
      e.after?.metadata.deletionTimestamp !== undefined,
  );
  return {
    ...finding,
    facts: {
      ...finding.facts,
      alive: alive(history.stateAt(pods, REPLACED)),
      evicted: first && givenUp ? Math.round(history.since(givenUp.at)) : '–',
      notReady: holding(first, 'not-ready'),
      unreachable: holding(first, 'unreachable'),
    },
  };
};

/**
 * The same Pods as before the silence. Facts: {moved} Pods are not there any more or are going, {unreachable} seconds,
 * {matched} "no" where no toleration is about the taint.
 */
const staysOnBlip: Test = ({ history }) => {
  const before = history.stateAt(pods, '59s') ?? [];
  const now = new Set((history.stateAt(pods, '300s') ?? []).filter(stays).map(({ metadata }) => metadata.uid));
  const moved = before.filter(({ metadata }) => !now.has(metadata.uid)).length;
  const finding = history.at('300s').expect(pods, () => before.length === 2 && moved === 0);
  const [first] = before;
  return {
    ...finding,
    facts: {
      ...finding.facts,
      moved,
      unreachable: holding(first, 'unreachable'),
      matched: tolerationsOf(first, 'unreachable').length > 0 ? 'yes' : 'no',
    },
  };
};

const onTwoNodes: Test = ({ history }) => {
  const kept = history.by('5s').expect(web, wants(2, 'course/web:1.0', { cpu: '200m', memory: '128Mi' }));
  const nodes = (history.stateAt(pods, '59s') ?? []).filter(isReady).map(({ spec }) => spec.nodeName ?? '–');
  return {
    ...kept,
    holds: kept.holds && new Set(nodes).size === 2,
    facts: { ...kept.facts, nodes: nodes.join(', ') || '–' },
  };
};

export default manifest({
  variants: {
    shown: { cluster: threeNodes(), actions: [at(LOST, toNodeOf(pods, loseNode))] },
    blip: { cluster: threeNodes(), actions: [at(LOST, toNodeOf(pods, silentFor75s))] },
    'not-ready': { cluster: threeNodes(), actions: [at(LOST, toNodeOf(pods, failRuntime))] },
  },
  until: '302s',
  checks: {
    keeps: onTwoNodes,
    replaced: { on: ['shown', 'not-ready'], test: replaced },
    'stays-on-blip': { on: ['blip'], test: staysOnBlip },
  },
});
