import { RENEWAL } from '../kubelet/node-lease.ts';
import type { Lease, Node } from '../api/schema/kinds.ts';
import type { Store } from '../store.ts';
import { rfc3339 } from '../timestamp.ts';

const NAMESPACE = 'kube-node-lease';

/**
 * The lease of a node that is heard. It is not stored, since nothing ticks for it (kubelet/node-lease.ts): it was renewed at
 * the last point of its grid.
 * @param now - milliseconds since 1970
 */
export function heardLease({ metadata, status }: Node, now: number): Lease | undefined {
  const isHeard = status?.conditions?.some((c) => c.type === 'Ready' && c.status !== 'Unknown') ?? false;
  if (!isHeard) return undefined;
  const { name, uid, creationTimestamp, resourceVersion } = metadata;
  const renewTime = rfc3339(Math.floor(now / RENEWAL) * RENEWAL).replace(/(\.\d+)?Z$/, '.000000Z');
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      creationTimestamp,
      name,
      namespace: NAMESPACE,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }],
      resourceVersion,
      uid,
    },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
  };
}

/** Leases of the nodes that are heard and have none stored. @param namespace - undefined for all */
export function heardLeases(store: Store, namespace: string | undefined, now: number): readonly Lease[] {
  if (namespace !== undefined && namespace !== NAMESPACE) return [];
  return store
    .list('Node')
    .filter((node) => !store.get('Lease', NAMESPACE, node.metadata.name))
    .map((node) => heardLease(node, now))
    .filter((lease) => lease !== undefined);
}
