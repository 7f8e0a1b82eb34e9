import type { KubeObject } from './api/schema/kinds.ts';
import type { ComponentContext } from './component.ts';
import { ROOT_CA_DESCRIPTION } from './controllers/service-account.ts';
import { timestamp } from './timestamp.ts';

const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const PRIORITY_CLASSES = [
  [
    'system-cluster-critical',
    2_000_000_000,
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  ],
  [
    'system-node-critical',
    2_000_001_000,
    'Used for system critical pods that must not be moved from their current node.',
  ],
] as const;

/** What every cluster has before anybody asks: namespaces, their ServiceAccounts and root certificates, the system's priority classes. */
export function bootstrapObjects({ clock, random }: Pick<ComponentContext, 'clock' | 'random'>): KubeObject[] {
  const meta = (name: string, rest: object = {}): object => ({
    name,
    uid: random.uuid(),
    resourceVersion: '',
    creationTimestamp: timestamp(clock),
    ...rest,
  });
  return [
    ...NAMESPACES.map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: meta(name, { labels: { 'kubernetes.io/metadata.name': name } }),
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    })),
    ...NAMESPACES.flatMap((namespace) => [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('default', { namespace }) },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: meta('kube-root-ca.crt', {
          namespace,
          annotations: { 'kubernetes.io/description': ROOT_CA_DESCRIPTION },
        }),
        data: { 'ca.crt': '' },
      },
    ]),
    ...PRIORITY_CLASSES.map(([name, value, description]) => ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: meta(name, { generation: 1 }),
      value,
      description,
      preemptionPolicy: 'PreemptLowerPriority',
    })),
  ] as unknown as KubeObject[];
}
