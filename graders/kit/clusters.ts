import type { NodeSpec } from '../../src/simulator/index.ts';

/** Changes to a standard cluster, by node name. */
export interface Changes {
  /** Labels added; null takes one away. */
  readonly labels?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly cordon?: readonly string[];
}

const ZONE = 'topology.kubernetes.io/zone';

/** `one`: a single worker, node-1. @source CURRICULUM 2.2 */
export const oneNode = (changes?: Changes): readonly NodeSpec[] => changed([{ name: 'node-1' }], changes);

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

function changed(nodes: readonly NodeSpec[], { labels = {}, cordon = [] }: Changes = {}): readonly NodeSpec[] {
  const names = new Set(nodes.map((node) => node.name));
  const stranger = [...Object.keys(labels), ...cordon].find((name) => !names.has(name));
  if (stranger) throw new Error(`no node ${stranger} in this cluster`);
  return nodes.map((node) => {
    const kept = Object.entries({ ...node.labels, ...labels[node.name] }).filter(
      (label): label is [string, string] => label[1] !== null,
    );
    return {
      ...node,
      labels: Object.fromEntries(kept),
      ...(cordon.includes(node.name) ? { unschedulable: true } : {}),
    };
  });
}
