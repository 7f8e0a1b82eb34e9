import type { Json, JsonObject } from '../json.ts';
import { isMap } from '../patch/patch-schema.ts';
import { definitionOf, type FieldFacts } from '../schema/definitions.ts';

/** One leaf of an object: what somebody can own. `steps` lead to it; `text` is how conflicts name it. */
export interface Leaf {
  readonly text: string;
  readonly steps: readonly Step[];
  readonly value: Json;
}

/** A field or key by its name, or the element of a list that has these keys. */
export type Step = string | Readonly<Record<string, Json>>;

/** What identifies an object or is the system's alone has no owner. */
const UNOWNED: ReadonlySet<string> = new Set([
  '.apiVersion',
  '.kind',
  ...[
    'name',
    'namespace',
    'uid',
    'resourceVersion',
    'creationTimestamp',
    'generation',
    'generateName',
    'managedFields',
    'selfLink',
  ].map((f) => `.metadata.${f}`),
]);

/**
 * The leaves of an object: scalars, atomic lists and maps, and maps that are empty.
 * @param definition - in facts.ts
 * @source kubernetes-sigs/structured-merge-diff fieldpath; x-kubernetes-list-type and map-type of the OpenAPI facts
 */
export function leavesOf(object: JsonObject, definition: string): Leaf[] {
  const leaves: Leaf[] = [];
  walk(object, { type: `#${definition}` }, '', [], leaves);
  return leaves;
}

function walk(value: Json, facts: FieldFacts, text: string, steps: readonly Step[], leaves: Leaf[]): void {
  if (isMap(value) && facts.map !== 'atomic' && facts.type !== 'any') {
    const names = Object.keys(value).filter((name) => value[name] !== undefined);
    if (names.length > 0) {
      for (const name of names)
        descend(value[name] ?? null, factsBelow(facts, name), `${text}.${name}`, [...steps, name], leaves);
      return;
    }
  }
  if (Array.isArray(value) && facts.list === 'map' && facts.keys) {
    for (const item of value as readonly Json[]) {
      if (!isMap(item)) continue;
      const key = keyOf(item, facts.keys);
      descend(item, { type: facts.type.slice(2) }, text + keyText(key), [...steps, key], leaves);
    }
    return;
  }
  leaves.push({ text, steps, value });
}

function descend(value: Json, facts: FieldFacts, text: string, steps: readonly Step[], leaves: Leaf[]): void {
  if (!UNOWNED.has(text)) walk(value, facts, text, steps, leaves);
}

/** What is known of a field or key of a map. */
function factsBelow(facts: FieldFacts, name: string): FieldFacts {
  if (facts.type.startsWith('{}')) return { type: facts.type.slice(2) };
  return definitionOf(facts.type.slice(1))?.[name] ?? { type: 'any' };
}

/** Keys that a list's elements have even when they do not say so. */
const KEY_DEFAULTS: Readonly<Record<string, Json>> = { protocol: 'TCP' };

const keyOf = (item: JsonObject, keys: readonly string[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = item[key] ?? KEY_DEFAULTS[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );

/** @example keyText({ name: 'app' }) → `[name="app"]` */
export const keyText = (key: Readonly<Record<string, Json>>): string =>
  `[${Object.entries(key)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}]`;

const isElement = (item: Json, key: Readonly<Record<string, Json>>): boolean =>
  isMap(item) && Object.entries(key).every(([name, value]) => item[name] === value);

/** The value that steps lead to. */
export function valueAt(object: Json, steps: readonly Step[]): Json | undefined {
  let at: Json | undefined = object;
  for (const step of steps) {
    if (typeof step === 'string') at = isMap(at) ? at[step] : undefined;
    else at = Array.isArray(at) ? (at as readonly Json[]).find((item) => isElement(item, step)) : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}

/** `object` with a value put where steps lead; what is missing on the way is made. */
export function withValue(object: Json | undefined, steps: readonly Step[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const map = isMap(object) ? object : {};
    return { ...map, [step]: withValue(map[step], rest, value) };
  }
  const list = Array.isArray(object) ? (object as readonly Json[]) : [];
  const at = list.findIndex((item) => isElement(item, step));
  if (at < 0) return [...list, withValue({ ...step }, rest, value)];
  return list.map((item, i) => (i === at ? withValue(item, rest, value) : item));
}

/** `object` without the value that steps lead to; an element of a list of which only the keys are left goes with it. */
export function withoutValue(object: Json, steps: readonly Step[]): Json {
  const [step, ...rest] = steps;
  if (typeof step === 'string') {
    if (!isMap(object) || object[step] === undefined) return object;
    const map: Record<string, Json | undefined> = { ...object };
    if (rest.length === 0) delete map[step];
    else map[step] = withoutValue(object[step], rest);
    return map;
  }
  if (step === undefined || !Array.isArray(object)) return object;
  return (object as readonly Json[]).flatMap((item) => {
    if (!isElement(item, step)) return [item];
    const left = rest.length === 0 ? {} : withoutValue(item, rest);
    return isMap(left) && Object.keys(left).every((name) => name in step) ? [] : [left];
  });
}
