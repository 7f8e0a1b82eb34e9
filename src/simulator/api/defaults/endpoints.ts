import type { JsonObject } from '../json.ts';
import { fill, withinEach } from './fill.ts';

/** @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Endpoints */
export const defaultEndpoints = (endpoints: JsonObject): JsonObject =>
  withinEach(endpoints, 'subsets', (subset) => withinEach(subset, 'ports', (port) => fill(port, { protocol: 'TCP' })));
