import type { Container } from '../api/schema/kinds.ts';
import { createFileSystem } from '../runtime/file-tree.ts';
import {
  directory,
  file,
  type DirectoryNode,
  type FileNode,
  type FileSystem,
  sizeOfTree,
} from '../runtime/filesystem.ts';
import type { Image } from '../runtime/images/image.ts';
import type { ContainerState } from './container-record.ts';
import type { PodFacts } from './environment.ts';
import { hostsFile, resolvConf } from './network-files.ts';

/** Bytes of a termination message that count. @source pkg/kubelet/container/runtime.go MaxContainerTerminationMessageLength */
const MOST_MESSAGE = 4096;
/** Bytes that all containers of a Pod share. @source pkg/kubelet/container/runtime.go MaxPodTerminationMessageLogLength */
const MOST_MESSAGES = 12 * 1024;
const FALLBACK_LINES = 80;
const FALLBACK_BYTES = 2048;

/**
 * A new container's file system before its volumes: the image's files and those that the node gives to each.
 * @param shm - the memory that the Pod's containers share, /dev/shm
 */
export function containerFiles(
  facts: PodFacts,
  container: Container,
  image: Image,
  hostname: string,
  cgroup: DirectoryNode,
  shm: DirectoryNode,
): { readonly files: FileSystem; readonly message: FileNode; readonly written: () => number } {
  const root = image.root();
  const asRoot = { readOnly: container.securityContext?.readOnlyRootFilesystem === true };
  const files = createFileSystem(root, asRoot);
  const message = file('', 0o666);
  const own = { readOnly: false };
  const devices = root.entries.get('dev');
  if (devices?.type === 'directory') files.mount('/dev', devices, own);
  files.mount('/dev/shm', shm, own);
  files.mount('/etc/hosts', file(hostsFile(facts, hostname)), own);
  files.mount('/etc/hostname', file(`${hostname}\n`), asRoot);
  files.mount('/etc/resolv.conf', file(resolvConf(facts.pod)), asRoot);
  files.mount('/sys/fs/cgroup', cgroup, { readOnly: true });
  files.mount(container.terminationMessagePath ?? '/dev/termination-log', message, own);
  return { files, message, written: () => sizeOfTree(root) - sizeOfImage(image) };
}

const imageSizes = new WeakMap<Image, number>();

/** Bytes of an image's files as they are before anything runs. */
function sizeOfImage(image: Image): number {
  const known = imageSizes.get(image);
  if (known !== undefined) return known;
  const size = sizeOfTree(image.root());
  imageSizes.set(image, size);
  return size;
}

/** The limits of a container as cgroup v1 shows them; they follow a resize. */
export function cgroupFiles(state: () => ContainerState): DirectoryNode {
  const live = (generate: () => string): FileNode => ({ ...file(''), generate });
  return directory([
    [
      'memory',
      directory([['memory.limit_in_bytes', live(() => `${state().memoryLimit ?? 9_223_372_036_854_771_712n}\n`)]]),
    ],
    [
      'cpu',
      directory([
        ['cpu.cfs_period_us', live(() => '100000\n')],
        ['cpu.cfs_quota_us', live(() => `${quota(state().cpuLimit)}\n`)],
        ['cpu.shares', live(() => `${Math.max(2, Math.floor(((state().cpuRequest ?? 0) * 1024) / 1000))}\n`)],
      ]),
    ],
  ]);
}

const quota = (milli: number | undefined): number => (milli === undefined ? -1 : Math.max(1000, milli * 100));

/**
 * The directory that a process starts in: the runtime makes it where the image has none.
 * @returns why it cannot be there, in runc's words
 * @source opencontainers/runc libcontainer/rootfs_linux.go prepareRootfs; Go os.MkdirAll
 */
export function ensureDirectory(files: FileSystem, path: string): string | undefined {
  if (!path.startsWith('/')) return 'Cwd must be an absolute path';
  let at = '';
  for (const name of path.split('/').filter((part) => part !== '')) {
    at += `/${name}`;
    const place = files.locate(at, { user: 0 });
    if (typeof place === 'string') return undefined;
    if (!place.node) place.directory.entries.set(place.name, directory());
    else if (place.node.type === 'file')
      return `unable to start container process: error during container init: mkdir ${at}: not a directory`;
  }
  return undefined;
}

/**
 * What a container leaves behind: its message file, or the end of its log where it failed and that is its policy.
 * @param containers - how many its Pod has, of all kinds
 * @returns bytes
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage; pkg/kubelet/status/status_manager.go normalizeStatus
 */
export function terminationMessage(
  container: Container,
  containers: number,
  message: FileNode,
  exitCode: number,
  log: { tail(lines: number, bytes: number): string },
): string {
  const most = Math.floor(MOST_MESSAGES / containers);
  const written = message.content.slice(0, Math.min(MOST_MESSAGE, most));
  if (written !== '') return written;
  if (container.terminationMessagePolicy !== 'FallbackToLogsOnError' || exitCode === 0) return '';
  return log.tail(FALLBACK_LINES, FALLBACK_BYTES).slice(0, most);
}
