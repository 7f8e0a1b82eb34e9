import type { JsonObject } from '../json.ts';
import { fill, within } from './fill.ts';
import { defaultPodTemplate } from './pod.ts';

/** @source kubernetes/kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_ReplicaSet */
export const defaultReplicaSet = (replicaSet: JsonObject): JsonObject =>
  within(replicaSet, 'spec', (spec) => within(fill(spec, { replicas: 1 }), 'template', defaultPodTemplate));
