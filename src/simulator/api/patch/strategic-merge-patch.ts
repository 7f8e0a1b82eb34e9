import type { Json, JsonObject } from '../json.ts';
import { sameJson } from '../same-json.ts';
import { interleave, partition, placeIn, requireKey } from './list-order.ts';
import {
  DELETE_FROM,
  DIRECTIVE,
  elementOf,
  goPrint,
  isList,
  isMap,
  kindOf,
  PatchError,
  patchFacts,
  RETAIN_KEYS,
  SET_ORDER,
} from './patch-schema.ts';

/**
 * 'apply' puts a patch onto an object: its directives do their work and are gone. 'combine' puts a patch onto another
 * patch: directives and nulls stay.
 */
export type MergeMode = 'apply' | 'combine';

/**
 * A strategic merge patch: maps merge, lists merge by their key or are replaced, as the type says; directives delete,
 * replace and order. Throws a PatchError.
 * @param type - "#Deployment"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go StrategicMergeMapPatch, mergeMap
 */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  type: string,
  mode: MergeMode = 'apply',
): JsonObject {
  const directive = patch[DIRECTIVE];
  if (directive !== undefined) return directed(patch, directive);
  const merged: Record<string, Json | undefined> = { ...original };
  const rest: Record<string, Json | undefined> = { ...patch };
  retainKeys(merged, rest, mode);
  applyOrders(merged, rest, type, mode);
  for (const [name, value] of Object.entries(rest)) {
    const isDeletion = name.startsWith(DELETE_FROM);
    if (isDeletion && mode === 'combine') {
      merged[name] = value;
      continue;
    }
    mergeField(merged, isDeletion ? suffixOf(name, DELETE_FROM) : name, value ?? null, type, mode, isDeletion);
  }
  return merged;
}

function mergeField(
  merged: Record<string, Json | undefined>,
  field: string,
  value: Json,
  type: string,
  mode: MergeMode,
  isDeletion: boolean,
): void {
  if (value === null) {
    delete merged[field];
    if (mode === 'apply') return;
  }
  const before = merged[field];
  if (before === undefined || kindOf(before) !== kindOf(value)) {
    if (!isDeletion) merged[field] = mode === 'apply' ? withoutDirectives(value) : value;
    return;
  }
  if (isMap(before) && isMap(value)) {
    const facts = patchFacts(type, field);
    merged[field] = facts.strategy === 'replace' ? value : strategicMerge(before, value, facts.type, mode);
  } else if (isList(before) && isList(value)) {
    const facts = patchFacts(type, field);
    merged[field] =
      facts.strategy === 'merge'
        ? mergeLists(before, value, elementOf(facts.type), facts.mergeKey, mode, isDeletion)
        : value;
  } else merged[field] = value;
}

function directed(patch: JsonObject, directive: Json): JsonObject {
  if (directive === 'delete') return {};
  if (directive !== 'replace')
    throw new PatchError(`unknown patch type: ${goPrint(directive)} in map: ${goPrint(patch)}`);
  const rest: Record<string, Json | undefined> = { ...patch };
  delete rest[DIRECTIVE];
  return rest;
}

/** A value that meets nothing: its nulls delete nothing, and what it directs has nothing to be directed at. */
function withoutDirectives(value: Json): Json {
  const isDirected = (item: Json | undefined): boolean => isMap(item) && item[DIRECTIVE] !== undefined;
  if (isList(value)) return value.filter((item) => !isDirected(item)).map(withoutDirectives);
  if (!isMap(value)) return value;
  const kept: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value))
    if (item !== null && item !== undefined && !isDirected(item)) kept[name] = withoutDirectives(item);
  return kept;
}

function retainKeys(
  merged: Record<string, Json | undefined>,
  patch: Record<string, Json | undefined>,
  mode: MergeMode,
): void {
  const retained = patch[RETAIN_KEYS];
  if (retained === undefined) return;
  delete patch[RETAIN_KEYS];
  if (mode === 'combine') {
    if (merged[RETAIN_KEYS] !== undefined && !sameJson(merged[RETAIN_KEYS], retained))
      throw new PatchError('the lists of retained keys differ: this may happen when calculating the 3-way diff patch');
    merged[RETAIN_KEYS] = retained;
    return;
  }
  if (!isList(retained)) throw badFormat(RETAIN_KEYS);
  for (const [name, value] of Object.entries(patch))
    if (value !== null && !name.startsWith(DELETE_FROM) && !name.startsWith(SET_ORDER) && !retained.includes(name))
      throw badFormat(RETAIN_KEYS);
  for (const name of Object.keys(merged)) if (!retained.includes(name)) delete merged[name];
}

/** @source k8s.io/apimachinery pkg/util/mergepatch/errors.go */
function badFormat(what: string): PatchError {
  const texts: Readonly<Record<string, string>> = {
    [RETAIN_KEYS]: 'invalid patch format of retainKeys',
    [SET_ORDER]: 'invalid patch format of setElementOrder list',
    [DELETE_FROM]: 'invalid patch format of primitive list',
  };
  return new PatchError(texts[what] ?? what, 'BadRequest');
}

function suffixOf(name: string, prefix: string): string {
  if (!name.startsWith(`${prefix}/`)) throw badFormat(prefix);
  return name.slice(prefix.length + 1);
}

/** Merges each list that comes with an order, and puts it in that order. */
function applyOrders(
  merged: Record<string, Json | undefined>,
  patch: Record<string, Json | undefined>,
  type: string,
  mode: MergeMode,
): void {
  for (const name of Object.keys(patch)) {
    if (!name.startsWith(SET_ORDER)) continue;
    const order = patch[name];
    delete patch[name];
    if (mode === 'combine') {
      if (merged[name] !== undefined && !sameJson(merged[name], order)) throw badFormat(SET_ORDER);
      merged[name] = order;
    }
    const field = suffixOf(name, SET_ORDER);
    const [before, added] = [merged[field], patch[field]];
    if (!isList(order) || (before !== undefined && !isList(before)) || (added !== undefined && !isList(added)))
      throw badFormat(SET_ORDER);
    const { type: fieldType, strategy, mergeKey } = patchFacts(type, field);
    if (added) checkOrder(added, order, mergeKey);
    if (!before && !added) continue;
    const list =
      before && added
        ? strategy === 'merge'
          ? mergeLists(before, added, elementOf(fieldType), mergeKey, mode, false)
          : added
        : (before ?? added ?? []);
    const { inBoth, rest } = partition(list, order, mergeKey);
    merged[field] = interleave(inBoth, rest, order, before ?? [], mergeKey);
    delete patch[field];
  }
}

/** The elements of a patch must be among the ordered ones, in the same order. */
function checkOrder(patch: readonly Json[], order: readonly Json[], mergeKey: string): void {
  if (order.length === 0 || patch.length === 0) return;
  const isDirective = (item: Json): boolean => isMap(item) && item[DIRECTIVE] !== undefined;
  let at = 0;
  for (const item of patch) {
    if (mergeKey !== '' && isDirective(item)) continue;
    const found = placeIn(order.slice(at), item, mergeKey);
    if (found < 0)
      throw new PatchError(
        `The order in patch list:\n${JSON.stringify(patch)}\n doesn't match ${SET_ORDER} list:\n${JSON.stringify(order)}\n`,
      );
    at += found + 1;
  }
}

function mergeLists(
  original: readonly Json[],
  patch: readonly Json[],
  type: string,
  mergeKey: string,
  mode: MergeMode,
  isDeletion: boolean,
): Json[] {
  if (original.length === 0 && patch.length === 0) return [];
  if (!isMap(original[0] ?? patch[0])) {
    if (isDeletion && mode === 'apply') return original.filter((item) => !patch.includes(item));
    const all = [...new Set([...original, ...patch])];
    const { inBoth, rest } = partition(all, patch, '');
    return interleave(inBoth, rest, patch, original, '');
  }
  if (mergeKey === '') throw new PatchError('cannot merge lists without merge key for type struct');
  const { kept, added } = applySpecial(original, patch, mergeKey);
  const merged = [...kept];
  for (const item of added) {
    requireKey(item, mergeKey);
    const at = placeIn(merged, item, mergeKey);
    const before = merged[at];
    if (isMap(before) && isMap(item)) merged[at] = strategicMerge(before, item, type, mode);
    else merged.push(item);
  }
  const { inBoth, rest } = partition(merged, added, mergeKey);
  return interleave(inBoth, rest, added, kept, mergeKey);
}

/** Elements that are directives: "$patch: delete" takes an element out, "$patch: replace" all of them. */
function applySpecial(
  original: readonly Json[],
  patch: readonly Json[],
  mergeKey: string,
): { readonly kept: readonly Json[]; readonly added: readonly Json[] } {
  let kept = original;
  let isReplaced = false;
  const added: Json[] = [];
  for (const item of patch) {
    const directive = isMap(item) ? item[DIRECTIVE] : undefined;
    if (directive === undefined) added.push(item);
    else if (directive === 'delete') {
      const value = requireKey(item, mergeKey);
      kept = kept.filter((other) => !(isMap(other) && other[mergeKey] === value));
    } else if (directive === 'replace') isReplaced = true;
    else if (directive === 'merge') throw new PatchError('merging lists cannot yet be specified in the patch');
    else throw new PatchError(`unknown patch type: ${goPrint(directive)} in map: ${goPrint(item)}`);
  }
  return isReplaced ? { kept: added, added: [] } : { kept, added };
}
