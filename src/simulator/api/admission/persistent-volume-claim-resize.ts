import { compareQuantities, parseQuantity } from '../../quantity.ts';
import type { PersistentVolumeClaim } from '../schema/kinds.ts';
import type { AdmissionPlugin } from './admission.ts';
import { forbidden } from './refusal.ts';

/**
 * Only a bound claim grows, and only where its class says that its volumes can.
 * @source kubernetes/kubernetes plugin/pkg/admission/storage/persistentvolume/resize/admission.go
 */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  kinds: new Set(['PersistentVolumeClaim']),
  validate: (request) => {
    const { object: claim, before, operation, subresource, store } = request;
    if (claim.kind !== 'PersistentVolumeClaim' || before?.kind !== 'PersistentVolumeClaim') return undefined;
    if (operation !== 'UPDATE' || subresource || !isLarger(claim, before)) return undefined;
    if (before.status?.phase !== 'Bound')
      return forbidden(request, 'Only bound persistent volume claims can be expanded');
    const name = before.spec.storageClassName;
    const storageClass = name ? store.get('StorageClass', undefined, name) : undefined;
    return storageClass?.allowVolumeExpansion
      ? undefined
      : forbidden(
          request,
          'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
        );
  },
};

function isLarger(claim: PersistentVolumeClaim, before: PersistentVolumeClaim): boolean {
  const [now, last] = [claim, before].map(({ spec }) => parseQuantity(spec.resources?.requests?.['storage'] ?? '0'));
  return !!now && !!last && compareQuantities(now, last) > 0;
}
