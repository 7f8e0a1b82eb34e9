import type { Node, Pod } from '../src/simulator/index.ts';
import {
  deployment,
  isRunning,
  manifest,
  podsOfDeployment,
  sixNodes,
  tenants,
  wants,
  type Facts,
  type Run,
  type Test,
} from './kit/index.ts';

const web = deployment('web');
const pods = podsOfDeployment('web');
const ZONE = 'topology.kubernetes.io/zone';

/** So many Pods run in each zone at 60 s, and none elsewhere. Facts: {zones} "a 2, b 2, c 2", those of the Pods, of the rule, and whether the Pods are {pinned}. */
const spread =
  (wanted: Readonly<Record<string, number>>): Test =>
  ({ cluster, history }: Run) => {
    const all = history.stateAt(pods, '60s') ?? [];
    const counts: Record<string, number> = Object.fromEntries(Object.keys(wanted).map((zone) => [zone, 0]));
    for (const { spec } of all.filter(isRunning)) {
      const zone = cluster.store.get('Node', undefined, spec.nodeName ?? '')?.metadata.labels?.[ZONE] ?? '–';
      counts[zone] = (counts[zone] ?? 0) + 1;
    }
    const right = Object.keys(counts).every((zone) => counts[zone] === (wanted[zone] ?? 0));
    const text = (zones: Readonly<Record<string, number>>): string =>
      Object.entries(zones)
        .map(([zone, n]) => `${zone} ${n}`)
        .join(', ');
    return {
      holds: right,
      facts: {
        ...pods.facts(all),
        zones: text(counts),
        wanted: text(wanted),
        waiting: all.filter((p) => !isRunning(p)).length,
        ...ruleOf(all[0]),
        pinned: all[0] && isPinned(all[0], cluster.store.list('Node')) ? 'yes' : 'no',
      },
      at: 60,
    };
  };

/** The first constraint that is a rule: its {key} and {minDomains}. */
const ruleOf = (pod: Pod | undefined): Facts => {
  const rule = pod?.spec.topologySpreadConstraints?.find((c) => c.whenUnsatisfiable === 'DoNotSchedule');
  return { key: rule?.topologyKey ?? '–', minDomains: rule?.minDomains ?? 1 };
};

/** It chooses among the nodes itself, and not all of them. */
const isPinned = ({ spec }: Pod, nodes: readonly Node[]): boolean =>
  spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined ||
  nodes.some(({ metadata }) =>
    Object.entries(spec.nodeSelector ?? {}).some(([key, value]) => metadata.labels?.[key] !== value),
  );

const soft = [{ key: 'old', effect: 'PreferNoSchedule' }];
const closed = [{ key: 'maintenance', effect: 'NoSchedule' }];
const load = (nodes: readonly string[]): string =>
  tenants(...nodes.map((node) => ({ node, cpu: '2', memory: '3584Mi' })));
const even = spread({ a: 2, b: 2, c: 2 });

export default manifest({
  variants: {
    shown: {
      cluster: sixNodes({ taints: { b1: soft, b2: soft, c1: soft, c2: soft } }),
      objects: load(['b1', 'b2', 'c1', 'c2']),
    },
    'closed-zone': { cluster: sixNodes({ taints: { c1: closed, c2: closed } }) },
    'odd-sizes': {
      cluster: sixNodes({ labels: { a2: { [ZONE]: 'c' } } }),
    },
    unlabelled: {
      cluster: [...sixNodes(), { name: 'x1', capacity: { cpu: '16', memory: '64Gi' } }],
      objects: load(['a1', 'a2', 'b1', 'b2', 'c1', 'c2']),
    },
  },
  until: '62s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(web, wants(6, 'course/web:1.0', { cpu: '200m', memory: '256Mi' })),
    even: { on: ['shown'], test: even },
    'closed-zone': { on: ['closed-zone'], test: spread({ a: 3, b: 3, c: 0 }) },
    'odd-sizes': { on: ['odd-sizes', 'unlabelled'], test: even },
  },
});
