import { definitionOf, type FieldFacts } from '../api/schema/definitions.ts';
import { kinds } from '../api/schema/facts.ts';
import { catalogue } from '../runtime/images/catalogue.ts';
import { caretPlace, type CaretPlace, type Step } from './caret-path.ts';
import type { Completion, CompletionItem } from './completion.ts';

/** Characters of a manifest that are looked at: it is refused past this anyway. */
const MOST = 262_144;

/**
 * What may stand at a place of a manifest: the fields that are not there yet, or the values that a field may have, from the
 * same facts that decode it. Documents need not parse.
 * @param offset - characters from 0
 */
export function completeManifest(yaml: string, offset: number): Completion {
  const place = yaml.length > MOST ? undefined : caretPlace(yaml, offset);
  if (!place) return { from: offset, items: [] };
  const type = typeAt(place);
  const key = place.writing === 'key' ? keyAt(yaml, place) : undefined;
  const field = fieldAt(place, key);
  return {
    from: place.from,
    items: place.writing === 'key' ? fields(type, place, key) : values(type, place),
    ...(field ? { field } : {}),
  };
}

/** Name of the definition of the document's kind. */
function rootOf({ root }: CaretPlace): string | undefined {
  const { kind, apiVersion } = root as { readonly kind?: string; readonly apiVersion?: string };
  const named = kinds.filter((k) => k.kind === kind);
  return (named.find((k) => apiVersionOf(k) === apiVersion) ?? named[0])?.name;
}

const apiVersionOf = ({ group, version }: (typeof kinds)[number]): string =>
  group === '' ? version : `${group}/${version}`;

/** The facts' type of what the path leads to: `#PodSpec`, `[]#Container`, `string` … */
function typeAt(place: CaretPlace): string | undefined {
  const root = rootOf(place);
  return root === undefined ? undefined : follow(`#${root}`, place.path);
}

function follow(root: string, path: readonly Step[]): string | undefined {
  let type: string | undefined = root;
  for (const step of path) {
    if (type === undefined) return undefined;
    if (step.kind === 'item') type = type.startsWith('[]') ? type.slice(2) : undefined;
    else if (type.startsWith('{}')) type = type.slice(2);
    else type = type.startsWith('#') ? definitionOf(type.slice(1))?.[step.name]?.type : undefined;
  }
  return type;
}

const keyAt = (yaml: string, { from, to }: CaretPlace): string => yaml.slice(from, to).trim();

/** What the API server fills in itself is not offered. */
const SERVER_SIDE: Readonly<Record<string, readonly string[]>> = {
  ObjectMeta: [
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generation',
    'managedFields',
    'resourceVersion',
    'selfLink',
    'uid',
  ],
};

function fields(type: string | undefined, place: CaretPlace, key: string | undefined): CompletionItem[] {
  if (place.path.length === 0 && type === undefined)
    return ['apiVersion', 'kind', 'metadata', 'spec']
      .filter((name) => !place.siblings.includes(name))
      .map((name) => ({ label: name, insert: name === 'metadata' ? 'metadata:\n  name: ' : `${name}: ` }));
  if (!type?.startsWith('#')) return [];
  const name = type.slice(1);
  const there = new Set(place.siblings.filter((sibling) => sibling !== key));
  const hidden = new Set(SERVER_SIDE[name]);
  return Object.entries(definitionOf(name) ?? {})
    .filter(([field]) => !there.has(field) && !hidden.has(field) && !(place.path.length === 0 && field === 'status'))
    .map(([field, facts]) => ({
      label: field,
      detail: facts.required ? `${typeText(facts.type)}, required` : typeText(facts.type),
      insert: `${field}:${opening(facts.type, place.column)}`,
    }));
}

/** What follows a key: its value on the line, or what it holds below. */
function opening(type: string, column: number): string {
  const below = `\n${' '.repeat(column + 2)}`;
  if (type.startsWith('[]')) return type.slice(2).startsWith('#') ? `${below}- ` : ' ';
  if (type.startsWith('#')) return definitionOf(type.slice(1)) ? below : ' ';
  return type.startsWith('{}') ? below : ' ';
}

function values(type: string | undefined, place: CaretPlace): CompletionItem[] {
  const last = place.path.at(-1);
  const name = last?.kind === 'key' ? last.name : '';
  if (place.path.length === 1 && name === 'kind') return kinds.map((k) => ({ label: k.kind, detail: apiVersionOf(k) }));
  if (place.path.length === 1 && name === 'apiVersion') {
    const fitting = kinds.filter((k) => !place.root['kind'] || k.kind === place.root['kind']);
    return [...new Set(fitting.map(apiVersionOf))].map((label) => ({ label }));
  }
  if (name === 'image' && type === 'string') return catalogue.map(({ name: label }) => ({ label }));
  if (type === 'boolean') return [{ label: 'true' }, { label: 'false' }];
  return (factsAt(place)?.enum ?? []).map((label) => ({ label }));
}

/** The facts of the field whose value the path leads to; an item of a list has its list's. */
function factsAt(place: CaretPlace): FieldFacts | undefined {
  const at = place.path.findLastIndex((step) => step.kind === 'key');
  const step = place.path[at];
  const root = rootOf(place);
  if (step?.kind !== 'key' || root === undefined) return undefined;
  const owner = follow(`#${root}`, place.path.slice(0, at));
  return owner?.startsWith('#') ? definitionOf(owner.slice(1))?.[step.name] : undefined;
}

function fieldAt(place: CaretPlace, key: string | undefined): Completion['field'] {
  const whole: CaretPlace = key === undefined ? place : { ...place, path: [...place.path, { kind: 'key', name: key }] };
  const facts = factsAt(whole);
  if (!facts) return undefined;
  return {
    path: pathText(whole.path),
    type: typeText(facts.type),
    required: facts.required !== undefined,
    ...(facts.enum ? { values: [...facts.enum] } : {}),
  };
}

const pathText = (path: readonly Step[]): string =>
  path.map((step, i) => (step.kind === 'item' ? '[]' : `${i > 0 ? '.' : ''}${step.name}`)).join('');

/** As kubectl explain writes types. @example typeText('[]#Container') → '[]Container' · typeText('{}string') → 'map[string]string' */
const typeText = (type: string): string => type.replaceAll('#', '').replaceAll('{}', 'map[string]');
