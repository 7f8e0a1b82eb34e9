import type { JsonObject } from '../json.ts';
import { fill, within } from './fill.ts';
import { defaultPodTemplate } from './pod.ts';

/** @source kubernetes/kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_Deployment */
export const defaultDeployment = (deployment: JsonObject): JsonObject =>
  within(deployment, 'spec', (spec) => {
    const filled = fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    return within(within(filled, 'strategy', defaultStrategy), 'template', defaultPodTemplate);
  });

function defaultStrategy(strategy: JsonObject): JsonObject {
  const filled = fill(strategy, { type: 'RollingUpdate' });
  if (filled['type'] !== 'RollingUpdate') return filled;
  return within(filled, 'rollingUpdate', (rolling) => fill(rolling, { maxUnavailable: '25%', maxSurge: '25%' }));
}
