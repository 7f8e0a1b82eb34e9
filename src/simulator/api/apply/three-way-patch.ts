import type { Json, JsonObject } from '../json.ts';
import { sameJson } from '../same-json.ts';
import { placeIn, requireKey, sortedLike } from '../patch/list-order.ts';
import {
  DELETE_FROM,
  DIRECTIVE,
  elementOf,
  isList,
  isMap,
  kindOf,
  PatchError,
  patchFacts,
  RETAIN_KEYS,
  SET_ORDER,
} from '../patch/patch-schema.ts';
import { strategicMerge } from '../patch/strategic-merge-patch.ts';

/** Half of a three-way patch: what is to be set (live to wanted), or what is to go (last applied to wanted). */
type Half = 'settings' | 'deletions';

/**
 * The strategic merge patch that `kubectl apply` sends: sets what differs from the live object, deletes what was applied
 * last and is no longer wanted. Throws a PatchError.
 * @param type - "#Deployment"
 * @returns {} where nothing is to be done
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go CreateThreeWayMergePatch
 */
export function threeWayPatch(lastApplied: JsonObject, wanted: JsonObject, live: JsonObject, type: string): JsonObject {
  const settings = diffMaps(live, wanted, type, 'settings', false);
  const deletions = diffMaps(lastApplied, wanted, type, 'deletions', false);
  return strategicMerge(deletions, settings, type, 'combine');
}

function diffMaps(from: JsonObject, to: JsonObject, type: string, half: Half, retainsKeys: boolean): JsonObject {
  const patch: Record<string, Json | undefined> = {};
  for (const [field, value = null] of Object.entries(to)) {
    const before = from[field];
    if (before === undefined || kindOf(before) !== kindOf(value)) {
      if (half === 'settings') patch[field] = value;
    } else if (isMap(before) && isMap(value)) diffMapField(patch, field, before, value, type, half);
    else if (isList(before) && isList(value)) diffListField(patch, field, before, value, type, half);
    else if (half === 'settings' && before !== value) patch[field] = value;
  }
  if (half === 'deletions') for (const field of Object.keys(from)) if (to[field] === undefined) patch[field] = null;
  const retained = retainsKeys ? Object.keys(to).filter((field) => to[field] !== null) : [];
  const hasMore = Object.keys(from).some((field) => from[field] !== null && to[field] === undefined);
  if (retained.length > 0 && (Object.keys(patch).length > 0 || hasMore)) patch[RETAIN_KEYS] = retained.sort();
  return patch;
}

function diffMapField(
  patch: Record<string, Json | undefined>,
  field: string,
  before: JsonObject,
  value: JsonObject,
  type: string,
  half: Half,
): void {
  const facts = factsUnlessSame(type, field, before, value);
  if (!facts) return;
  if (facts.strategy === 'replace') {
    if (half === 'settings') patch[field] = value; // as upstream, also where nothing differs: a budget is always "configured"
    return;
  }
  const inner = diffMaps(before, value, facts.type, half, facts.retainKeys);
  if (Object.keys(inner).length > 0) patch[field] = inner;
}

/** A field that is not known matters only where it changes. */
function factsUnlessSame(
  type: string,
  field: string,
  before: Json,
  value: Json,
): ReturnType<typeof patchFacts> | undefined {
  try {
    return patchFacts(type, field);
  } catch (error) {
    if (error instanceof PatchError && sameJson(before, value)) return undefined;
    throw error;
  }
}

function diffListField(
  patch: Record<string, Json | undefined>,
  field: string,
  before: readonly Json[],
  value: readonly Json[],
  type: string,
  half: Half,
): void {
  const facts = factsUnlessSame(type, field, before, value);
  if (!facts) return;
  if (facts.strategy !== 'merge') {
    if (half === 'settings' && !sameJson(before, value)) patch[field] = value;
    return;
  }
  if (before.length === 0) {
    if (half === 'settings' && value.length > 0) patch[field] = value;
    return;
  }
  const isOfMaps = isMap(before[0]);
  const { changes, deletions, order } = isOfMaps
    ? diffListsOfMaps(before, value, elementOf(facts.type), facts.mergeKey, half, facts.retainKeys)
    : diffListsOfScalars(before, value, half);
  if (changes.length > 0) patch[field] = changes;
  if (deletions.length > 0) patch[`${DELETE_FROM}/${field}`] = deletions;
  if (order.length > 0) patch[`${SET_ORDER}/${field}`] = order;
}

interface ListDiff {
  readonly changes: readonly Json[];
  /** Scalars that go; maps that go are directives among the changes. */
  readonly deletions: readonly Json[];
  readonly order: readonly Json[];
}

function diffListsOfMaps(
  before: readonly Json[],
  value: readonly Json[],
  type: string,
  mergeKey: string,
  half: Half,
  retainsKeys: boolean,
): ListDiff {
  const changed: Json[] = [];
  const deleted: Json[] = [];
  for (const [old, now] of pairs(before, value, (item) => requireKey(item, mergeKey))) {
    if (isMap(old) && isMap(now)) {
      const inner = diffMaps(old, now, type, half, retainsKeys);
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: now[mergeKey] });
    } else if (now !== undefined) {
      if (half === 'settings') changed.push(now);
    } else if (half === 'deletions' && isMap(old)) deleted.push({ [mergeKey]: old[mergeKey], [DIRECTIVE]: 'delete' });
  }
  const changes = [...sortedLike(changed, value, mergeKey), ...deleted];
  const isOrdered =
    before.length === value.length && value.every((item, i) => placeIn([before[i] ?? null], item, mergeKey) === 0);
  const hasOrder = changes.length > 0 || (half === 'settings' && !isOrdered);
  return {
    changes,
    deletions: [],
    order: hasOrder ? value.map((item) => ({ [mergeKey]: requireKey(item, mergeKey) })) : [],
  };
}

function diffListsOfScalars(before: readonly Json[], value: readonly Json[], half: Half): ListDiff {
  const added: Json[] = [];
  const removed: Json[] = [];
  for (const [old, now] of pairs(before, value, (item) => item)) {
    if (old === undefined && now !== undefined && half === 'settings') added.push(now);
    if (now === undefined && old !== undefined && half === 'deletions') removed.push(old);
  }
  const deletions = [...new Set(removed)];
  const hasOrder = half === 'settings' ? !sameJson(before, value) : deletions.length > 0;
  return { changes: sortedLike(added, value, ''), deletions, order: hasOrder ? value : [] };
}

/** Elements of two lists side by side, in the order of what identifies them; undefined where one list has none. */
function* pairs(
  before: readonly Json[],
  value: readonly Json[],
  identity: (item: Json) => Json,
): Generator<readonly [Json | undefined, Json | undefined]> {
  const name = (item: Json): string => String(identity(item));
  const sorted = (list: readonly Json[]): readonly Json[] => sortedAsGo(list, name);
  const [left, right] = [sorted(before), sorted(value)];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [old, now] = [left[i], right[j]];
    const order =
      old === undefined ? 1 : now === undefined ? -1 : name(old) < name(now) ? -1 : name(old) > name(now) ? 1 : 0;
    yield [order <= 0 ? old : undefined, order >= 0 ? now : undefined];
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
}

/**
 * Go's sort of short lists with the comparison that upstream gives it: equal elements count as smaller, so they come out
 * reversed. What is lost of a list with a key twice depends on it.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go SortableSliceOfMaps.Less
 */
function sortedAsGo(list: readonly Json[], name: (item: Json) => string): readonly Json[] {
  const sorted = [...list];
  const names = sorted.map(name);
  for (let i = 1; i < sorted.length; i++)
    for (let j = i; j > 0 && (names[j] ?? '') <= (names[j - 1] ?? ''); j--) {
      [sorted[j], sorted[j - 1]] = [sorted[j - 1] ?? null, sorted[j] ?? null];
      [names[j], names[j - 1]] = [names[j - 1] ?? '', names[j] ?? ''];
    }
  return sorted;
}
