import type { JsonObject } from '../../api/json.ts';
import type { ComponentContext } from '../../component.ts';
import { controllerReference } from '../ownership.ts';

const ACTOR = 'ephemeral-volume-controller';

/**
 * Makes the claims that a Pod's own volumes ask for; they go with the Pod.
 * @source kubernetes/kubernetes pkg/controller/volume/ephemeral/controller.go
 */
export function startEphemeralVolumeController(context: ComponentContext): void {
  const { store, api } = context;
  store.watch('Pod', (change) => {
    const pod = change.object;
    if (change.type !== 'added' || pod.metadata.deletionTimestamp) return;
    const { namespace, name } = pod.metadata;
    for (const { name: volume, ephemeral } of pod.spec.volumes ?? []) {
      const template = ephemeral?.volumeClaimTemplate;
      const claim = `${name}-${volume}`;
      if (!template || store.get('PersistentVolumeClaim', namespace, claim)) continue;
      const { labels, annotations } = template.metadata ?? {};
      const object = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: claim,
          ...(labels ? { labels } : {}),
          ...(annotations ? { annotations } : {}),
          ownerReferences: [controllerReference(pod)],
        },
        spec: template.spec,
      } as unknown as JsonObject;
      const cause = { actor: ACTOR, reason: `volume ${volume} of Pod ${name} is its own`, because: change.entry };
      api.create(object, namespace, { cause });
    }
  });
}
