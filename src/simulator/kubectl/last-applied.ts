import type { Json, JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/schema/kinds.ts';
import { compactJson } from './printers/json-text.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The object as it is sent: with itself, as it was written, in an annotation.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/apply.go GetModifiedConfiguration
 */
export function withLastApplied(object: JsonObject): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const annotations: Record<string, Json | undefined> = {
    ...(isObject(metadata['annotations']) ? metadata['annotations'] : {}),
  };
  delete annotations[LAST_APPLIED];
  const written = `${compactJson({ ...object, metadata: { ...metadata, annotations } })}\n`;
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: written } } };
}

/** What was applied last, or undefined where nothing was or it cannot be read. */
export function lastApplied(object: KubeObject): JsonObject | undefined {
  const text = object.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return undefined;
  try {
    const read = JSON.parse(text) as Json;
    return isObject(read) ? read : {};
  } catch {
    return {};
  }
}
