import type { JsonObject } from '../json.ts';
import { fill, withinEach } from './fill.ts';

/** @source kubernetes/kubernetes pkg/apis/discovery/v1/defaults.go SetDefaults_EndpointPort */
export const defaultEndpointSlice = (slice: JsonObject): JsonObject =>
  withinEach(slice, 'ports', (port) => fill(port, { name: '', protocol: 'TCP' }));
