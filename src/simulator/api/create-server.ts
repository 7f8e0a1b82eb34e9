import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store.ts';
import { FieldOwners } from './apply/field-owners.ts';
import { createObject } from './create-object.ts';
import { bindPod } from './bind.ts';
import { deleteObject } from './delete-object.ts';
import { evictPod } from './evict.ts';
import type { KindOf, KubeObject } from './schema/kinds.ts';
import type { ApiServer } from './server.ts';
import { patchObject, updateObject } from './update-object.ts';

/** What requests are answered with. */
export interface ServerContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  /** Who set which fields, for server-side apply. */
  readonly owners: FieldOwners;
  /** A mutating admission webhook: what it makes of an object that is being created. */
  readonly webhook?: ((object: KubeObject) => KubeObject) | undefined;
}

/** An API server over a store; each verb has a file of its own. */
export function createApiServer(deps: Omit<ServerContext, 'owners'>): ApiServer {
  const context: ServerContext = {
    clock: deps.clock,
    random: deps.random,
    store: deps.store,
    owners: new FieldOwners(),
    webhook: deps.webhook,
  };
  return {
    create: (object, namespace, caller) => createObject(context, object, namespace, caller),
    update: (target, object, caller) => updateObject(context, target, object, caller),
    patch: (target, patch, caller) => patchObject(context, target, patch, caller),
    delete: (target, options, caller) => deleteObject(context, target, options, caller),
    evict: (namespace, name, options, caller) => evictPod(context, namespace, name, options, caller),
    bind: (namespace, name, node, caller) => bindPod(context, namespace, name, node, caller),
    writeStatus: (kind, namespace, name, change, cause) => {
      const before = context.store.get(kind, namespace, name);
      if (!before) return undefined;
      const after = change(before);
      return after === before
        ? before
        : (context.store.update<KubeObject['kind']>(after as KubeObject, cause) as KindOf[typeof kind]);
    },
  };
}
