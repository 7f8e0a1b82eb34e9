import type { Resource } from './resources.ts';
import { SCALABLE } from './scale.ts';
import { definitionOf } from './schema/definitions.ts';

const OF_PODS: ReadonlySet<string> = new Set(['resize', 'ephemeralcontainers']);

/**
 * Whether an object can be written by a name of a part of it.
 * @param subresource - as it was typed
 * @source kubernetes/kubernetes pkg/registry/{core,apps,batch,policy}/rest/storage_*.go
 */
export const hasSubresource = ({ kind, definition }: Resource, subresource: string): boolean =>
  subresource === 'status'
    ? definitionOf(definition)?.['status'] !== undefined
    : subresource === 'scale'
      ? SCALABLE.has(kind)
      : kind === 'Pod' && OF_PODS.has(subresource);
