import { resources, type Resource } from '../api/resources.ts';
import { sameJson } from '../api/same-json.ts';
import type { KubeObject, Namespace, Pod } from '../api/schema/kinds.ts';
import type { Millis, Seconds } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import type { Cause } from '../history.ts';
import { timestamp } from '../timestamp.ts';
import { deletionConditions, type Remaining } from './namespace-contents.ts';
import { WorkQueue, type Outcome } from './work-queue.ts';

const ACTOR = 'namespace-controller';
/** A namespace that was deleted is left alone so long, for other API servers to hear of it. @source kubernetes/kubernetes pkg/controller/namespace/namespace_controller.go namespaceDeletionGracePeriod */
const GRACE: Millis = 5_000;
/** What one look takes for granted about objects that are held by finalizers. @source kubernetes/kubernetes pkg/controller/namespace/deletion/namespaced_resources_deleter.go finalizerEstimateSeconds */
const FINALIZER_ESTIMATE: Seconds = 15;
const OWN_FINALIZER = 'kubernetes';

/** Pods first: nothing that they use goes before they do. */
const CONTENTS: readonly Resource[] = resources
  .filter(({ namespaced }) => namespaced)
  .sort((a, b) => Number(b.kind === 'Pod') - Number(a.kind === 'Pod'));

/**
 * Empties a namespace that is deleted, Pods first and all else once they have gone, and then lets it go.
 * @source kubernetes/kubernetes pkg/controller/namespace/deletion/namespaced_resources_deleter.go
 */
export function startNamespaceController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const queue = new WorkQueue(clock, sync);
  store.watch('Namespace', (change) => {
    const { name, deletionTimestamp } = change.object.metadata;
    if (change.type === 'deleted' || !deletionTimestamp) return;
    if (change.type === 'modified' && change.before.metadata.deletionTimestamp) return;
    queue.addAfter(name, GRACE, change.entry);
  });

  function sync(name: string, because: number | undefined): Outcome {
    const namespace = store.get('Namespace', undefined, name);
    if (!namespace?.metadata.deletionTimestamp || !namespace.spec?.finalizers?.includes(OWN_FINALIZER)) return 'done';
    const cause: Cause = { actor: ACTOR, reason: `namespace ${name} is being deleted`, because };
    const { remaining, estimate } = empty(name, cause);
    const change = (stored: Namespace): Namespace => {
      const conditions = deletionConditions(remaining, stored.status.conditions, timestamp(clock));
      return sameJson(conditions, stored.status.conditions)
        ? stored
        : { ...stored, status: { ...stored.status, conditions } };
    };
    api.writeStatus('Namespace', undefined, name, change, cause);
    if (remaining.length > 0) {
      queue.addAfter(name, (Math.floor(estimate / 2) + 1) * 1000, because);
      return 'done';
    }
    const finalize = (stored: Namespace): Namespace => ({
      ...stored,
      spec: { ...stored.spec, finalizers: stored.spec?.finalizers?.filter((one) => one !== OWN_FINALIZER) },
    });
    api.writeStatus('Namespace', undefined, name, finalize, cause);
    api.delete({ kind: 'Namespace', name }, {}, { cause });
    return 'done';
  }

  /** Deletes what is there. @returns what is left afterwards, and how long that may take */
  function empty(
    namespace: string,
    cause: Cause,
  ): { readonly remaining: readonly Remaining[]; readonly estimate: Seconds } {
    const remaining: Remaining[] = [];
    let estimate: Seconds = 0;
    for (const resource of CONTENTS) {
      const { kind, plural, group } = resource;
      for (const { metadata } of objectsOf(kind, namespace))
        api.delete({ kind, namespace, name: metadata.name }, {}, { cause });
      const left = objectsOf(kind, namespace);
      if (left.length === 0) continue;
      const finalizers = new Map<string, number>();
      for (const { metadata } of left)
        for (const one of metadata.finalizers ?? []) finalizers.set(one, (finalizers.get(one) ?? 0) + 1);
      remaining.push({ resource: `${plural}.${group}`, objects: left.length, finalizers });
      if (finalizers.size > 0) estimate = Math.max(estimate, FINALIZER_ESTIMATE);
      if (kind === 'Pod') estimate = Math.max(estimate, ...left.map((pod) => graceOf(pod as Pod)));
      if (kind === 'Pod') break;
    }
    return { remaining, estimate };
  }

  const objectsOf = (kind: KubeObject['kind'], namespace: string): readonly KubeObject[] =>
    store.list(kind, namespace) as readonly KubeObject[];
}

const graceOf = ({ metadata, spec }: Pod): Seconds =>
  metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 0;
