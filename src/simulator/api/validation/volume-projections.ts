import { coded, forbidden, invalid, invalidFor, required, type Errors, type Path } from '../field-error.ts';
import { internalForm } from './internal-form.ts';
import type {
  ClusterTrustBundleProjection,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  PodCertificateProjection,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../schema/kinds.ts';
import { validateFieldSelector, validateResourceSelector } from './container-env.ts';
import { validateLabelSelector } from './metadata.ts';
import { dns1123Subdomain, qualifiedName } from './names.ts';
import { localNonReservedPath } from './paths.ts';

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go fileModeErrorMsg */
export function* fileMode(mode: number | undefined, at: Path): Errors {
  if (mode !== undefined && (mode < 0 || mode > 0o777))
    yield coded('file-mode', invalid(at, mode, 'must be a number between 0 and 0777 (octal), both inclusive'));
}

const FIELDS_FOR_FILES = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** Complaints about a file stand at the volume, as upstream has it. @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateDownwardAPIVolumeSource */
export function* downwardApiVolume(source: DownwardAPIVolumeSource | undefined, at: Path): Errors {
  yield* fileMode(source?.defaultMode, at.field('defaultMode'));
  for (const file of source?.items ?? []) yield* downwardApiFile(file, at);
}

function* downwardApiFile(file: DownwardAPIVolumeFile, at: Path): Errors {
  if (!file.path) yield required(at.field('path'));
  yield* localNonReservedPath(file.path ?? '', at.field('path'));
  if (file.fieldRef) {
    yield* validateFieldSelector(file.fieldRef, FIELDS_FOR_FILES, at.field('fieldRef'));
    if (file.resourceFieldRef)
      yield invalid(at, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
  } else if (file.resourceFieldRef)
    yield* validateResourceSelector(file.resourceFieldRef, at.field('resourceFieldRef'), 'file');
  else yield required(at, 'one of fieldRef and resourceFieldRef is required');
  yield* fileMode(file.mode, at.field('mode'));
}

/** @source …/validation.go validateProjectedVolumeSource, validateProjectionSources */
export function* projectedVolume(source: ProjectedVolumeSource | undefined, at: Path): Errors {
  yield* fileMode(source?.defaultMode, at.field('defaultMode'));
  const paths = new Set<string>();
  for (const [i, projection] of (source?.sources ?? []).entries())
    yield* validateProjection(projection, paths, at, at.field('sources').index(i));
}

function* validateProjection(source: VolumeProjection, paths: Set<string>, volume: Path, at: Path): Errors {
  const claim = function* (path: string | undefined, shown: string): Errors {
    if (!path) return;
    if (paths.has(path)) yield invalid(volume, shown, 'conflicting duplicate paths');
    paths.add(path);
  };
  for (const kind of ['secret', 'configMap'] as const) {
    const named = source[kind];
    if (!named) continue;
    if (!named.name) yield required(at.field(kind).field('name'));
    for (const [i, item] of (named.items ?? []).entries()) {
      yield* keyToPath(item, at.field(kind).field('items').index(i));
      yield* claim(item.path, named.name ?? '');
    }
  }
  for (const file of source.downwardAPI?.items ?? []) {
    yield* downwardApiFile(file, at.field('downwardAPI'));
    yield* claim(file.path, file.path);
  }
  if (source.serviceAccountToken)
    yield* tokenProjection(source.serviceAccountToken, volume, at.field('serviceAccountToken'));
  if (source.clusterTrustBundle) {
    yield* trustBundle(source.clusterTrustBundle, at.field('clusterTrustBundle'));
    yield* claim(source.clusterTrustBundle.path, source.clusterTrustBundle.path);
  }
  if (source.podCertificate) yield* podCertificate(source.podCertificate, at.field('podCertificate'));
  const kinds = [
    source.secret,
    source.configMap,
    source.downwardAPI,
    source.serviceAccountToken,
    source.clusterTrustBundle,
    source.podCertificate,
  ];
  if (kinds.filter(Boolean).length > 1) yield forbidden(at, 'may not specify more than 1 volume type per source');
}

function* tokenProjection(token: ServiceAccountTokenProjection, volume: Path, at: Path): Errors {
  const seconds = token.expirationSeconds ?? 3600;
  if (seconds < 600)
    yield invalid(at.field('expirationSeconds'), seconds, 'may not specify a duration less than 10 minutes');
  if (seconds > 2 ** 32)
    yield invalid(at.field('expirationSeconds'), seconds, 'may not specify a duration larger than 2^32 seconds');
  if (!token.path) yield required(volume.field('path'));
  else yield* localNonReservedPath(token.path, volume.field('path'));
}

function* trustBundle(bundle: ClusterTrustBundleProjection, at: Path): Errors {
  if (bundle.name !== undefined && bundle.signerName !== undefined)
    yield invalid(
      at,
      internalForm('ClusterTrustBundleProjection', bundle),
      'only one of name and signerName may be used',
    );
  else if (bundle.name !== undefined) {
    if (bundle.name === '') yield required(at.field('name'), 'must be a valid object name');
    for (const complaint of dns1123Subdomain(bundle.name))
      yield invalid(at.field('name'), bundle.name, `not a valid clustertrustbundlename: ${complaint}`);
    if (bundle.labelSelector)
      yield invalid(
        at.field('labelSelector'),
        bundle.labelSelector,
        'labelSelector must be unset if name is specified',
      );
  } else if (bundle.signerName !== undefined) {
    if (bundle.signerName === '') yield required(at.field('signerName'), 'must be a valid signer name');
    yield* validateLabelSelector(bundle.labelSelector, at.field('labelSelector'));
  } else yield required(at, 'either name or signerName must be specified');
  if (!bundle.path) yield required(at.field('path'));
  yield* localNonReservedPath(bundle.path ?? '', at.field('path'));
}

function* podCertificate(certificate: PodCertificateProjection, at: Path): Errors {
  if (!certificate.signerName) yield required(at.field('signerName'));
  else yield* invalidFor(at.field('signerName'), certificate.signerName, qualifiedName(certificate.signerName));
  if (!certificate.keyType) yield required(at.field('keyType'), 'must specify keyType');
  for (const field of ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const) {
    const path = certificate[field];
    if (path) yield* localNonReservedPath(path, at.field(field));
  }
}

/** @source …/validation.go validateKeyToPath */
export function* keyToPath(item: KeyToPath, at: Path): Errors {
  if (!item.key) yield required(at.field('key'));
  if (!item.path) yield required(at.field('path'));
  yield* localNonReservedPath(item.path ?? '', at.field('path'));
  yield* fileMode(item.mode, at.field('mode'));
}
