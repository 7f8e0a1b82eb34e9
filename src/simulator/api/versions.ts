import type { Json, JsonObject } from './json.ts';
import { apiVersionOf, resourceOf, type Resource } from './resources.ts';
import type { HorizontalPodAutoscaler, KubeObject } from './schema/kinds.ts';

/**
 * An object of a version that is served in the version that is stored. What a version cannot say is lost here, where
 * upstream keeps it in annotations.
 * @source kubernetes/kubernetes pkg/apis/autoscaling/v1/conversion.go
 */
export function toStoredVersion(object: JsonObject, resource: Resource): JsonObject {
  const stored = resourceOf(resource.kind);
  const typed = { ...object, apiVersion: apiVersionOf(stored), kind: stored.kind };
  return resource.version === stored.version ? typed : { ...typed, spec: autoscalerSpec(object['spec']) };
}

/** A stored object as a request for another version sees it. */
export function toServedVersion(object: KubeObject, resource: Resource): KubeObject {
  if (resource.version === resourceOf(resource.kind).version || object.kind !== 'HorizontalPodAutoscaler')
    return object;
  return { ...object, ...autoscalerV1(object), apiVersion: apiVersionOf(resource) } as unknown as KubeObject;
}

function autoscalerSpec(given: Json | undefined): JsonObject {
  const { targetCPUUtilizationPercentage: percent, ...spec } = (given ?? {}) as JsonObject;
  if (percent === undefined) return spec;
  const target = { type: 'Utilization', averageUtilization: percent };
  return { ...spec, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] };
}

function autoscalerV1({ spec, status }: HorizontalPodAutoscaler): object {
  const { metrics, behavior: _, ...kept } = spec;
  const cpu = metrics?.find(({ type, resource }) => type === 'Resource' && resource?.name === 'cpu');
  const percent = cpu?.resource?.target.averageUtilization;
  const { currentReplicas = 0, desiredReplicas = 0, lastScaleTime, observedGeneration } = status;
  return {
    spec: { ...kept, ...(percent === undefined ? {} : { targetCPUUtilizationPercentage: percent }) },
    status: {
      currentReplicas,
      desiredReplicas,
      ...(lastScaleTime ? { lastScaleTime } : {}),
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
    },
  };
}
