import type { JsonObject } from '../json.ts';
import { fill } from './fill.ts';

/** @source kubernetes/kubernetes pkg/apis/storage/v1/defaults.go SetDefaults_StorageClass */
export const defaultStorageClass = (storageClass: JsonObject): JsonObject =>
  fill(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
