/**
 * Writes the types and the facts of every kind from the OpenAPI facts of Kubernetes:
 *   npm run generate -- <openapi-v1.36.3.json>
 * Both outputs are checked in; this runs again only when the facts change.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Property {
  type?: string;
  format?: string;
  enum?: string[];
  $ref?: string;
  items?: Property;
  additionalProperties?: Property;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-patch-strategy'?: string;
}
interface Definition {
  properties?: Record<string, Property>;
  required?: string[];
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

const source = process.argv[2];
if (!source) throw new Error('usage: npm run generate -- <openapi facts>');
const { definitions } = JSON.parse(readFileSync(source, 'utf8')) as { definitions: Record<string, Definition> };

/** Definitions that are one JSON scalar, or anything. */
const SCALARS: Record<string, [facts: string, type: string]> = {
  Quantity: ['quantity', 'string'],
  Time: ['time', 'string | null'],
  MicroTime: ['microTime', 'string | null'],
  IntOrString: ['intOrString', 'number | string'],
  RawExtension: ['any', 'unknown'],
  FieldsV1: ['any', 'unknown'],
};
/** Requests' and answers' own envelopes. */
const NOT_STORED = new Set(['Scale', 'Binding', 'Eviction', 'DeleteOptions', 'Status']);

/** Two groups have a type of this name: the younger group's carries the group's name. */
const PREFIXES: Record<string, string> = {
  'io.k8s.api.events.v1.': 'EventsK8sIo',
  'io.k8s.api.discovery.v1.EndpointPort': 'Discovery',
};
const nameOf = (id: string): string =>
  (Object.entries(PREFIXES).find(([start]) => id.startsWith(start))?.[1] ?? '') + id.split('.').at(-1)!;
const refOf = (p: Property): string => nameOf(p.$ref!.replace('#/definitions/', ''));

function typeOf(p: Property): string {
  if (p.$ref) return SCALARS[refOf(p)]?.[1] ?? refOf(p);
  if (p.type === 'array') return `readonly ${wrap(typeOf(p.items!))}[]`;
  if (p.type === 'object')
    return p.additionalProperties
      ? `Readonly<Record<string, ${typeOf(p.additionalProperties)}>>`
      : 'Readonly<Record<string, unknown>>';
  if (p.type === 'integer' || p.type === 'number') return 'number';
  return p.type === 'boolean' ? 'boolean' : 'string';
}
const wrap = (type: string): string => (type.includes(' ') ? `(${type})` : type);

function factsOf(p: Property): string {
  if (p.$ref) return SCALARS[refOf(p)]?.[0] ?? `#${refOf(p)}`;
  if (p.type === 'array') return `[]${factsOf(p.items!)}`;
  if (p.type === 'object') return p.additionalProperties ? `{}${factsOf(p.additionalProperties)}` : 'any';
  if (p.type === 'integer') return p.format === 'int64' ? 'int64' : 'int32';
  if (p.format === 'byte') return 'bytes';
  return p.type!;
}

const types: string[] = [];
const facts: string[] = [];
const kinds: { name: string; group: string; version: string }[] = [];
/** The first definition of each package: definitions of a package stand together. */
const packages: [first: string, path: string][] = [];

/** Definitions that objects are read with: those below a kind that is stored, or below Scale. */
const read = new Set<string>();
function reach(id: string): void {
  if (read.has(id)) return;
  read.add(id);
  const below = JSON.stringify(definitions[id]?.properties ?? {}).matchAll(/"#\/definitions\/([^"]+)"/g);
  for (const [, inner = ''] of below) reach(inner);
}
for (const [id, definition] of Object.entries(definitions))
  if (nameOf(id) === 'Scale' || (definition['x-kubernetes-group-version-kind'] && !NOT_STORED.has(nameOf(id))))
    reach(id);

for (const [id, definition] of Object.entries(definitions)) {
  const name = nameOf(id);
  if (SCALARS[name]) continue;
  const path = id.slice(0, id.lastIndexOf('.'));
  if (read.has(id) && packages.at(-1)?.[1] !== path) packages.push([name, path]);
  const gvk = definition['x-kubernetes-group-version-kind']?.[0];
  const stored = gvk !== undefined && !NOT_STORED.has(name);
  if (stored) kinds.push({ name, group: gvk.group, version: gvk.version });
  const required = new Set(definition.required);
  const named = Object.keys(definition.properties ?? {}).filter((field) => required.has(field));
  const isSorted = [...required].join() === named.join();
  const mark = (field: string): string =>
    required.has(field) ? `!${isSorted ? '' : String([...required].indexOf(field) + 1)}` : '';
  const rows: string[] = [];
  const members: string[] = [];
  for (const [field, p] of Object.entries(definition.properties ?? {})) {
    const options = [
      ['list', p['x-kubernetes-list-type']],
      ['keys', p['x-kubernetes-list-map-keys']?.join()],
      ['map', p['x-kubernetes-map-type']],
      ['mergeKey', p['x-kubernetes-patch-merge-key']],
      ['patch', p['x-kubernetes-patch-strategy']],
      ['enum', p.enum?.join()],
    ];
    const told = options.flatMap(([option, value]) => (value === undefined ? [] : [` ${option}=${value}`])).join('');
    rows.push(`${field}${mark(field)} ${factsOf(p)}${told}`);
    members.push(member(field, p, required.has(field), stored, gvk));
  }
  if (read.has(id)) facts.push(`  ${name}: \`\n${rows.join('\n')}\`,`);
  types.push(`export interface ${name} {\n${members.join('\n')}\n}`);
}

function member(
  field: string,
  p: Property,
  required: boolean,
  stored: boolean,
  gvk: { group: string; version: string; kind: string } | undefined,
): string {
  if (gvk && stored) {
    if (field === 'apiVersion') return `  readonly apiVersion: '${gvk.group ? `${gvk.group}/` : ''}${gvk.version}';`;
    if (field === 'kind') return `  readonly kind: '${gvk.kind}';`;
    if (field === 'metadata') return '  readonly metadata: StoredMeta;';
    if (field === 'spec' || field === 'status') return `  readonly ${field}: ${typeOf(p)};`;
  }
  const key = /^[A-Za-z_]\w*$/.test(field) ? field : JSON.stringify(field);
  return `  readonly ${key}${required ? '' : '?'}: ${typeOf(p)}${required ? '' : ' | undefined'};`;
}

const header = '// Generated by scripts/generate-kinds.ts from the OpenAPI facts of Kubernetes v1.36.3. Do not edit.\n';
const storedKinds = kinds.filter((k) => k.name !== 'EventsK8sIoEvent');
writeFileSync(
  new URL('../src/simulator/api/schema/kinds.ts', import.meta.url),
  `${header}
/** The metadata of an object that is stored: what the API server always fills in is there. */
export interface StoredMeta extends ObjectMeta {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
}

${types.join('\n\n')}

/** Every kind that the store can hold. */
export interface KindOf {
${storedKinds.map((k) => `  ${k.name}: ${k.name};`).join('\n')}
}
export type Kind = keyof KindOf;
export type KubeObject = KindOf[Kind];
`,
);
writeFileSync(
  new URL('../src/simulator/api/schema/facts.ts', import.meta.url),
  `${header}
/**
 * The fields of each definition, one a line: name (with ! where it is required, and its place among the required where
 * they are not told in the order of names), type, and what lists and patches need to know of it. definitions.ts reads them.
 */
export const fieldLines: Readonly<Record<string, string>> = {
${facts.join('\n')}
};

/** Definitions of a package stand together above: the first of each, and the package's name in OpenAPI. */
export const packages: readonly (readonly [first: string, path: string])[] = [
${packages.map(([first, path]) => `  ['${first}', '${path}'],`).join('\n')}
];

/** Every kind that is stored: the definition it is decoded with, its group and version. */
export const kinds: readonly { readonly name: string; readonly kind: string; readonly group: string; readonly version: string }[] = [
${kinds.map((k) => `  { name: '${k.name}', kind: '${k.name.replace('EventsK8sIo', '')}', group: '${k.group}', version: '${k.version}' },`).join('\n')}
];
`,
);
