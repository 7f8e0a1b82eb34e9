import { fieldLines } from './facts.ts';

/**
 * One field: `type` is a scalar (string, boolean, int32, int64, number, bytes, quantity, time, microTime, intOrString, any),
 * `#Name` of a definition, `[]` + type of a list or `{}` + type of a map.
 */
export interface FieldFacts {
  readonly type: string;
  readonly required?: boolean;
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
  if (known || !Object.hasOwn(fieldLines, name)) return known;
  const fields: Record<string, FieldFacts> = {};
  for (const line of fieldLines[name]?.split('\n') ?? []) {
    const [field = '', type = '', ...options] = line.split(' ');
    if (field === '') continue;
    const plain = field.endsWith('!') ? field.slice(0, -1) : field;
    fields[plain] = { type, ...(plain === field ? {} : { required: true }), ...optionsOf(options) };
  }
  read.set(name, fields);
  return fields;
}

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
