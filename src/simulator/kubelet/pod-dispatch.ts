import type { Pod } from '../api/schema/kinds.ts';
import type { Change, Store } from '../store.ts';

type Listener = (change: Change<'Pod'>) => void;

const dispatches = new WeakMap<Store, Map<string, Listener>>();

/** Hears of the Pods of one node: one watch of the store serves all its nodes. */
export function watchPodsOf(store: Store, node: string, listener: Listener): void {
  let listeners = dispatches.get(store);
  if (!listeners) {
    const made = new Map<string, Listener>();
    listeners = made;
    dispatches.set(store, made);
    store.watch('Pod', (change) => made.get(nodeOf(change.object))?.(change));
  }
  listeners.set(node, listener);
}

const nodeOf = (pod: Pod): string => pod.spec.nodeName ?? '';
