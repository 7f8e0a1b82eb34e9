import type { ObjectMeta } from '../../api/schema/kinds.ts';

interface OfClass {
  readonly metadata?: Pick<ObjectMeta, 'annotations'> | undefined;
  readonly spec?: { readonly storageClassName?: string | undefined } | undefined;
}

/**
 * A volume's or a claim's class. An annotation named it before the field did, and still has the first word.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/storage/volume/helpers.go GetPersistentVolumeClass, GetPersistentVolumeClaimClass
 */
export function storageClassOf({ metadata, spec }: OfClass): string {
  return metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? '';
}

/** @source kubernetes/kubernetes pkg/apis/storage/util/helpers.go IsDefaultAnnotation */
export function isDefaultClass({ annotations }: ObjectMeta): boolean {
  return ['', 'beta.'].some((beta) => annotations?.[`storageclass.${beta}kubernetes.io/is-default-class`] === 'true');
}
