import type { Kind, KindOf, KubeObject, LabelSelector, OwnerReference } from '../api/schema/kinds.ts';
import type { ComponentContext } from '../component.ts';
import type { Cause } from '../history.ts';
import { matchesSelector } from '../selector.ts';

/** The owner that manages an object, of which there is one at most. */
export const controllerOf = ({ metadata }: KubeObject): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller === true);

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/controller_ref.go NewControllerRef */
export const controllerReference = ({ apiVersion, kind, metadata: { name, uid } }: KubeObject): OwnerReference => ({
  apiVersion,
  kind,
  name,
  uid,
  controller: true,
  blockOwnerDeletion: true,
});

const BY_CONTROLLER = 'controller';

/** Lets objects of a kind be found by their controller's uid, or, where they have none, by namespace. */
export function indexByController({ store }: Pick<ComponentContext, 'store'>, kind: Kind): void {
  store.addIndex(kind, BY_CONTROLLER, (object) => [controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace)]);
}

const orphansOf = (namespace: string | undefined): string => `/${namespace ?? ''}`;

/** All that a controller owns, whether its selector still matches or not. */
export const ownedBy = <K extends Kind>(
  { store }: Pick<ComponentContext, 'store'>,
  kind: K,
  uid: string,
): KindOf[K][] => store.byIndex(kind, BY_CONTROLLER, uid);

/** The objects of a kind in a namespace that have no controller. */
const orphansIn = <K extends Kind>(
  { store }: Pick<ComponentContext, 'store'>,
  kind: K,
  namespace: string | undefined,
): KindOf[K][] => store.byIndex(kind, BY_CONTROLLER, orphansOf(namespace));

/**
 * What a controller manages: it lets go of what its selector no longer matches, and takes orphans that it matches.
 * @source kubernetes/kubernetes pkg/controller/controller_ref_manager.go ClaimObject, AdoptPod, ReleasePod
 */
export function claim<K extends Kind>(
  context: Pick<ComponentContext, 'store' | 'api'>,
  kind: K,
  owner: KubeObject & { readonly metadata: { readonly uid: string } },
  selector: LabelSelector | undefined,
  cause: Cause,
  /** What the controller looks at; it neither takes nor lets go of the rest. */
  concerns: (object: KindOf[K]) => boolean = () => true,
  /** Who is taken gets them. */
  finalizers?: readonly string[],
): { readonly claimed: readonly KindOf[K][]; readonly adopted: boolean } {
  const { namespace, uid, deletionTimestamp } = owner.metadata;
  const kept: KindOf[K][] = [];
  for (const object of ownedBy(context, kind, uid)) {
    if (!concerns(object)) continue;
    if (matchesSelector(selector, object.metadata.labels)) kept.push(object);
    else if (!deletionTimestamp) release(context, object, uid, cause);
  }
  if (deletionTimestamp) return { claimed: kept, adopted: false };
  const before = kept.length;
  for (const object of orphansIn(context, kind, namespace)) {
    if (object.metadata.deletionTimestamp || !concerns(object) || !matchesSelector(selector, object.metadata.labels))
      continue;
    const adopted = adopt(context, object, owner, cause, finalizers);
    if (adopted) kept.push(adopted as KindOf[K]);
  }
  return { claimed: kept, adopted: kept.length > before };
}

function adopt(
  { api }: Pick<ComponentContext, 'api'>,
  object: KubeObject,
  owner: KubeObject,
  cause: Cause,
  finalizers: readonly string[] | undefined,
): KubeObject | undefined {
  const { namespace, name, uid } = object.metadata;
  const body = { metadata: { ownerReferences: [{ ...controllerReference(owner) }], uid, finalizers } };
  const answer = api.patch({ kind: object.kind, namespace, name }, { type: 'strategic', body }, { cause });
  return answer.ok ? answer.object : undefined;
}

function release({ api }: Pick<ComponentContext, 'api'>, object: KubeObject, ownerUid: string, cause: Cause): void {
  const { namespace, name, uid } = object.metadata;
  const body = { metadata: { ownerReferences: [{ $patch: 'delete', uid: ownerUid }], uid } };
  api.patch({ kind: object.kind, namespace, name }, { type: 'strategic', body }, { cause });
}
