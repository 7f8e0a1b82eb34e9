import type { Json, JsonObject } from '../json.ts';
import { apiVersionOf, type Resource } from '../resources.ts';
import { sameJson } from '../same-json.ts';
import type { KubeObject } from '../schema/kinds.ts';
import { goQuote } from '../../go-quote.ts';
import type { StatusError } from '../status-error.ts';
import type { FieldOwners, Manager } from './field-owners.ts';
import { leavesOf, valueAt, withoutValue, withValue, type Leaf } from './field-paths.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** kubectl's managers of client-side and of server-side apply. */
const CLIENT_SIDE = 'kubectl-client-side-apply';
const KUBECTL = 'kubectl';

export type Applied =
  | {
      readonly object: JsonObject;
      readonly leaves: readonly Leaf[];
      /** Fields taken from others. */ readonly forced: readonly Leaf[];
    }
  | { readonly error: StatusError };

/**
 * What a server-side apply makes of a stored object: sets what it names, removes what its manager applied before and no
 * longer does, unless somebody else owns it too.
 * @source kubernetes-sigs/structured-merge-diff merge/update.go Apply; kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/managedfields
 */
export function serverSideApply(
  live: KubeObject,
  body: JsonObject,
  manager: string,
  force: 'force' | 'no-force',
  resource: Resource,
  owners: FieldOwners,
): Applied {
  const { uid } = live.metadata;
  if (manager === KUBECTL) owners.migrate(uid, CLIENT_SIDE, { name: manager, operation: 'Apply' });
  const stored = live as unknown as JsonObject;
  const leaves = leavesOf(body, resource.definition);
  const changed = leaves.filter((leaf) => !sameJson(leaf.value, valueAt(stored, leaf.steps)));
  const conflicts = changed.flatMap((leaf) => owners.others(uid, manager, leaf).map((other) => ({ leaf, other })));
  if (conflicts.length > 0 && force === 'no-force') return { error: conflictError(conflicts, resource) };

  const named = new Set(leaves.map((leaf) => leaf.text));
  const dropped = owners
    .applied(uid, manager)
    .filter((leaf) => !named.has(leaf.text) && owners.others(uid, manager, leaf).length === 0);
  let merged: Json = stored;
  for (const leaf of dropped) if (!leaf.text.includes(LAST_APPLIED)) merged = withoutValue(merged, leaf.steps);
  for (const leaf of leaves) merged = withValue(merged, leaf.steps, leaf.value);
  const annotated = manager === KUBECTL && live.metadata.annotations?.[LAST_APPLIED] !== undefined;
  if (annotated) merged = withValue(merged, ['metadata', 'annotations', LAST_APPLIED], `${sortedJson(body)}\n`);
  return { object: merged as JsonObject, leaves, forced: conflicts.map((c) => c.leaf) };
}

interface Conflict {
  readonly leaf: Leaf;
  readonly other: Manager;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/conflict.go */
function conflictError(conflicts: readonly Conflict[], resource: Resource): StatusError {
  const named = ({ name, operation, subresource }: Manager): string => {
    const who = subresource ? `${goQuote(name)} with subresource ${goQuote(subresource)}` : goQuote(name);
    return operation === 'Apply' ? who : `${who} using ${apiVersionOf(resource)}`;
  };
  const [only, ...more] = conflicts;
  const failed = `Apply failed with ${conflicts.length} conflict`;
  if (only && more.length === 0)
    return applyConflict(`${failed}: conflict with ${named(only.other)}: ${only.leaf.text}`);
  const byManager = new Map<string, string[]>();
  for (const { leaf, other } of conflicts)
    byManager.set(named(other), [...(byManager.get(named(other)) ?? []), `- ${leaf.text}`]);
  const messages = [...byManager]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([manager, paths]) => `conflicts with ${manager}:\n${paths.join('\n')}`);
  return applyConflict(`${failed}s: ${messages.join('\n')}`);
}

const applyConflict = (message: string): StatusError => ({ code: 409, reason: 'Conflict', message });

function sortedJson(value: Json): string {
  const sorted = (v: Json): Json =>
    Array.isArray(v)
      ? (v as readonly Json[]).map(sorted)
      : typeof v === 'object' && v !== null
        ? Object.fromEntries(
            Object.entries(v as JsonObject)
              .filter(([, item]) => item !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, item]) => [name, sorted(item ?? null)]),
          )
        : v;
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
