import type { StorageClass } from '../schema/kinds.ts';
import type { AdmissionPlugin } from './admission.ts';

const IS_DEFAULT = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/**
 * A claim that names no class gets the default one; of several the youngest, then the first by name.
 * @source kubernetes/kubernetes plugin/pkg/admission/storage/storageclass/setdefault/admission.go
 */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  kinds: new Set(['PersistentVolumeClaim']),
  mutate: ({ object: claim, operation, subresource, store }) => {
    if (claim.kind !== 'PersistentVolumeClaim' || operation !== 'CREATE' || subresource) return { object: claim };
    if (claim.spec.storageClassName !== undefined || claim.metadata.annotations?.[OLD_CLASS] !== undefined)
      return { object: claim };
    const found = youngest(store.list('StorageClass').filter(isDefault));
    return { object: found ? { ...claim, spec: { ...claim.spec, storageClassName: found.metadata.name } } : claim };
  },
};

const isDefault = (storageClass: StorageClass): boolean =>
  IS_DEFAULT.some((annotation) => storageClass.metadata.annotations?.[annotation] === 'true');

const youngest = (classes: readonly StorageClass[]): StorageClass | undefined =>
  [...classes].sort((a, b) => {
    const [x, y] = [a.metadata, b.metadata];
    if (x.creationTimestamp !== y.creationTimestamp) return x.creationTimestamp < y.creationTimestamp ? 1 : -1;
    return x.name < y.name ? -1 : 1;
  })[0];
