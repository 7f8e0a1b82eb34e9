import type { JsonObject } from '../json.ts';
import { fill, isObject, within } from './fill.ts';

const CPU_AT_80_PERCENT: JsonObject = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};
const SCALE_UP: JsonObject = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const SCALE_DOWN: JsonObject = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };

/** @source kubernetes/kubernetes pkg/apis/autoscaling/v2/defaults.go SetDefaults_HorizontalPodAutoscaler */
export const defaultHorizontalPodAutoscaler = (autoscaler: JsonObject): JsonObject =>
  within(autoscaler, 'spec', (spec) => {
    const metrics = spec['metrics'];
    const unmeasured = !Array.isArray(metrics) || metrics.length === 0;
    const filled = fill(unmeasured ? { ...spec, metrics: [CPU_AT_80_PERCENT] } : spec, { minReplicas: 1 });
    if (!isObject(filled['behavior'])) return filled;
    return within(filled, 'behavior', (behavior) =>
      within(
        within(behavior, 'scaleUp', (rules) => fill(rules, SCALE_UP)),
        'scaleDown',
        (rules) => fill(rules, SCALE_DOWN),
      ),
    );
  });
