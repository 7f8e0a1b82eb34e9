/** Every small change of a manifest: one field, one value, one place at a time. */
import { parseAllDocuments, stringify } from 'yaml';

export interface Mutant {
  /** What was done where. @example 'spec.containers[0].image: dropped' */
  readonly name: string;
  readonly yaml: string;
  /** The first document as JSON, for a patch on a command line. */
  readonly json: string;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonMap = { [key: string]: Json };

/** A value beside another, and what the change is called. */
interface Change {
  readonly what: string;
  readonly value: Json;
}

/** Reads and writes as kubectl's reader does: YAML 1.1. */
const YAML = { version: '1.1' } as const;

/** All mutants of a manifest, without those that write the same text. */
export function mutantsOf(yaml: string): Mutant[] {
  const documents = parseAllDocuments(yaml, YAML).map((document) => document.toJS() as Json);
  const mutants = new Map<string, Mutant>();
  documents.forEach((document, i) => {
    const where = documents.length > 1 ? `${nameOf(document)}: ` : '';
    for (const { what, value } of changesOf(document, '')) {
      const changed = documents.with(i, value);
      const text = write(changed);
      if (!mutants.has(text))
        mutants.set(text, { name: `${where}${what}`, yaml: text, json: JSON.stringify(changed[0]) });
    }
  });
  mutants.delete(write(documents));
  return [...mutants.values()];
}

const write = (documents: readonly Json[]): string => documents.map((d) => stringify(d, YAML)).join('---\n');

function nameOf(document: Json): string {
  const { kind, metadata } = document as { kind?: string; metadata?: { name?: string } };
  return `${kind}/${metadata?.name}`;
}

/** Each change of a value and, inside it, of what it holds: the whole value with that one change. */
function changesOf(value: Json, path: string): Change[] {
  if (Array.isArray(value)) return listChanges(value, path);
  return typeof value === 'object' && value !== null
    ? mapChanges(value, path)
    : scalarChanges(value, path.replace(/^.*\./, '')).map((change) => at(path, change));
}

const at = (path: string, { what, value }: Change): Change => ({ what: `${path}: ${what}`, value });

function listChanges(list: Json[], path: string): Change[] {
  const within = list.flatMap((item, i) =>
    changesOf(item, `${path}[${i}]`).map(({ what, value }) => ({ what, value: list.with(i, value) })),
  );
  const dropped = list.map((_, i) => ({ what: `${path}[${i}]: dropped`, value: list.toSpliced(i, 1) }));
  const turned = list.length > 1 ? [{ what: `${path}: in reverse order`, value: list.toReversed() }] : [];
  return [...dropped, ...turned, ...within];
}

function mapChanges(map: JsonMap, path: string): Change[] {
  const inside = (key: string): string => (path === '' ? key : `${path}.${key}`);
  return Object.entries(map).flatMap(([key, value]): Change[] => {
    const { [key]: _, ...rest } = map;
    const renamed = (name: string): JsonMap =>
      Object.fromEntries(Object.entries(map).map(([k, v]) => [k === key ? name : k, v]));
    return [
      { what: `${inside(key)}: dropped`, value: rest },
      { what: `${inside(key)}: in the wrong case`, value: renamed(turnedCase(key)) },
      ...moved(map, key, inside(key)),
      ...(TWINS[key] ?? [])
        .filter((twin) => !(twin in map))
        .map((twin) => ({ what: `${inside(key)}: called ${twin}`, value: renamed(twin) })),
      ...(TWINS[key] ?? [])
        .filter((twin) => twin in map)
        .map((twin) => ({
          what: `${inside(key)}: swapped with ${twin}`,
          value: { ...map, [key]: map[twin]!, [twin]: value },
        })),
      ...changesOf(value, inside(key)).map((change) => ({ what: change.what, value: { ...map, [key]: change.value } })),
    ];
  });
}

const turnedCase = (word: string): string => {
  const [first = ''] = word;
  return (first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase()) + word.slice(1);
};

/** A field of a map's map, or of the first item of its list, one level too high, and one of its own a level too low. */
function moved(map: JsonMap, key: string, path: string): Change[] {
  const value = map[key]!;
  const inner = Array.isArray(value) ? value[0] : value;
  if (!isMap(inner)) return [];
  const up = Object.keys(inner)
    .filter((k) => !(k in map))
    .map((k) => {
      const { [k]: taken, ...rest } = inner;
      return {
        what: `${path}${Array.isArray(value) ? '[0]' : ''}.${k}: a level too high`,
        value: { ...map, [key]: Array.isArray(value) ? [rest, ...value.slice(1)] : rest, [k]: taken! },
      };
    });
  const down = Object.keys(map)
    .filter((k) => k !== key && !(k in inner))
    .map((k) => {
      const { [k]: taken, ...rest } = map;
      const holder = { ...inner, [k]: taken! };
      return {
        what: `${k}: moved into ${path}${Array.isArray(value) ? '[0]' : ''}`,
        value: { ...rest, [key]: Array.isArray(value) ? [holder, ...value.slice(1)] : holder },
      };
    });
  return [...up, ...down];
}

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that are taken for one another. */
const TWINS: Readonly<Record<string, readonly string[]>> = twins(
  ['livenessProbe', 'readinessProbe', 'startupProbe'],
  ['requests', 'limits'],
  ['command', 'args'],
  ['cpu', 'memory'],
  ['containers', 'initContainers'],
  ['postStart', 'preStop'],
  ['podAffinity', 'podAntiAffinity'],
  ['requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution'],
  ['configMapKeyRef', 'secretKeyRef'],
  ['maxSurge', 'maxUnavailable'],
  ['port', 'targetPort', 'containerPort'],
  ['periodSeconds', 'timeoutSeconds', 'initialDelaySeconds', 'failureThreshold'],
  ['labels', 'annotations'],
);

function twins(...groups: readonly (readonly string[])[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    groups.flatMap((group) => group.map((name) => [name, group.filter((other) => other !== name)])),
  );
}

/** Words of which the API takes one. */
const WORDS: readonly (readonly string[])[] = [
  ['Always', 'OnFailure', 'Never', 'IfNotPresent'],
  ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Equal'],
  ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  ['DoNotSchedule', 'ScheduleAnyway'],
  ['RollingUpdate', 'Recreate'],
  ['HTTP', 'HTTPS'],
  ['TCP', 'UDP'],
  ['ClusterIP', 'NodePort', 'LoadBalancer'],
  ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region'],
];

function scalarChanges(value: Json, key: string): Change[] {
  const change = (to: Json): Change => ({ what: `${JSON.stringify(value)} becomes ${JSON.stringify(to)}`, value: to });
  if (typeof value === 'boolean') return [change(!value), change(String(value))];
  if (typeof value === 'number')
    return [value - 1, value + 1, value * 2, Math.floor(value / 2), value * 10, 0, String(value)].map(change);
  if (typeof value !== 'string') return [];
  const amount = /^(\d+)([a-zA-Z]*)$/.exec(value);
  if (amount) return amounts(Number(amount[1]), amount[2]!).map(change);
  const group = WORDS.find((words) => words.includes(value));
  if (group) return [...group.filter((word) => word !== value), turnedCase(value)].map(change);
  const texts = [`${value}-x`, turnedCase(value), ''];
  const probes = key === 'path' ? ['/'] : [];
  return [...texts, ...probes].map(change);
}

/** Neighbours of "250m", "64Mi", "8080": other numbers, other units, and the number that is no string. */
function amounts(amount: number, unit: string): Json[] {
  const numbers = [amount * 2, Math.floor(amount / 2), amount * 10, 0].map((n) => `${n}${unit}`);
  const near = unit === '' ? [`${amount + 1}`, `${amount - 1}`, amount] : [];
  const units = (UNITS[unit] ?? []).map((other) => `${amount}${other}`);
  return [...numbers, ...near, ...units];
}

const UNITS: Readonly<Record<string, readonly string[]>> = {
  '': ['m', 'Mi'],
  m: ['', 'M'],
  Mi: ['', 'M', 'm', 'Gi', 'mi'],
  Gi: ['', 'G', 'm', 'Mi'],
};
