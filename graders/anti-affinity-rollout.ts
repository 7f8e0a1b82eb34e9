import {
  at,
  deployment,
  isRunning,
  manifest,
  podsOfDeployment,
  readyPods,
  stays,
  threeNodes,
  type,
  wants,
  type Duration,
  type Finding,
  type Predicate,
  type Run,
  type Test,
} from './kit/index.ts';
import type { KindOf, NodeSpec } from '../src/simulator/index.ts';

const web = deployment('web');
const pods = podsOfDeployment('web');
const NEXT = 'course/web:2.0';

/** A node that only a Pod with a toleration comes to. */
const isClosed = ({ cluster }: Run, node: string): boolean =>
  cluster.store.get('Node', undefined, node)?.spec.taints?.some(({ effect }) => effect === 'NoSchedule') ?? false;

/** Three Pods run at a time, each on a worker of its own. Facts: {nodes}, a {closed} one, and those of a Pod that waits. */
const apartAt =
  (when: Duration): Test =>
  (run: Run): Finding => {
    const { history } = run;
    const staying = (history.stateAt(pods, when) ?? []).filter(stays);
    const nodes = staying.filter(isRunning).map(({ spec }) => spec.nodeName ?? '–');
    const closed = nodes.find((node) => isClosed(run, node));
    return {
      holds: staying.length === 3 && nodes.length === 3 && new Set(nodes).size === 3 && !closed,
      facts: { ...pods.facts(staying), nodes: nodes.sort().join(', ') || '–', closed: closed ?? '–' },
      at: Number.parseInt(when, 10),
    };
  };

const isRolledOut: Predicate<KindOf['Deployment']> = (found) =>
  found?.spec.template.spec?.containers[0]?.image === NEXT &&
  found.status.observedGeneration === found.metadata.generation &&
  found.status.updatedReplicas === 3 &&
  found.status.replicas === 3 &&
  found.status.availableReplicas === 3;

const soft = [{ key: 'old', effect: 'PreferNoSchedule' }];
const nodeD: NodeSpec = { name: 'node-d', labels: { 'topology.kubernetes.io/zone': 'a' } };
const actions = [at('60s', type(`kubectl set image deployment/web *=${NEXT}`))];

export default manifest({
  variants: {
    shown: { cluster: threeNodes(), actions },
    'soft-taints': { cluster: threeNodes({ taints: { 'node-b': soft, 'node-c': soft } }), actions },
    'four-workers': { cluster: [...threeNodes(), nodeD], actions },
  },
  until: '302s',
  checks: {
    keeps: ({ history }) => history.at('5s').expect(web, wants(3, 'course/web:1.0', { cpu: '200m', memory: '256Mi' })),
    apart: apartAt('60s'),
    rolls: ({ history }) => {
      const finding = history.by('240s').expect(web, isRolledOut);
      const waiting = history.stateAt(pods, '240s') ?? [];
      return {
        ...finding,
        facts: {
          ...pods.facts(waiting),
          ...finding.facts,
          waiting: String(pods.facts(waiting)['message']),
          leaving: waiting.filter((p) => !stays(p)).length,
        },
      };
    },
    available: ({ history }) => history.through('300s').expect(pods, readyPods(2)),
    'apart-after': apartAt('300s'),
  },
});
