import { threeWayPatch } from '../api/apply/three-way-patch.ts';
import type { JsonObject } from '../api/json.ts';
import { PatchError } from '../api/patch/patch-schema.ts';
import type { Resource } from '../api/resources.ts';
import type { KubeObject } from '../api/schema/kinds.ts';
import { lastApplied } from './last-applied.ts';

/**
 * The patch that `apply` sends for an object that is there.
 * @param wanted - with its last-applied annotation
 */
export function applyPatchOf(
  live: KubeObject,
  wanted: JsonObject,
  resource: Resource,
): { readonly body: JsonObject } | { readonly problem: string } {
  try {
    return {
      body: threeWayPatch(lastApplied(live) ?? {}, wanted, live as unknown as JsonObject, `#${resource.definition}`),
    };
  } catch (error) {
    if (error instanceof PatchError) return { problem: error.message };
    throw error;
  }
}
