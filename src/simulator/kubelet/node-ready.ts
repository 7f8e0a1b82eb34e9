import { timestamp } from '../timestamp.ts';
import type { NodeServices } from './node-services.ts';

const READY = { status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };

/**
 * The node says that it is ready where somebody has said otherwise.
 * @source kubernetes/kubernetes pkg/kubelet/nodestatus/setters.go ReadyCondition
 */
export function reportReady({ context, name, recorder }: NodeServices): void {
  const { api, clock, store } = context;
  const node = store.get('Node', undefined, name);
  const conditions = node?.status.conditions ?? [];
  if (!node || conditions.every(({ type, status }) => type !== 'Ready' || status === 'True')) return;
  const now = timestamp(clock);
  const cause = { actor: `kubelet/${name}`, reason: 'its heartbeats are back' };
  const told = { ...READY, lastHeartbeatTime: now, lastTransitionTime: now };
  recorder.tell(node, { type: 'Normal', reason: 'NodeReady', message: `Node ${name} status is now: NodeReady`, cause });
  api.writeStatus(
    'Node',
    undefined,
    name,
    (stored) => ({
      ...stored,
      status: {
        ...stored.status,
        conditions: (stored.status.conditions ?? []).map((one) => (one.type === 'Ready' ? { ...one, ...told } : one)),
      },
    }),
    cause,
  );
}
