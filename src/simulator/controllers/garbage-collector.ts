import type { JsonObject } from '../api/json.ts';
import { resources } from '../api/resources.ts';
import type { Kind, KubeObject, OwnerReference } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import type { Cause } from '../history.ts';
import { isNamespaced, type Change } from '../store.ts';
import { WorkQueue, type Outcome } from './work-queue.ts';

const ACTOR = 'generic-garbage-collector';
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';
const BY_OWNER = 'owner';
/** An owner that was never seen is asked for before what names it is looked at: some requests later. @source …/graph_builder.go addDependentToOwners */
const OWNER_IS_LOOKED_FOR: Millis = 15;

/** What an object's owners are like: there, gone, or waiting in foreground deletion for what they own. */
export interface Owners {
  readonly solid: readonly OwnerReference[];
  readonly dangling: readonly OwnerReference[];
  readonly waiting: readonly OwnerReference[];
}

export type Decision =
  | { readonly do: 'nothing' }
  | { readonly do: 'drop-references'; readonly references: readonly OwnerReference[] }
  | { readonly do: 'delete'; readonly propagation: 'Background' | 'Foreground' | 'Orphan' };

/**
 * What becomes of an object whose owners changed.
 * @source kubernetes/kubernetes pkg/controller/garbagecollector/garbagecollector.go attemptToDeleteItem
 */
export function decide(object: KubeObject, { solid, dangling, waiting }: Owners, hasDependents: boolean): Decision {
  if (object.metadata.deletionTimestamp || solid.length + dangling.length + waiting.length === 0)
    return { do: 'nothing' };
  if (solid.length > 0) {
    const references = [...dangling, ...waiting];
    return references.length > 0 ? { do: 'drop-references', references } : { do: 'nothing' };
  }
  if (waiting.length > 0 && hasDependents) return { do: 'delete', propagation: 'Foreground' };
  const finalizers = object.metadata.finalizers ?? [];
  return {
    do: 'delete',
    propagation: finalizers.includes(ORPHAN) ? 'Orphan' : finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background',
  };
}

/**
 * Deletes what nobody owns any more, in the background, in the foreground, or leaves it as orphans.
 * @source kubernetes/kubernetes pkg/controller/garbagecollector/garbagecollector.go
 */
export function startGarbageCollector({ clock, store, api }: ComponentContext): void {
  const kinds = [...new Set<Kind>(resources.map(({ kind }) => kind))].filter((kind) => kind !== 'Event');
  const known = new Set<string>(kinds);
  const queue = new WorkQueue(clock, sync);
  for (const kind of kinds) {
    store.addIndex(kind, BY_OWNER, (object) => (object.metadata.ownerReferences ?? []).map(({ uid }) => uid));
    store.watch(kind, (change: Change) => {
      const { object } = change;
      if (change.type === 'deleted') {
        for (const dependent of dependentsOf(object)) queue.add(identity(dependent), change.entry);
        for (const owner of object.metadata.ownerReferences ?? []) wakeOwner(object, owner, change.entry);
      } else if (object.metadata.deletionTimestamp) {
        if (object.metadata.finalizers?.length) queue.add(identity(object), change.entry);
      } else if (isNewlyOwned(change) && !isSolid(object))
        queue.addAfter(identity(object), OWNER_IS_LOOKED_FOR, change.entry);
    });
  }

  /** An owner in foreground deletion may have waited for this one. */
  function wakeOwner(object: KubeObject, { kind, name, uid }: OwnerReference, because: number): void {
    const owner = store.get(kind as Kind, isNamespaced(kind) ? object.metadata.namespace : undefined, name) as
      KubeObject | undefined;
    if (owner?.metadata.uid === uid && owner.metadata.finalizers?.includes(FOREGROUND))
      queue.add(identity(owner), because);
  }

  function dependentsOf({ metadata }: KubeObject): readonly KubeObject[] {
    return kinds.flatMap((kind) => store.byIndex(kind, BY_OWNER, metadata.uid));
  }

  function sync(key: string, because: number | undefined): Outcome {
    const [kind, namespace, name = '', uid] = key.split('/');
    const object = store.get(kind as Kind, namespace || undefined, name) as KubeObject | undefined;
    if (!object || object.metadata.uid !== uid) return 'done';
    const cause = (reason: string): Cause => ({ actor: ACTOR, reason, because });
    const { deletionTimestamp, finalizers } = object.metadata;
    if (deletionTimestamp && finalizers?.includes(ORPHAN)) return orphan(object, cause('its owner leaves it behind'));
    if (deletionTimestamp && finalizers?.includes(FOREGROUND))
      return waitForDependents(object, because, cause('nothing that it owns is left'));
    return settle(object, cause('its owner is gone'));
  }

  function settle(object: KubeObject, cause: Cause): Outcome {
    const { kind, metadata } = object;
    const target = { kind, namespace: metadata.namespace, name: metadata.name };
    const decision = decide(object, ownersOf(object), dependentsOf(object).length > 0);
    switch (decision.do) {
      case 'nothing':
        return 'done';
      case 'drop-references':
        return dropReferences(object, decision.references, cause);
      case 'delete': {
        const { propagation } = decision;
        const answer = api.delete(target, { propagation, preconditions: { uid: metadata.uid } }, { cause });
        return answer.ok || answer.error.reason === 'NotFound' ? 'done' : 'failed';
      }
    }
  }

  /** @source processDeletingDependentsItem */
  function waitForDependents(object: KubeObject, because: number | undefined, cause: Cause): Outcome {
    const blocking = dependentsOf(object).filter(({ metadata }) =>
      metadata.ownerReferences?.some(
        ({ uid, blockOwnerDeletion }) => uid === object.metadata.uid && blockOwnerDeletion,
      ),
    );
    for (const dependent of dependentsOf(object))
      if (!dependent.metadata.deletionTimestamp) queue.add(identity(dependent), because);
    return blocking.length > 0 ? 'done' : dropFinalizer(object, FOREGROUND, cause);
  }

  function orphan(object: KubeObject, cause: Cause): Outcome {
    for (const dependent of dependentsOf(object)) {
      const references = (dependent.metadata.ownerReferences ?? []).filter(({ uid }) => uid === object.metadata.uid);
      if (dropReferences(dependent, references, cause) === 'failed') return 'failed';
    }
    return dropFinalizer(object, ORPHAN, cause);
  }

  function dropReferences(object: KubeObject, references: readonly OwnerReference[], cause: Cause): Outcome {
    const left = (object.metadata.ownerReferences ?? []).filter((reference) => !references.includes(reference));
    return patchMetadata(
      object,
      { ownerReferences: left.length > 0 ? left.map((reference) => ({ ...reference })) : null },
      cause,
    );
  }

  function dropFinalizer(object: KubeObject, finalizer: string, cause: Cause): Outcome {
    const left = (object.metadata.finalizers ?? []).filter((other) => other !== finalizer);
    return patchMetadata(object, { finalizers: left.length > 0 ? left : null }, cause);
  }

  function patchMetadata({ kind, metadata }: KubeObject, change: JsonObject, cause: Cause): Outcome {
    const target = { kind, namespace: metadata.namespace, name: metadata.name };
    const answer = api.patch(target, { type: 'merge', body: { metadata: change } }, { cause });
    return answer.ok || answer.error.reason === 'NotFound' ? 'done' : 'failed';
  }

  const isSolid = (object: KubeObject): boolean => {
    const { dangling, waiting } = ownersOf(object);
    return dangling.length + waiting.length === 0;
  };

  /** An owner of a kind that this cluster does not have is taken for one that is there: nobody can tell. */
  function ownersOf({ metadata }: KubeObject): Owners {
    const owners = { solid: [] as OwnerReference[], dangling: [] as OwnerReference[], waiting: [] as OwnerReference[] };
    for (const reference of metadata.ownerReferences ?? []) {
      const { kind, name, uid } = reference;
      if (!known.has(kind)) owners.solid.push(reference);
      else {
        const owner = store.get(kind as Kind, isNamespaced(kind) ? metadata.namespace : undefined, name) as
          KubeObject | undefined;
        if (owner?.metadata.uid !== uid) owners.dangling.push(reference);
        else if (owner.metadata.deletionTimestamp && owner.metadata.finalizers?.includes(FOREGROUND))
          owners.waiting.push(reference);
        else owners.solid.push(reference);
      }
    }
    return owners;
  }
}

const identity = ({ kind, metadata }: KubeObject): string =>
  `${kind}/${metadata.namespace ?? ''}/${metadata.name}/${metadata.uid}`;

/** Whether an owner was named that was not before: it may be gone already. */
function isNewlyOwned(change: Change): boolean {
  const before = change.type === 'modified' ? change.before.metadata.ownerReferences : undefined;
  const now = change.object.metadata.ownerReferences;
  return (
    Boolean(now?.length) &&
    now !== before &&
    !(before && now && now.every(({ uid }) => before.some((other) => other.uid === uid)))
  );
}
