import type { JsonObject } from '../api/json.ts';
import type { ComponentContext } from '../component.ts';
import { WorkQueue, type Outcome } from './work-queue.ts';

export const ROOT_CA_DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/**
 * Every namespace has the ServiceAccount `default`.
 * @source kubernetes/kubernetes pkg/controller/serviceaccount/serviceaccounts_controller.go
 */
export const startServiceAccountController = (context: ComponentContext): void =>
  keepInEveryNamespace(context, 'serviceaccount-controller', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
  });

/**
 * Every namespace has the cluster's root certificate, for the token volumes of its Pods.
 * @source kubernetes/kubernetes pkg/controller/certificates/rootcacertpublisher/publisher.go
 */
export const startRootCaController = (context: ComponentContext): void =>
  keepInEveryNamespace(context, 'root-ca-certificate-publisher-controller', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-root-ca.crt', annotations: { 'kubernetes.io/description': ROOT_CA_DESCRIPTION } },
    data: { 'ca.crt': '' },
  });

/** Makes an object in each namespace that lives, and again where it is deleted. */
function keepInEveryNamespace(
  { clock, store, api }: ComponentContext,
  actor: string,
  object: JsonObject & {
    readonly kind: 'ServiceAccount' | 'ConfigMap';
    readonly metadata: JsonObject & { readonly name: string };
  },
): void {
  const { kind, metadata } = object;
  const queue = new WorkQueue(clock, sync);
  for (const { metadata: namespace } of store.list('Namespace')) queue.add(namespace.name);
  store.watch('Namespace', (change) => {
    if (change.type !== 'deleted') queue.add(change.object.metadata.name, change.entry);
  });
  store.watch(kind, (change) => {
    const { name, namespace } = change.object.metadata;
    if (change.type === 'deleted' && name === metadata.name && namespace) queue.add(namespace, change.entry);
  });

  function sync(name: string, because: number | undefined): Outcome {
    const namespace = store.get('Namespace', undefined, name);
    if (!namespace || namespace.status.phase === 'Terminating' || store.get(kind, name, metadata.name)) return 'done';
    const cause = { actor, reason: `namespace ${name} has no ${kind} ${metadata.name}`, because };
    return api.create(object, name, { cause }).ok ? 'done' : 'failed';
  }
}
