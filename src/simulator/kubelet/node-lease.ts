import type { ComponentContext } from '../component.ts';
import type { Millis } from '../clock.ts';
import { microTimestamp, timestamp } from '../timestamp.ts';

const NAMESPACE = 'kube-node-lease';
/** A kubelet renews its lease so often. @source pkg/kubelet/apis/config/v1beta1/defaults.go NodeStatusUpdateFrequency */
export const RENEWAL: Millis = 10_000;

/**
 * A node's lease. One that is renewed as it should be is not stored: nothing ticks for it. When the node falls silent, its
 * last renewal is written, and taken away once it renews again.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/apimachinery/lease/controller.go
 */
export function fallSilent({ clock, random, store }: ComponentContext, node: string): void {
  if (store.get('Lease', NAMESPACE, node)) return;
  const last = Math.floor(clock.now / RENEWAL) * RENEWAL;
  store.create<'Lease'>(
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        namespace: NAMESPACE,
        name: node,
        uid: random.uuid(),
        resourceVersion: '',
        creationTimestamp: timestamp(clock, 0),
      },
      spec: { holderIdentity: node, leaseDurationSeconds: 40, renewTime: microTimestamp(clock, last) },
    },
    { actor: `kubelet/${node}`, reason: 'it is cut off: this was its last heartbeat' },
  );
}

/** The node is heard again. */
export function renewAgain({ store }: ComponentContext, node: string): void {
  store.remove('Lease', NAMESPACE, node, { actor: `kubelet/${node}`, reason: 'its heartbeats are back' });
}
