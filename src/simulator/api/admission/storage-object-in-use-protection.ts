import type { AdmissionPlugin } from './admission.ts';

const FINALIZERS: Readonly<Record<string, string>> = {
  PersistentVolume: 'kubernetes.io/pv-protection',
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
};

/**
 * A volume or claim in use is not gone before nobody uses it.
 * @source kubernetes/kubernetes plugin/pkg/admission/storage/storageobjectinuseprotection/admission.go
 */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  kinds: new Set(['PersistentVolume', 'PersistentVolumeClaim']),
  mutate: ({ object, operation, subresource }) => {
    const finalizer = FINALIZERS[object.kind];
    const { metadata } = object;
    if (operation !== 'CREATE' || subresource || !finalizer || metadata.finalizers?.includes(finalizer))
      return { object };
    return {
      object: { ...object, metadata: { ...metadata, finalizers: [...(metadata.finalizers ?? []), finalizer] } },
    };
  },
};
