import { parseQuantity } from '../../quantity.ts';
import {
  coded,
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
  type Errors,
  type FieldError,
  type Path,
} from '../field-error.ts';
import type {
  ConfigMapVolumeSource,
  EphemeralVolumeSource,
  HostPathVolumeSource,
  ImageVolumeSource,
  KeyToPath,
  SecretVolumeSource,
  Volume,
} from '../schema/kinds.ts';
import { validateClaimTemplate } from './claim-template.ts';
import { downwardApiVolume, fileMode, keyToPath, projectedVolume } from './volume-projections.ts';
import { vendorVolumes } from './volumes-of-vendors.ts';
import { dns1123Label, dns1123Subdomain } from './names.ts';
import { noBacksteps } from './paths.ts';
import { validatePullPolicy } from './pull-policy.ts';

/** Where a spec stands: a Pod has a name for the claims it makes; a template may leave more open. */
export interface VolumeContext {
  readonly of: 'pod' | 'template';
  readonly podName?: string | undefined;
}

/**
 * @returns the volumes that containers may mount: those nothing is wrong with
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateVolumes
 */
export function* validateVolumes(
  volumes: readonly Volume[],
  at: Path,
  context: VolumeContext,
): Generator<FieldError, ReadonlyMap<string, Volume>> {
  const good = new Map<string, Volume>();
  const madeClaims = new Set(
    context.podName ? volumes.filter((v) => v.ephemeral).map((v) => `${context.podName}-${v.name}`) : [],
  );
  for (const [i, volume] of volumes.entries()) {
    const here = at.index(i);
    const errors = [...validateVolume(volume, here, context)];
    if (good.has(volume.name)) errors.push(duplicate(here.field('name'), volume.name));
    yield* errors;
    if (errors.length === 0) good.set(volume.name, volume);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && madeClaims.has(claim))
      yield invalid(
        here.field('persistentVolumeClaim').field('claimName'),
        claim,
        'must not reference a PVC that gets created for an ephemeral volume',
      );
  }
  return good;
}

function* validateVolume(volume: Volume, at: Path, context: VolumeContext): Errors {
  yield* validateSource(volume, at, context);
  if (!volume.name) yield required(at.field('name'));
  else yield* invalidFor(at.field('name'), volume.name, dns1123Label(volume.name));
}

type SourceRule = (volume: Volume, at: Path, context: VolumeContext) => Errors;

/** In upstream's order: the first source is looked at, a further one is refused. */
const SOURCES: readonly (readonly [keyof Volume, SourceRule, errorAt?: string])[] = [
  ['emptyDir', emptyDir],
  ['hostPath', (v, at) => hostPath(v.hostPath, at.field('hostPath'))],
  ...vendorVolumes(['gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore']),
  ['secret', (v, at) => secretVolume(v.secret, at.field('secret'))],
  ...vendorVolumes(['nfs', 'iscsi', 'glusterfs', 'flocker']),
  [
    'persistentVolumeClaim',
    (v, at) => named(v.persistentVolumeClaim?.claimName, at.field('persistentVolumeClaim').field('claimName')),
  ],
  ...vendorVolumes(['rbd', 'cinder', 'cephfs', 'quobyte']),
  ['downwardAPI', (v, at) => downwardApiVolume(v.downwardAPI, at.field('downwardAPI')), 'downwarAPI'],
  ...vendorVolumes(['fc', 'flexVolume']),
  ['configMap', (v, at) => configMapVolume(v.configMap, at.field('configMap'))],
  ...vendorVolumes(['azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos']),
  ['projected', (v, at) => projectedVolume(v.projected, at.field('projected'))],
  ...vendorVolumes(['scaleIO', 'csi']),
  ['ephemeral', (v, at, context) => ephemeralVolume(v.ephemeral, v.name, at, context)],
  ['image', (v, at, context) => imageVolume(v.image, at.field('image'), context)],
];

function* validateSource(volume: Volume, at: Path, context: VolumeContext): Errors {
  let found = false;
  for (const [kind, rule, errorAt] of SOURCES) {
    if (volume[kind] === undefined) continue;
    if (found)
      yield coded(
        'volume-two-sources',
        forbidden(at.field(errorAt ?? kind), 'may not specify more than 1 volume type'),
      );
    else yield* rule(volume, at, context);
    found = true;
  }
  if (!found) yield required(at, 'must specify a volume type');
}

function* named(name: string | undefined, at: Path): Errors {
  if (!name) yield required(at);
}

function* emptyDir(volume: Volume, at: Path): Errors {
  const limit = volume.emptyDir?.sizeLimit;
  const amount = typeof limit === 'string' ? parseQuantity(limit) : undefined;
  if (amount && amount.mantissa < 0n)
    yield forbidden(at.field('emptyDir').field('sizeLimit'), 'SizeLimit field must be a valid resource quantity');
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

export function* hostPath(source: HostPathVolumeSource | undefined, at: Path): Errors {
  if (!source?.path) return yield required(at.field('path'));
  yield* noBacksteps(source.path, at.field('path'));
  if (!HOST_PATH_TYPES.includes(source.type ?? '')) yield notSupported(at.field('type'), source.type, HOST_PATH_TYPES);
}

function* secretVolume(source: SecretVolumeSource | undefined, at: Path): Errors {
  yield* named(source?.secretName, at.field('secretName'));
  yield* fileMode(source?.defaultMode, at.field('defaultMode'));
  yield* keysToPaths(source?.items ?? [], at.field('items'));
}

function* configMapVolume(source: ConfigMapVolumeSource | undefined, at: Path): Errors {
  yield* named(source?.name, at.field('name'));
  yield* fileMode(source?.defaultMode, at.field('defaultMode'));
  yield* keysToPaths(source?.items ?? [], at.field('items'));
}

function* keysToPaths(items: readonly KeyToPath[], at: Path): Errors {
  for (const [i, item] of items.entries()) yield* keyToPath(item, at.index(i));
}

function* ephemeralVolume(
  source: EphemeralVolumeSource | undefined,
  name: string,
  at: Path,
  { podName }: VolumeContext,
): Errors {
  const here = at.field('ephemeral').field('volumeClaimTemplate');
  if (!source?.volumeClaimTemplate) yield required(here);
  else yield* validateClaimTemplate(source.volumeClaimTemplate, here);
  if (!podName || !name) return;
  const claim = `${podName}-${name}`;
  for (const complaint of dns1123Subdomain(claim))
    yield invalid(at.field('name'), name, `PVC name "${claim}": ${complaint}`);
}

function* imageVolume(source: ImageVolumeSource | undefined, at: Path, context: VolumeContext): Errors {
  if (context.of === 'pod') yield* named(source?.reference, at.field('reference'));
  yield* validatePullPolicy(source?.pullPolicy, at.field('pullPolicy'));
}
