import type { Errors, FieldError } from '../field-error.ts';
import type { Kind, KindOf, KubeObject } from '../schema/kinds.ts';
import type { Target } from '../server.ts';

/** The rules of one kind: what a new object must be, what may change, and what may be written to its subresources. */
export interface KindRules<K extends Kind> {
  readonly create: (object: KindOf[K]) => Errors;
  readonly update: (object: KindOf[K], before: KindOf[K]) => Errors;
  readonly subresources?: Readonly<Partial<Record<Subresource, (object: KindOf[K], before: KindOf[K]) => Errors>>>;
}

export type Subresource = NonNullable<Target['subresource']>;

const rulesOf: { readonly [K in Kind]?: KindRules<K> } = {};

const rules = <K extends Kind>(kind: K): KindRules<K> | undefined => rulesOf[kind];

/** What is wrong with a new object, in the order in which the API server says it. */
export function validateCreate(object: KubeObject): FieldError[] {
  return [...((rules(object.kind as Kind) as KindRules<Kind> | undefined)?.create(object as never) ?? [])];
}

/** What is wrong with `object` in the place of `before`. A subresource without rules of its own is not validated. */
export function validateUpdate(object: KubeObject, before: KubeObject, subresource?: Subresource): FieldError[] {
  const found = rules(object.kind as Kind) as KindRules<Kind> | undefined;
  const validate = subresource ? found?.subresources?.[subresource] : found?.update;
  return [...(validate?.(object as never, before as never) ?? [])];
}
