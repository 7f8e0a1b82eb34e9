import type { JsonObject } from '../json.ts';
import type { Resource } from '../resources.ts';
import type { Patch } from '../server.ts';
import { badRequest, type StatusError } from '../status-error.ts';
import { jsonMergePatch } from './json-merge-patch.ts';

/** What a patch makes of a stored object, before it is decoded again. */
export function applyPatch(
  object: JsonObject,
  patch: Patch,
  _resource: Resource,
): { readonly object: JsonObject } | { readonly error: StatusError } {
  switch (patch.type) {
    case 'merge':
    case 'strategic':
      return { object: jsonMergePatch(object, patch.body) };
    case 'json':
    case 'apply':
      return { error: badRequest(`patches of type ${patch.type} are not read yet`) };
  }
}
