import { coded, forbidden, invalid, notFound, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type { Container, Volume, VolumeDevice, VolumeMount } from '../schema/kinds.ts';
import { localDescendingPath } from './paths.ts';

type Volumes = ReadonlyMap<string, Volume>;

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateVolumeMounts: what is said of subPath and propagation stands at the list */
export function* validateVolumeMounts(container: Container, volumes: Volumes, at: Path): Errors {
  const devices = container.volumeDevices ?? [];
  const paths = new Set<string>();
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const here = at.index(i);
    const { name = '', mountPath = '' } = mount;
    if (!name) yield required(here.field('name'));
    if (!volumes.has(name)) yield coded('volume-not-found', notFound(here.field('name'), name));
    if (!mountPath) yield coded('mount-path-missing', required(here.field('mountPath')));
    if (paths.has(mountPath))
      yield coded('mount-path-taken', invalid(here.field('mountPath'), mountPath, 'must be unique'));
    paths.add(mountPath);
    if (devices.some((device) => device.name === name))
      yield invalid(here.field('name'), name, 'must not already exist in volumeDevices');
    if (devices.some((device) => device.devicePath === mountPath))
      yield invalid(here.field('mountPath'), mountPath, 'must not already exist as a path in volumeDevices');
    yield* validateSubPath(mount, here, at);
    yield* validatePropagation(mount, container.securityContext?.privileged === true, at.field('mountPropagation'));
    yield* validateRecursiveReadOnly(mount, at.field('recursiveReadOnly'));
  }
}

function* validateSubPath({ subPath, subPathExpr }: VolumeMount, here: Path, list: Path): Errors {
  if (subPath) yield* localDescendingPath(subPath, list.field('subPath'));
  if (!subPathExpr) return;
  if (subPath) yield invalid(here.field('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive');
  yield* localDescendingPath(subPathExpr, list.field('subPathExpr'));
}

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];

function* validatePropagation({ mountPropagation: mode }: VolumeMount, isPrivileged: boolean, at: Path): Errors {
  if (mode === undefined) return;
  if (!PROPAGATIONS.includes(mode)) yield notSupported(at, mode, PROPAGATIONS);
  if (mode === 'Bidirectional' && !isPrivileged)
    yield forbidden(at, 'Bidirectional mount propagation is available only to privileged containers');
}

const RECURSIVE_READ_ONLY = ['Disabled', 'Enabled', 'IfPossible'];

function* validateRecursiveReadOnly(mount: VolumeMount, at: Path): Errors {
  const mode = mount.recursiveReadOnly;
  if (mode === undefined || mode === 'Disabled') return;
  if (!RECURSIVE_READ_ONLY.includes(mode)) return yield notSupported(at, mode, RECURSIVE_READ_ONLY);
  if (!mount.readOnly) yield forbidden(at, 'may only be specified when readOnly is true');
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None')
    yield forbidden(at, 'may only be specified when mountPropagation is None or not specified');
}

/** @source …/validation.go ValidateVolumeDevices */
export function* validateVolumeDevices(
  devices: readonly VolumeDevice[],
  mounts: readonly VolumeMount[],
  volumes: Volumes,
  at: Path,
): Errors {
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [i, { name = '', devicePath: path = '' }] of devices.entries()) {
    const here = at.index(i);
    const volume = volumes.get(name);
    if (!name) yield required(here.field('name'));
    if (names.has(name)) yield invalid(here.field('name'), name, 'must be unique');
    if (!volume) yield notFound(here.field('name'), name);
    else if (!volume.persistentVolumeClaim && !volume.ephemeral)
      yield invalid(
        here.field('name'),
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      );
    if (!path) yield required(here.field('devicePath'));
    if (paths.has(path)) yield invalid(here.field('devicePath'), path, 'must be unique');
    if (path.split('/').includes('..'))
      yield invalid(here.field('devicePath'), path, "can not contain backsteps ('..')");
    else paths.add(path);
    if (mounts.some((mount) => mount.name === name))
      yield invalid(here.field('name'), name, 'must not already exist in volumeMounts');
    if (mounts.some((mount) => mount.mountPath === path))
      yield invalid(here.field('devicePath'), path, 'must not already exist as a path in volumeMounts');
    if (name) names.add(name);
  }
}
