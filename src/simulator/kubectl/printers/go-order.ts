import type { Json, JsonObject } from '../../api/json.ts';
import { findResource } from '../../api/resources.ts';
import { definitionOf } from '../../api/schema/definitions.ts';
import { goFieldOrder } from '../../api/schema/go-field-order.ts';

/**
 * An object with its fields in the order of the Go struct that kubectl holds it in. Commands that make an object, or decode
 * one into its type, print JSON so; others hold maps, whose keys are sorted.
 * @example { apiVersion, kind, metadata: { labels, name } } → { kind, apiVersion, metadata: { name, labels } }
 * @source Go encoding/json: structs field by field, maps by key
 */
export function inGoOrder(object: JsonObject): JsonObject {
  const { apiVersion, kind, metadata, items } = object;
  if (String(kind).endsWith('List') && Array.isArray(items))
    return { kind, apiVersion, metadata, items: items.map((item) => inGoOrder(item as JsonObject)) };
  const resource = findResource(String(object['apiVersion']), String(object['kind']));
  return resource ? ordered(object, resource.definition) : object;
}

function ordered(object: JsonObject, definition: string): JsonObject {
  const fields = definitionOf(definition) ?? {};
  const order = goFieldOrder(definition) ?? (fields['kind'] && fields['metadata'] ? OBJECT : []);
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const names = Object.keys(object).sort((a, b) => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(names.map((name) => [name, inner(object[name], fields[name]?.type ?? 'any')]));
}

/** Most objects have no other fields. */
const OBJECT = ['kind', 'apiVersion', 'metadata', 'spec', 'status'];

function inner(value: Json | undefined, type: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (type.startsWith('[]'))
    return Array.isArray(value) ? value.map((item: Json) => inner(item, type.slice(2)) ?? null) : value;
  if (type.startsWith('#')) return ordered(value as JsonObject, type.slice(1));
  if (Array.isArray(value)) return value;
  const below = type.startsWith('{}') ? type.slice(2) : 'any';
  const map = value as JsonObject;
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, inner(map[key], below)]),
  );
}
