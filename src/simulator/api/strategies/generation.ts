import { withMetadata } from '../object-metadata.ts';
import { sameJson } from '../same-json.ts';
import type { KubeObject } from '../schema/kinds.ts';
import type { Strategy } from './strategy.ts';

/** Kinds that are stored as they are sent. */
export const plainStrategy: Strategy = {
  prepareForCreate: (object) => object,
  prepareForUpdate: (object) => object,
  update: 'unconditional',
};

/** Kinds whose status is the system's: empty at first, and never changed together with the rest. */
export const withStatus = (status: object): Strategy => ({
  prepareForCreate: (object) => withField(object, 'status', status),
  prepareForUpdate: (object, before, _context, subresource) =>
    subresource === 'status' ? onlyStatus(object, before) : withField(object, 'status', fieldOf(before, 'status')),
  update: 'unconditional',
});

/**
 * As `withStatus`, for kinds that count the changes of what their users ask for.
 * @param status - what a new object has; undefined for kinds without one
 */
export function withSpecGeneration(status: object | undefined): Strategy {
  const keepsStatus = status === undefined ? plainStrategy : withStatus(status);
  return {
    ...keepsStatus,
    prepareForCreate: (object, context) =>
      withMetadata(keepsStatus.prepareForCreate(object, context), { generation: 1 }),
    prepareForUpdate: (object, before, context, subresource) => {
      const prepared = keepsStatus.prepareForUpdate(object, before, context, subresource);
      return subresource === 'status' ? prepared : nextGeneration(prepared, before);
    },
  };
}

/** One generation more where the spec differs. */
export const nextGeneration = (object: KubeObject, before: KubeObject): KubeObject =>
  sameJson(fieldOf(object, 'spec'), fieldOf(before, 'spec'))
    ? object
    : withMetadata(object, { generation: (before.metadata.generation ?? 0) + 1 });

/** A write to the status subresource changes no spec; metadata it may. */
export const onlyStatus = (object: KubeObject, before: KubeObject): KubeObject =>
  withField(object, 'spec', fieldOf(before, 'spec'));

export const fieldOf = (object: KubeObject, field: 'spec' | 'status'): unknown =>
  (object as unknown as Record<string, unknown>)[field];

/** `object` with a field set; undefined takes it out. The caller answers for the kind's having such a field. */
export function withField(object: KubeObject, field: 'spec' | 'status', value: unknown): KubeObject {
  const changed: Record<string, unknown> = { ...object, [field]: value };
  if (value === undefined) delete changed[field];
  return changed as unknown as KubeObject;
}
