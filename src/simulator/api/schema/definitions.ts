import { fieldLines, packages } from './facts.ts';
import { olderFieldLines } from './older-versions.ts';

/**
 * One field: `type` is a scalar (string, boolean, int32, int64, number, bytes, quantity, time, microTime, intOrString, any),
 * `#Name` of a definition, `[]` + type of a list or `{}` + type of a map.
 */
export interface FieldFacts {
  readonly type: string;
  /** Its place among the required, where their absence is not told in the order of names; else 0. */
  readonly required?: number;
  readonly list?: string;
  readonly keys?: readonly string[];
  readonly map?: string;
  readonly mergeKey?: string;
  readonly patch?: string;
  readonly enum?: readonly string[];
}
export type DefinitionFacts = Readonly<Record<string, FieldFacts>>;

const read = new Map<string, DefinitionFacts>();

/**
 * The fields of a definition of the API, by name. Most are never asked for, so that each is read when it first is: a
 * guest starts sooner with texts than with thousands of objects.
 */
export function definitionOf(name: string): DefinitionFacts | undefined {
  const known = read.get(name);
  const source = Object.hasOwn(fieldLines, name) ? fieldLines : olderFieldLines;
  if (known || !Object.hasOwn(source, name)) return known;
  const fields: Record<string, FieldFacts> = {};
  for (const line of source[name]?.split('\n') ?? []) {
    const [field = '', type = '', ...options] = line.split(' ');
    if (field === '') continue;
    const [plain = '', place] = field.split('!');
    fields[plain] = { type, ...(place === undefined ? {} : { required: Number(place) }), ...optionsOf(options) };
  }
  read.set(name, fields);
  return fields;
}

/** @example openApiName('Container') → "io.k8s.api.core.v1.Container" */
export function openApiName(name: string): string {
  if (name.startsWith(AUTOSCALING_V1)) return `io.k8s.api.autoscaling.v1.${name.slice(AUTOSCALING_V1.length)}`;
  const firsts = new Map(packages);
  let path = '';
  for (const definition in fieldLines) {
    path = firsts.get(definition) ?? path;
    if (definition === name) break;
  }
  return `${path}.${Object.hasOwn(IN_OPENAPI, name) ? IN_OPENAPI[name] : name}`;
}

const AUTOSCALING_V1 = 'AutoscalingV1';

/** Definitions that are called otherwise here, since two packages have one of the name. */
const IN_OPENAPI: Readonly<Record<string, string>> = {
  DiscoveryEndpointPort: 'EndpointPort',
  EventsK8sIoEvent: 'Event',
  EventsK8sIoEventSeries: 'EventSeries',
};

/** @example optionsOf(['list=map', 'keys=port,protocol']) → { list: 'map', keys: ['port', 'protocol'] } */
function optionsOf(words: readonly string[]): Omit<FieldFacts, 'type'> {
  return Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf('=');
      const [option, value] = [word.slice(0, equals), word.slice(equals + 1)];
      return [option, option === 'keys' || option === 'enum' ? value.split(',') : value];
    }),
  );
}
