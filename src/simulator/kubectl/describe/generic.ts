import type { Json } from '../../api/json.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import { asJson } from '../printers/output.ts';
import { isMap, sortedKeys } from '../printers/json-text.ts';
import { heading } from './text.ts';

/** Kinds without a description of their own: every field, by its name in words. @source the same file upstream, GenericDescriberFor */
export function describeGeneric(object: KubeObject): string {
  const { metadata } = object;
  const json = asJson(object);
  const rest = Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'metadata'));
  const {
    name: _name,
    namespace: _namespace,
    labels: _labels,
    annotations: _annotations,
    managedFields: _managed,
    ...own
  } = json['metadata'] as Readonly<Record<string, Json | undefined>>;
  return heading(metadata) + fields({ ...rest, metadata: own }, '');
}

function fields(map: Readonly<Record<string, Json | undefined>>, indent: string): string {
  return sortedKeys(map)
    .map((key) => field(words(key), map[key], indent))
    .join('');
}

function field(title: string, value: Json | undefined, indent: string): string {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return `${indent}${title}:\n${list.map((item) => (isMap(item) ? fields(item, `${indent}  `) : `${indent}  ${String(item)}\n`)).join('')}`;
  }
  if (isMap(value)) return `${indent}${title}:\n${fields(value, `${indent}  `)}`;
  return `${indent}${title}:\t${value === null ? '<nil>' : String(value)}\n`;
}

const ACRONYMS: ReadonlySet<string> = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/**
 * A field's name in words; a key that is no name of a field stays as it is.
 * @example words('creationTimestamp') → 'Creation Timestamp' · words('apiVersion') → 'API Version' · words('a.b') → 'a.b'
 * @source the same file upstream, smartLabelFor; fatih/camelcase Split
 */
function words(key: string): string {
  if (/[^\p{L}-]/u.test(key)) return key;
  const parts = key.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[^\p{Lu}\p{Ll}]/gu) ?? [];
  return parts
    .map((part) =>
      ACRONYMS.has(part.toUpperCase()) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join(' ');
}
