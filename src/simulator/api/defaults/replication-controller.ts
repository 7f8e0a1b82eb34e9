import type { JsonObject } from '../json.ts';
import { asObject, fill, isObject, within } from './fill.ts';
import { defaultPodTemplate } from './pod.ts';

/** Selector and labels come from the template where they are unset. @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_ReplicationController */
export function defaultReplicationController(controller: JsonObject): JsonObject {
  const spec = asObject(controller['spec']);
  const labels = asObject(asObject(asObject(spec['template'])['metadata'])['labels']);
  const labelled = (object: JsonObject, field: string): JsonObject =>
    Object.keys(labels).length > 0 && Object.keys(asObject(object[field])).length === 0
      ? { ...object, [field]: labels }
      : object;
  return within(
    within(controller, 'spec', (inner) => {
      const filled = fill(labelled(inner, 'selector'), { replicas: 1 });
      return isObject(inner['template']) ? within(filled, 'template', defaultPodTemplate) : filled;
    }),
    'metadata',
    (metadata) => labelled(metadata, 'labels'),
  );
}
