import { definitionOf } from '../schema/definitions.ts';
import { goFactsOf } from '../schema/go-facts.ts';
import { structFields } from '../schema/go-field-order.ts';
import { INTERNAL_ORDER } from './internal-order.ts';

/**
 * An object as the API server's internal Go types hold it, which its messages show: Go's field names, every field, in
 * the order of the struct; null for a pointer, list or map that is not set, the zero of its type for anything else.
 * @param definition - the name of its definition in the v1 API
 * @example internalForm('Toleration', { key: 'a', operator: 'Exists' }) → { Key: 'a', Operator: 'Exists', Value: '', Effect: '', TolerationSeconds: null }
 * @source kubernetes/kubernetes pkg/apis/core/types.go; recorded: pod/* of updates
 */
export function internalForm(definition: string, object: object | undefined): Record<string, unknown> {
  const value = object as Fields | undefined;
  const adapted = definition === 'PodSpec' ? hostFlagsMoved(value) : value;
  const out: Record<string, unknown> = {};
  for (const { go, json, kind, type } of layoutOf(definition)) {
    const field = adapted?.[json];
    if (kind === 'object-meta') Object.assign(out, metaForm(field as Fields | undefined));
    else out[go] = field === undefined || field === null ? zeroOf(kind, type) : formOf(type, field);
  }
  return out;
}

/** A template as messages about controllers show it. */
export const shownPodTemplate = (template: object): Record<string, unknown> =>
  internalForm('PodTemplateSpec', template);

type Fields = Readonly<Record<string, unknown>>;
type Kind = 'nullable' | 'value' | 'object-meta';
interface Slot {
  readonly go: string;
  readonly json: string;
  readonly kind: Kind;
  readonly type: string;
}

/** What a pod's spec says of its host is kept in its security context. */
const HOST_FLAGS = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

function hostFlagsMoved(spec: Fields | undefined): Fields | undefined {
  if (!spec) return spec;
  const flags = Object.fromEntries(
    HOST_FLAGS.filter((flag) => spec[flag] !== undefined).map((flag) => [flag, spec[flag]]),
  );
  const context = spec['securityContext'] as Fields | undefined;
  return Object.keys(flags).length === 0 ? spec : { ...spec, securityContext: { ...flags, ...context } };
}

const layouts = new Map<string, readonly Slot[]>();

function layoutOf(definition: string): readonly Slot[] {
  const known = layouts.get(definition);
  if (known) return known;
  const facts =
    definition === 'PodSecurityContext'
      ? { ...definitionOf('PodSpec'), ...definitionOf(definition) }
      : (definitionOf(definition) ?? {});
  const byLetters = new Map(Object.keys(facts).map((name) => [name.toLowerCase(), name]));
  const pointers = new Set(`${goFactsOf(definition).pointers ?? ''} shareProcessNamespace hostUsers`.split(' '));
  const always = new Set((goFactsOf(definition).always ?? '').split(' '));
  const names =
    INTERNAL_ORDER[definition]?.split(' ') ??
    structFields(definition)?.map(({ go, json }) => `${go}=${json}`) ??
    Object.keys(facts).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const layout = names.map((name): Slot => {
    const [go = name, said = go] = name.split('=');
    const json = byLetters.get(said.toLowerCase()) ?? said;
    const type = facts[json]?.type ?? 'string';
    if (type === '#ObjectMeta') return { go, json, kind: 'object-meta', type };
    const nullable =
      pointers.has(json) || /^(\[\]|\{\}|bytes|any|time)/.test(type) || (type.startsWith('#') && !always.has(json));
    return { go, json, kind: nullable || (type === 'quantity' && !always.has(json)) ? 'nullable' : 'value', type };
  });
  layouts.set(definition, layout);
  return layout;
}

function zeroOf(kind: Kind, type: string): unknown {
  if (kind === 'nullable') return null;
  if (type.startsWith('#')) return internalForm(type.slice(1), undefined);
  if (type === 'boolean') return false;
  if (type === 'string') return '';
  return type === 'quantity' ? '0' : 0;
}

function formOf(type: string, value: unknown): unknown {
  if (type.startsWith('[]')) return (value as readonly unknown[]).map((element) => formOf(type.slice(2), element));
  if (type.startsWith('{}')) return sorted(value as Fields);
  if (type === '#LabelSelector') return selectorForm(value as Fields);
  return type.startsWith('#') ? internalForm(type.slice(1), value as object) : value;
}

function sorted(map: Fields): Fields {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The types of apimachinery have tags: their names are those of the API, and what is empty is left out. */
function selectorForm({ matchLabels, matchExpressions }: Fields): Fields {
  const out: Record<string, unknown> = {};
  if (matchLabels && Object.keys(matchLabels).length > 0) out['matchLabels'] = sorted(matchLabels as Fields);
  const requirements = (matchExpressions ?? []) as readonly Fields[];
  if (requirements.length > 0)
    out['matchExpressions'] = requirements.map(({ key, operator, values }) => ({
      key,
      operator,
      ...((values as readonly unknown[] | undefined)?.length ? { values } : {}),
    }));
  return out;
}

const META =
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields'.split(
    ' ',
  );

function metaForm(meta: Fields | undefined): Fields {
  const out: Record<string, unknown> = {};
  for (const field of META) {
    const value = meta?.[field];
    if (value !== undefined && value !== null)
      out[field] = field === 'labels' || field === 'annotations' ? sorted(value as Fields) : value;
  }
  return out;
}
