import type { JsonObject } from '../json.ts';
import { fill } from './fill.ts';

/** @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Secret */
export const defaultSecret = (secret: JsonObject): JsonObject => fill(secret, { type: 'Opaque' });
