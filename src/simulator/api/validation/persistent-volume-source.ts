import { forbidden, invalid, invalidFor, required, tooLong, type Errors, type Path } from '../field-error.ts';
import type { PersistentVolumeSpec, SecretReference, Volume } from '../schema/kinds.ts';
import { between, byteLength, dns1123Label, dns1123Subdomain } from './names.ts';
import { noBacksteps } from './paths.ts';
import { iscsiNameForm, vendorVolumes, type SourceRow } from './volumes-of-vendors.ts';
import { hostPath } from './volumes.ts';

/** Where a volume's bytes are. */
type Source = 'hostPath' | 'local' | Exclude<keyof PersistentVolumeSpec & keyof Volume, 'hostPath'>;
type Rule = (spec: PersistentVolumeSpec, at: Path) => Errors;

/** What a volume of a Pod's and one of its own hold alike is looked at alike. */
const shared = (kinds: Parameters<typeof vendorVolumes>[0]): readonly (readonly [Source, Rule, string])[] =>
  vendorVolumes(kinds).map(([kind, rule, errorAt]: SourceRow) => [
    kind as Source,
    (spec, at) => rule(spec as unknown as Volume, at),
    errorAt,
  ]);

/** In upstream's order: the first source is looked at, a further one is refused. */
const SOURCES: readonly (readonly [Source, Rule, errorAt: string])[] = [
  ['hostPath', (spec, at) => hostPath(spec.hostPath, at.field('hostPath')), 'hostPath'],
  ...shared(['gcePersistentDisk', 'awsElasticBlockStore']),
  ['glusterfs', glusterfs, 'glusterfs'],
  ...shared(['flocker', 'nfs', 'rbd', 'quobyte', 'cephfs']),
  ['iscsi', iscsi, 'iscsi'],
  ['cinder', cinder, 'cinder'],
  ...shared(['fc', 'flexVolume']),
  ['azureFile', azureFile, 'azureFile'],
  ...shared(['vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'scaleIO']),
  ['local', local, 'local'],
  ['storageos', storageos, 'storageos'],
  ['csi', csi, 'csi'],
];

export const SOURCE_NAMES: readonly Source[] = SOURCES.map(([source]) => source);

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec */
export function* validatePersistentVolumeSource(spec: PersistentVolumeSpec, at: Path): Errors {
  let found = false;
  for (const [source, rule, errorAt] of SOURCES) {
    if (spec[source] === undefined) continue;
    if (found && source !== 'flexVolume') yield forbidden(at.field(errorAt), 'may not specify more than 1 volume type');
    else yield* rule(spec, at);
    found = true;
  }
  if (!found) yield required(at, 'must specify a volume type');
}

function* all(at: Path, fields: Readonly<Record<string, string | undefined>>): Errors {
  for (const field in fields) if (!fields[field]) yield required(at.field(field));
}

/** A secret of a volume's is in a namespace that it says. */
function* secret(reference: SecretReference | undefined, at: Path): Errors {
  if (reference) yield* all(at, { name: reference.name, namespace: reference.namespace });
}

function* glusterfs({ glusterfs: source }: PersistentVolumeSpec, spec: Path): Errors {
  const at = spec.field('glusterfs');
  yield* all(at, { endpoints: source?.endpoints, path: source?.path });
  const namespace = source?.endpointsNamespace;
  const unset = 'if the endpointnamespace is set, it must be a valid namespace name';
  if (namespace !== undefined)
    yield* invalidFor(at.field('endpointsNamespace'), namespace, namespace === '' ? [unset] : dns1123Label(namespace));
}

function* iscsi({ iscsi: source }: PersistentVolumeSpec, spec: Path): Errors {
  const at = spec.field('iscsi');
  const {
    targetPortal,
    iqn = '',
    lun = 0,
    chapAuthDiscovery,
    chapAuthSession,
    secretRef,
    initiatorName,
  } = source ?? {};
  yield* all(at, { targetPortal, iqn });
  if (iqn && !iscsiNameForm(iqn)) yield invalid(at.field('iqn'), iqn, 'must be valid format');
  if (lun < 0 || lun > 255) yield invalid(at.field('lun'), lun, between(0, 255));
  if ((chapAuthDiscovery || chapAuthSession) && !secretRef) yield required(at.field('secretRef'));
  if (secretRef) yield* all(at.field('secretRef'), { name: secretRef.name });
  if (initiatorName !== undefined && !iscsiNameForm(initiatorName))
    yield invalid(at.field('initiatorname'), initiatorName, 'must be valid format');
}

function* cinder({ cinder: source }: PersistentVolumeSpec, spec: Path): Errors {
  const at = spec.field('cinder');
  yield* all(at, { volumeID: source?.volumeID });
  yield* secret(source?.secretRef, at.field('secretRef'));
}

function* azureFile({ azureFile: source }: PersistentVolumeSpec, spec: Path): Errors {
  const at = spec.field('azureFile');
  yield* all(at, { secretName: source?.secretName, shareName: source?.shareName });
  if (source?.secretNamespace === '') yield required(at.field('secretNamespace'));
}

function* local({ local: source, nodeAffinity }: PersistentVolumeSpec, spec: Path): Errors {
  const at = spec.field('local').field('path');
  if (source?.path) yield* noBacksteps(source.path, at);
  else yield required(at);
  if (!nodeAffinity) yield required(spec.field('nodeAffinity'), 'Local volume requires node affinity');
}

function* storageos({ storageos: source }: PersistentVolumeSpec, spec: Path): Errors {
  const at = spec.field('storageos');
  yield* all(at, { volumeName: source?.volumeName });
  for (const field of ['volumeName', 'volumeNamespace'] as const)
    if (source?.[field]) yield* invalidFor(at.field(field), source[field], dns1123Label(source[field]));
  yield* secret(source?.secretRef as SecretReference | undefined, at.field('secretRef'));
}

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

function* csi({ csi: source }: PersistentVolumeSpec, spec: Path): Errors {
  const at = spec.field('csi');
  const driver = source?.driver ?? '';
  yield* all(at, { driver });
  if (byteLength(driver) > 63) yield tooLong(at.field('driver'), 63);
  if (driver) yield* invalidFor(at.field('driver'), driver, dns1123Subdomain(driver.toLowerCase()));
  yield* all(at, { volumeHandle: source?.volumeHandle });
  for (const field of CSI_SECRETS) {
    const reference = source?.[field];
    if (!reference) continue;
    const { name, namespace } = reference;
    yield* secret(reference, at.field(field));
    if (name) yield* invalidFor(at.field(field).field('name'), name, dns1123Subdomain(name));
    if (namespace) yield* invalidFor(at.field(field).field('namespace'), namespace, dns1123Label(namespace));
  }
}
