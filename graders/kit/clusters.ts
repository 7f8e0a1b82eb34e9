import type { NodeSpec } from '../../src/simulator/index.ts';

/** Changes to a standard cluster, by node name. */
export interface Changes {
  /** Labels added; null takes one away. */
  readonly labels?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly cordon?: readonly string[];
  /** Taints added. */
  readonly taints?: Readonly<Record<string, NonNullable<NodeSpec['taints']>>>;
}

const ZONE = 'topology.kubernetes.io/zone';

/** `one`: a single worker, node-1. @source CURRICULUM 2.2 */
export const oneNode = (changes?: Changes): readonly NodeSpec[] => changed([{ name: 'node-1' }], changes);

/** `small`: one worker with little room. @source CURRICULUM 2.2 */
export const smallNode = (changes?: Changes): readonly NodeSpec[] =>
  changed(
    [{ name: 'node-1', capacity: { cpu: '2', memory: '2Gi' }, allocatable: { cpu: '1900m', memory: '1800Mi' } }],
    changes,
  );

/** `three`: node-a, node-b, node-c in zones a, b, c and a tainted control plane. @source CURRICULUM 2.2 */
export const threeNodes = (changes?: Changes): readonly NodeSpec[] =>
  changed(
    [
      ...['a', 'b', 'c'].map((zone) => ({ name: `node-${zone}`, labels: { [ZONE]: zone } })),
      {
        name: 'control-1',
        labels: { 'node-role.kubernetes.io/control-plane': '' },
        taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
      },
    ],
    changes,
  );

/** `six`: two nodes in each of the zones a, b, c. @source CURRICULUM 2.2 */
export const sixNodes = (changes?: Changes): readonly NodeSpec[] =>
  changed(
    ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'].map((name) => ({ name, labels: { [ZONE]: name[0]! } })),
    changes,
  );

/** `gpu`: `three` and a tainted node with two GPUs. @source CURRICULUM 2.2 */
export const gpuNodes = (changes?: Changes): readonly NodeSpec[] =>
  changed(
    [
      ...threeNodes(),
      {
        name: 'gpu-1',
        labels: { gpu: 'true' },
        taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }],
        capacity: { 'example.com/gpu': '2' },
        allocatable: { 'example.com/gpu': '2' },
      },
    ],
    changes,
  );

/** `mixed`: disks and environments in three combinations, and a node of which nothing is known. @source CURRICULUM 2.2 */
export const mixedNodes = (changes?: Changes): readonly NodeSpec[] =>
  changed(
    [
      { name: 'ssd-prod', labels: { disk: 'ssd', env: 'prod' } },
      { name: 'ssd-dev', labels: { disk: 'ssd', env: 'dev' } },
      { name: 'hdd-prod', labels: { disk: 'hdd', env: 'prod' } },
      { name: 'bare' },
    ],
    changes,
  );

function changed(
  nodes: readonly NodeSpec[],
  { labels = {}, cordon = [], taints = {} }: Changes = {},
): readonly NodeSpec[] {
  const names = new Set(nodes.map((node) => node.name));
  const stranger = [...Object.keys(labels), ...cordon, ...Object.keys(taints)].find((name) => !names.has(name));
  if (stranger) throw new Error(`no node ${stranger} in this cluster`);
  return nodes.map((node) => {
    const kept = Object.entries({ ...node.labels, ...labels[node.name] }).filter(
      (label): label is [string, string] => label[1] !== null,
    );
    return {
      ...node,
      labels: Object.fromEntries(kept),
      ...(cordon.includes(node.name) ? { unschedulable: true } : {}),
      ...(taints[node.name] ? { taints: [...(node.taints ?? []), ...taints[node.name]!] } : {}),
    };
  });
}
