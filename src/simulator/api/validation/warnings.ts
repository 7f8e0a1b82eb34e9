import type { Kind, KindOf, KubeObject } from '../schema/kinds.ts';

type Warnings<K extends Kind> = (object: KindOf[K], before: KindOf[K] | undefined) => readonly string[];

const warningsOf: { readonly [K in Kind]?: Warnings<K> } = {};

/**
 * What the API server says beside accepting an object: each becomes a line "Warning: …".
 * @param before - the object that is replaced; undefined for a new one
 * @source kubernetes/kubernetes pkg/registry/<group>/<kind>/strategy.go WarningsOnCreate, WarningsOnUpdate
 */
export function warningsFor(object: KubeObject, before?: KubeObject): readonly string[] {
  const warnings = warningsOf[object.kind as Kind] as Warnings<Kind> | undefined;
  return warnings?.(object as never, before as never) ?? [];
}
