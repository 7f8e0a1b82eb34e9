import { tell, type PodOnNode } from './node-services.ts';

/**
 * Each sync asks for the Secrets that a Pod's images are pulled with, and tells which of them are not there; the pull is
 * tried without them.
 * @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go getPullSecretsForPod; recorded: image/present-missing-secret
 */
export function tellMissingPullSecrets(on: PodOnNode): void {
  const { namespace } = on.pod.metadata;
  const missing = (on.pod.spec.imagePullSecrets ?? []).flatMap(({ name }) =>
    name && !on.node.context.store.get('Secret', namespace, name) ? [name] : [],
  );
  if (missing.length === 0) return;
  const names = missing.join(', ');
  const message = `Unable to retrieve some image pull secrets (${names}); attempting to pull the image may not succeed.`;
  tell(on, 'Warning', 'FailedToRetrieveImagePullSecret', message);
}
