import type { Container, EphemeralContainer, Pod, PodSpec, Volume } from '../../api/schema/kinds.ts';

/**
 * What of the API a Pod refers to, which a static Pod must not: it has to start where no API server is.
 * @returns the plural of the kind and the way, as the kubelet's message names it, or undefined
 * @source kubernetes/kubernetes pkg/api/pod/util.go HasAPIObjectReference, VisitPodSecretNames, VisitPodConfigmapNames
 */
export function apiReference({ spec }: Pod): string | undefined {
  if (spec.serviceAccountName) return 'serviceaccounts';
  if (namesSecret(spec)) return 'secrets';
  if (namesConfigMap(spec)) return 'configmaps';
  if (spec.resourceClaims?.length) return 'resourceclaims';
  for (const volume of spec.volumes ?? []) {
    const found = VOLUMES.find(([field]) => volume[field] !== undefined);
    if (found) return found[1];
    for (const source of volume.projected?.sources ?? []) {
      const projected = PROJECTIONS.find(([field]) => source[field] !== undefined);
      if (projected) return projected[1];
    }
  }
  return undefined;
}

const VOLUMES = [
  ['csi', 'csidrivers (via CSI volumes)'],
  ['glusterfs', 'endpoints (via glusterFS volumes)'],
  ['persistentVolumeClaim', 'persistentvolumeclaims'],
  ['ephemeral', 'persistentvolumeclaims (via ephemeral volumes)'],
] as const satisfies readonly (readonly [keyof Volume, string])[];

const PROJECTIONS = [
  ['serviceAccountToken', 'serviceaccounts (via projected volumes)'],
  ['clusterTrustBundle', 'clustertrustbundles'],
  ['podCertificate', 'podcertificates'],
] as const;

const containersOf = (spec: PodSpec): readonly (Container | EphemeralContainer)[] => [
  ...(spec.initContainers ?? []),
  ...spec.containers,
  ...(spec.ephemeralContainers ?? []),
];

const namesSecret = (spec: PodSpec): boolean =>
  Boolean(spec.imagePullSecrets?.length) ||
  containersOf(spec).some(
    ({ env, envFrom }) =>
      env?.some(({ valueFrom }) => valueFrom?.secretKeyRef) === true ||
      envFrom?.some(({ secretRef }) => secretRef) === true,
  ) ||
  (spec.volumes ?? []).some(
    (volume) =>
      volume.secret !== undefined ||
      volume.azureFile !== undefined ||
      volume.projected?.sources?.some(({ secret }) => secret) === true ||
      SECRET_REFS.some((field) => hasSecretRef(volume[field])),
  );

/** Volumes of vendors that may name a Secret for their driver. */
const SECRET_REFS = ['cephfs', 'cinder', 'flexVolume', 'rbd', 'scaleIO', 'iscsi', 'storageos'] as const;
const hasSecretRef = (source: object | undefined): boolean =>
  source !== undefined && 'secretRef' in source && source.secretRef !== undefined;

const namesConfigMap = (spec: PodSpec): boolean =>
  containersOf(spec).some(
    ({ env, envFrom }) =>
      env?.some(({ valueFrom }) => valueFrom?.configMapKeyRef) === true ||
      envFrom?.some(({ configMapRef }) => configMapRef) === true,
  ) ||
  (spec.volumes ?? []).some(
    ({ configMap, projected }) =>
      configMap !== undefined || projected?.sources?.some((source) => source.configMap) === true,
  );
