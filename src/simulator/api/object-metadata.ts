import type { KubeObject } from './schema/kinds.ts';

/** `object` with fields of its metadata set; undefined takes one out. */
export function withMetadata(
  object: KubeObject,
  change: Partial<Record<keyof KubeObject['metadata'], unknown>>,
): KubeObject {
  const metadata: Record<string, unknown> = { ...object.metadata };
  for (const [field, value] of Object.entries(change)) {
    if (value === undefined) delete metadata[field];
    else metadata[field] = value;
  }
  return { ...object, metadata } as unknown as KubeObject;
}
