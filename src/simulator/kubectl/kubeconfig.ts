import type { Store } from '../store.ts';

/** The one context there is here: everything in it but the namespace is fixed. */
export const CONTEXT = {
  name: 'course',
  cluster: 'course',
  user: 'learner',
  server: 'https://127.0.0.1:6443',
} as const;

/** The namespace that `kubectl config set-context --current` chose, by cluster. It is forgotten with the cluster. */
const chosen = new WeakMap<Store, string>();

/** '' where none was chosen. */
export const contextNamespace = (store: Store): string => chosen.get(store) ?? '';

export function chooseNamespace(store: Store, namespace: string): void {
  chosen.set(store, namespace);
}
