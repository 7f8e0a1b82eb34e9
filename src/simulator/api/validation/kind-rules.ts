import type { Errors } from '../field-error.ts';
import type { Kind, KindOf } from '../schema/kinds.ts';
import type { Target } from '../server.ts';

/** The rules of one kind: what a new object must be, what may change, and what may be written to its subresources. */
export interface KindRules<K extends Kind> {
  readonly create: (object: KindOf[K]) => Errors;
  readonly update: (object: KindOf[K], before: KindOf[K]) => Errors;
  readonly subresources?: Readonly<Partial<Record<Subresource, (object: KindOf[K], before: KindOf[K]) => Errors>>>;
}

export type Subresource = NonNullable<Target['subresource']>;
