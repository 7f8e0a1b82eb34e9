import type { JsonObject } from '../json.ts';
import { asObject, fill, within } from './fill.ts';

/** Every namespace carries its name as a label, so that selectors can find it. @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Namespace */
export function defaultNamespace(namespace: JsonObject): JsonObject {
  const name = asObject(namespace['metadata'])['name'];
  const active = within(namespace, 'status', (status) => fill(status, { phase: 'Active' }));
  if (!name) return active;
  return within(active, 'metadata', (metadata) =>
    within(metadata, 'labels', (labels) => ({ ...labels, 'kubernetes.io/metadata.name': name })),
  );
}
