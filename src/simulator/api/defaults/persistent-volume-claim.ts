import type { JsonObject } from '../json.ts';
import { fill, within } from './fill.ts';

/** @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_PersistentVolumeClaim */
export const defaultPersistentVolumeClaim = (claim: JsonObject): JsonObject =>
  within(
    within(claim, 'status', (status) => fill(status, { phase: 'Pending' })),
    'spec',
    (spec) => fill(spec, { volumeMode: 'Filesystem', resources: {} }),
  );
