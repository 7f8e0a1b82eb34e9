import type { JsonObject } from '../json.ts';
import { fill } from './fill.ts';

/** @source kubernetes/kubernetes pkg/apis/scheduling/v1/defaults.go SetDefaults_PriorityClass */
export const defaultPriorityClass = (priorityClass: JsonObject): JsonObject =>
  fill(priorityClass, { preemptionPolicy: 'PreemptLowerPriority' });
