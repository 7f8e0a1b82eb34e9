import type { Json, JsonObject } from '../api/json.ts';
import type { ControllerRevision, DaemonSet, KubeObject, PodTemplateSpec, StatefulSet } from '../api/schema/kinds.ts';
import { sameJson } from '../api/same-json.ts';
import type { ComponentContext } from '../component.ts';
import type { Cause } from '../history.ts';
import { claim, controllerReference, ownedBy } from './ownership.ts';

export const REVISION_HASH = 'controller-revision-hash';

/** What a revision keeps: the Pod template, as a patch that puts it back. @source kubernetes/kubernetes pkg/controller/statefulset/stateful_set_utils.go getPatch */
export const revisionData = (template: PodTemplateSpec): JsonObject => ({
  spec: { template: { ...(template as unknown as JsonObject), $patch: 'replace' } },
});

/** The revisions of an owner, oldest first. */
export const revisionsOf = (
  context: Pick<ComponentContext, 'store'>,
  { metadata }: KubeObject,
): readonly ControllerRevision[] =>
  [...ownedBy(context, 'ControllerRevision', metadata.uid)].sort(
    (a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1),
  );

/**
 * The revision of the owner's template as it is now: the last one, an earlier one that becomes the last again, or a new one.
 * Those that an owner before left behind count among them.
 * @param name - of a new revision; `hash` is its label
 * @source kubernetes/kubernetes pkg/controller/statefulset/stateful_set_control.go getStatefulSetRevisions; pkg/controller/daemon/update.go constructHistory
 */
export function currentRevision(
  context: Pick<ComponentContext, 'store' | 'api'>,
  owner: StatefulSet | DaemonSet,
  template: PodTemplateSpec,
  { name, hash }: { readonly name: string; readonly hash: string },
  cause: Cause,
): ControllerRevision | undefined {
  const { namespace } = owner.metadata;
  claim(context, 'ControllerRevision', owner, owner.spec.selector, cause);
  const all = revisionsOf(context, owner);
  const last = all.at(-1);
  const data = revisionData(template);
  const equal = all.filter((revision) => sameJson(revision.data, data)).at(-1);
  if (equal && equal === last) return equal;
  const revision = (last?.revision ?? 0) + 1;
  if (equal) {
    const target = { kind: 'ControllerRevision' as const, namespace, name: equal.metadata.name };
    const answer = context.api.update(target, { ...equal, revision } as unknown as JsonObject, { cause });
    return answer.ok ? (answer.object as ControllerRevision) : undefined;
  }
  const object = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      labels: { ...template.metadata?.labels, [REVISION_HASH]: hash },
      ownerReferences: [{ ...controllerReference(owner) }],
    },
    data,
    revision,
  };
  const answer = context.api.create(object as unknown as JsonObject, namespace, { cause });
  return answer.ok ? (answer.object as ControllerRevision) : undefined;
}

/** Deletes the oldest revisions that nobody uses, beyond those the owner wants to remember. */
export function forgetRevisions(
  context: Pick<ComponentContext, 'store' | 'api'>,
  owner: KubeObject,
  isLive: (revision: ControllerRevision) => boolean,
  limit: number,
  cause: Cause,
): void {
  const unused = revisionsOf(context, owner).filter((revision) => !isLive(revision));
  for (const { metadata } of unused.slice(0, Math.max(0, unused.length - limit)))
    context.api.delete(
      { kind: 'ControllerRevision', namespace: metadata.namespace, name: metadata.name },
      {},
      { cause },
    );
}

/** JSON as Go writes a map: keys in order, and no letter that HTML minds. */
export function goJson(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null)
    return JSON.stringify(value ?? null).replace(/[<>&\u2028\u2029]/g, escaped);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  const fields = Object.entries(value as JsonObject).filter(([, field]) => field !== undefined);
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, field]) => `${goJson(key)}:${goJson(field)}`).join(',')}}`;
}

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
