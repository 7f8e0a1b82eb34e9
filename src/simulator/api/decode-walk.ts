import type { Json } from './json.ts';
import type { Problem } from './problem.ts';

/** Where a walk stands: `fields` for type errors (without indexes), `strict` for unknown fields (with them). */
export interface Walk {
  readonly fields: string[];
  readonly strict: string[];
  struct: string;
  readonly unknown: string[];
  saved: Problem | undefined;
  hasEmpty: boolean;
  readonly keep: 'as said' | 'as stored';
}

/** A type's own decoder failed: unlike a type error, that ends the decoding at once. */
export class Abort extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.text);
    this.problem = problem;
  }
}

/** Gives undefined where the value is left out. */
export type Decoder = (value: Json, walk: Walk) => Json | undefined;

/**
 * Notes that a value has the wrong JSON type; the first such note is what the server answers.
 * @param failing - 'abort' within a type's own decoder
 */
export function mismatch(
  value: Json,
  wanted: Wanted,
  goType: string,
  walk: Walk,
  failing: 'save' | 'abort' = 'save',
): undefined {
  const type = jsonType(value);
  const said = wanted === 'integer' && typeof value === 'number' ? `number ${goNumber(value)}` : type;
  const place =
    walk.struct === ''
      ? `Go value of type ${goType}`
      : `Go struct field ${walk.struct}.${walk.fields.join('.')} of type ${goType}`;
  const problem = {
    text: `json: cannot unmarshal ${said} into ${place}`,
    code: mismatchCode(value, wanted),
  };
  if (failing === 'abort') throw new Abort(problem);
  walk.saved ??= problem;
  return undefined;
}

type JsonType = 'array' | 'object' | 'string' | 'bool' | 'number';
type Wanted = 'string' | 'bool' | 'number' | 'integer' | 'list' | 'map';

/** In YAML's words. @example mismatchCode([], 'string') → "list-for-string" */
function mismatchCode(value: Json, wanted: Wanted): string {
  const type = jsonType(value);
  const given = type === 'array' ? 'list' : type === 'object' ? 'map' : type;
  const isFraction = wanted === 'integer' && type === 'number' && !Number.isInteger(value);
  return `${isFraction ? 'fraction' : given}-for-${wanted}`;
}

function jsonType(value: Json): JsonType {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return Array.isArray(value) ? 'array' : 'object';
}

/** @example goNumber(80.5) → "80.5" */
export const goNumber = (value: number): string => String(value).replace(/e([+-])(\d)$/, 'e$10$2');
