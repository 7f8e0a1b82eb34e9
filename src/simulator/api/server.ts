import type { Cause } from '../history.ts';
import type { JsonObject } from './json.ts';
import type { Kind, KindOf, KubeObject } from './schema/kinds.ts';
import type { Answer } from './status-error.ts';

export interface Caller {
  readonly cause: Cause;
  readonly dryRun?: true;
  /** How unknown and duplicate fields are answered; kubectl asks for Strict. Default 'Ignore', as for controllers. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  readonly fieldManager?: string;
}

export interface Target {
  readonly kind: Kind;
  /** The version that a request speaks, where it is not the stored one. */
  readonly apiVersion?: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly subresource?: 'status' | 'scale' | 'resize' | 'ephemeralcontainers';
}

export type Patch =
  | { readonly type: 'strategic' | 'merge'; readonly body: JsonObject }
  | { readonly type: 'json'; readonly body: readonly JsonObject[] }
  | { readonly type: 'apply'; readonly body: JsonObject; readonly force: 'force' | 'no-force' };

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

/**
 * The API server: what a request meets on its way to the store (decode → default → admit → validate → store).
 * Reading is the store's own matter (`Store.get`, `list`, `watch`): it never refuses anybody here.
 */
export interface ApiServer {
  /** POST. The namespace is the request's; an object that names another is refused. */
  create(object: JsonObject, namespace: string | undefined, caller: Caller): Answer<KubeObject>;
  /** PUT: a resourceVersion that is not the stored one is a Conflict. */
  update(target: Target, object: JsonObject, caller: Caller): Answer<KubeObject>;
  patch(target: Target, patch: Patch, caller: Caller): Answer<KubeObject>;
  /** Graceful where the kind or a finalizer asks for it: the object then stays, with a deletionTimestamp. */
  delete(target: Target, options: DeleteOptions, caller: Caller): Answer<KubeObject>;
  /** POST pods/eviction: 429 where a PodDisruptionBudget forbids it. */
  evict(namespace: string, name: string, options: DeleteOptions, caller: Caller): Answer<KubeObject>;
  /** POST pods/binding, as the scheduler does; sets PodScheduled. */
  bind(namespace: string, name: string, node: string, caller: Caller): Answer<KubeObject>;
  /**
   * A status (or, for a Node, its taints and labels) written by a component of the cluster that is trusted to write a
   * valid one: no decoding, no validation, so that a thousand nodes are quick. Nothing is written where `change` gives
   * the object back.
   * @returns the object as stored, or undefined where it is gone
   */
  writeStatus<K extends Kind>(
    kind: K,
    namespace: string | undefined,
    name: string,
    change: (object: KindOf[K]) => KindOf[K],
    cause: Cause,
  ): KindOf[K] | undefined;
}
