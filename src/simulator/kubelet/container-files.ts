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
const FALLBACK_LINES = 80;
const FALLBACK_BYTES = 2048;

/** A new container's file system before its volumes: the image's files and those that the node gives to each. */
export function containerFiles(
  facts: PodFacts,
  container: Container,
  image: Image,
  hostname: string,
  cgroup: DirectoryNode,
): { readonly files: FileSystem; readonly message: FileNode; readonly written: () => number } {
  const root = image.root();
  const files = createFileSystem(root, { readOnly: container.securityContext?.readOnlyRootFilesystem === true });
  const message = file('', 0o666);
  const own = { readOnly: false };
  files.mount('/etc/hosts', file(hostsFile(facts, hostname)), own);
  files.mount('/etc/hostname', file(`${hostname}\n`), own);
  files.mount('/etc/resolv.conf', file(resolvConf(facts.pod)), own);
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
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage
 */
export function terminationMessage(
  container: Container,
  message: FileNode,
  exitCode: number,
  log: { tail(lines: number, bytes: number): string },
): string {
  const written = message.content.slice(0, MOST_MESSAGE);
  if (written !== '') return written;
  if (container.terminationMessagePolicy !== 'FallbackToLogsOnError' || exitCode === 0) return '';
  return log.tail(FALLBACK_LINES, FALLBACK_BYTES);
}
