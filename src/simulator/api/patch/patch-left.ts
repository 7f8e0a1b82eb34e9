import type { Json, JsonObject } from '../json.ts';
import { requireKey } from './list-order.ts';
import { DIRECTIVE, elementOf, isList, isMap, kindOf, patchFacts, RETAIN_KEYS, SET_ORDER } from './patch-schema.ts';

/**
 * What is left of a strategic merge patch once it was applied, which messages about the outcome show: upstream takes out
 * of it what directives direct and nulls that meet nothing.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go mergeMap, mergePatchIntoOriginal
 */
export function patchLeft(original: JsonObject, patch: JsonObject, type: string): JsonObject {
  if (patch[DIRECTIVE] !== undefined) {
    const { [DIRECTIVE]: directive, ...rest } = patch;
    return directive === 'replace' ? rest : patch;
  }
  const left: Record<string, Json | undefined> = { ...patch };
  delete left[RETAIN_KEYS];
  for (const name of Object.keys(patch)) {
    if (!name.startsWith(SET_ORDER)) continue;
    delete left[name];
    delete left[name.slice(SET_ORDER.length + 1)];
  }
  for (const [name, value] of Object.entries(left))
    if (value !== undefined) left[name] = valueLeft(original[name], value, type, name);
  return left;
}

function valueLeft(before: Json | undefined, value: Json, type: string, field: string): Json {
  if (value === null) return value;
  if (before === undefined || kindOf(before) !== kindOf(value)) return withoutNulls(value);
  const facts = patchFacts(type, field);
  if (isMap(before) && isMap(value)) return facts.strategy === 'replace' ? value : patchLeft(before, value, facts.type);
  if (!isList(before) || !isList(value) || facts.strategy !== 'merge' || facts.mergeKey === '') return value;
  const { mergeKey } = facts;
  return value.map((item) => {
    if (!isMap(item) || item[DIRECTIVE] !== undefined) return item;
    const key = requireKey(item, mergeKey);
    const met = before.find((other) => isMap(other) && other[mergeKey] === key);
    return isMap(met) ? patchLeft(met, item, elementOf(facts.type)) : item;
  });
}

function withoutNulls(value: Json): Json {
  if (isList(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const kept: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value))
    if (item !== null && item !== undefined) kept[name] = withoutNulls(item);
  return kept;
}
