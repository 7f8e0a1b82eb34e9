/**
 * Definitions of versions that are served beside the one that is stored, as in facts.ts. Their objects are turned into
 * the stored version where a request comes in (api/versions.ts).
 * @source k8s.io/api v0.36.3 autoscaling/v1/types.go
 */
export const olderFieldLines: Readonly<Record<string, string>> = {
  AutoscalingV1HorizontalPodAutoscaler: `
apiVersion string
kind string
metadata #ObjectMeta
spec #AutoscalingV1HorizontalPodAutoscalerSpec
status #AutoscalingV1HorizontalPodAutoscalerStatus`,
  AutoscalingV1HorizontalPodAutoscalerSpec: `
maxReplicas!2 int32
minReplicas int32
scaleTargetRef!1 #CrossVersionObjectReference
targetCPUUtilizationPercentage int32`,
  AutoscalingV1HorizontalPodAutoscalerStatus: `
currentCPUUtilizationPercentage int32
currentReplicas!1 int32
desiredReplicas!2 int32
lastScaleTime time
observedGeneration int64`,
};
