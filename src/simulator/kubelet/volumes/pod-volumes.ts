import type { Container, Pod, Volume } from '../../api/schema/kinds.ts';
import type { Clock, Millis } from '../../clock.ts';
import { valueOf } from '../../quantity.ts';
import { directory, type DirectoryNode, type FileNode, type FileSystem } from '../../runtime/filesystem.ts';
import type { Store } from '../../store.ts';
import { rfc3339Micro } from '../../timestamp.ts';
import type { PodFacts } from '../environment.ts';
import { expand } from '../expansion.ts';
import { sameFiles, writeAtomically } from './atomic-writer.ts';
import { isWritten, volumeContent, type Files } from './content.ts';
import { hostPath } from './host-path.ts';
import { VolumeStatistics } from './volume-statistics.ts';

/** First delay before a failed mount is tried again; it doubles. @source pkg/util/goroutinemap/exponentialbackoff */
const FIRST_RETRY: Millis = 500;
const MOST_RETRY: Millis = 122_000;

interface Mounted {
  readonly node: DirectoryNode | FileNode;
  files: Files | undefined;
}
interface Failing {
  delay: Millis;
  next: Millis;
}

/** A Pod's volumes on its node: mounted once, files kept up to date at each sync of the Pod. */
export class PodVolumes {
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #host: DirectoryNode;
  readonly #mounted = new Map<string, Mounted>();
  readonly #failing = new Map<string, Failing>();
  readonly #statistics: VolumeStatistics;

  constructor(clock: Clock, store: Store, host: DirectoryNode) {
    this.#clock = clock;
    this.#statistics = new VolumeStatistics(clock);
    this.#store = store;
    this.#host = host;
  }

  /**
   * Tries to mount what is missing and due, and refreshes the files of the others.
   * @param failed - hears why a volume could not be mounted, at each attempt
   * @returns when the next attempt is due, or undefined once all are mounted
   */
  reconcile(facts: PodFacts, failed: (volume: string, problem: string) => void): Millis | undefined {
    const { now } = this.#clock;
    let due: Millis | undefined;
    for (const volume of facts.pod.spec.volumes ?? []) {
      const mounted = this.#mounted.get(volume.name);
      if (mounted) {
        if (isWritten(volume)) this.#write(facts, volume, mounted);
        continue;
      }
      const failing = this.#failing.get(volume.name);
      if (!failing || failing.next <= now) {
        const problem = this.#mount(facts, volume);
        if (problem === undefined) continue;
        failed(volume.name, problem);
        const delay = failing ? Math.min(failing.delay * 2, MOST_RETRY) : FIRST_RETRY;
        this.#failing.set(volume.name, { delay, next: now + delay });
      }
      const next = this.#failing.get(volume.name)?.next ?? now;
      due = due === undefined ? next : Math.min(due, next);
    }
    return due;
  }

  get unmounted(): (pod: Pod) => string[] {
    return (pod) => (pod.spec.volumes ?? []).map(({ name }) => name).filter((name) => !this.#mounted.has(name));
  }

  /** Mounts a container's volumes into its file system. @returns what went wrong */
  mountInto(files: FileSystem, pod: Pod, container: Container, env: ReadonlyMap<string, string>): string | undefined {
    // the outer before the inner, as containerd sorts them
    const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => depth(a.mountPath) - depth(b.mountPath));
    for (const mount of mounts) {
      const volume = this.#mounted.get(mount.name);
      const source = pod.spec.volumes?.find(({ name }) => name === mount.name);
      if (!volume || !source) return `no volume ${mount.name}`;
      const missing = new Set<string>();
      const known = (name: string): string => {
        const value = env.get(name) ?? '';
        if (value === '') missing.add(name);
        return value;
      };
      const subPath = mount.subPathExpr ? expand(mount.subPathExpr, known) : (mount.subPath ?? '');
      if (missing.size > 0) return `missing value for ${[...missing].sort().join(', ')}`;
      const node = subPath === '' ? volume.node : below(volume.node, subPath);
      if (!node) return `failed to prepare subPath for volumeMount "${mount.name}" of container "${container.name}"`;
      const inMemory = source.emptyDir?.medium === 'Memory';
      const limit = inMemory ? source.emptyDir?.sizeLimit : undefined;
      const readOnly = mount.readOnly === true || isWritten(source);
      files.mount(mount.mountPath, node, {
        readOnly,
        ...(limit ? { sizeLimit: valueOf(limit) } : {}),
        ...(inMemory ? { inMemory } : {}),
      });
    }
    return undefined;
  }

  /** The emptyDirs that live on the node's disk, for what counts as local storage. */
  localStorage(pod: Pod): readonly (readonly [Volume, DirectoryNode | FileNode])[] {
    return (pod.spec.volumes ?? []).flatMap((volume) => {
      const mounted = this.#mounted.get(volume.name);
      return volume.emptyDir && volume.emptyDir.medium !== 'Memory' && mounted ? [[volume, mounted.node] as const] : [];
    });
  }

  /** Bytes in those emptyDirs as the kubelet last measured them. */
  measured(pod: Pod): ReadonlyMap<string, number> {
    return this.#statistics.sizes(this.localStorage(pod).map(([{ name }, node]) => [name, node]));
  }

  #mount(facts: PodFacts, volume: Volume): string | undefined {
    if (volume.hostPath) {
      const found = hostPath(this.#host, volume.hostPath);
      if (!found.ok) return found.problem;
      this.#mounted.set(volume.name, { node: found.node, files: undefined });
      return undefined;
    }
    const group = facts.pod.spec.securityContext?.fsGroup;
    const mode = 0o777 | (isInMemory(volume) ? 0o1000 : 0) | (group === undefined ? 0 : 0o2000);
    const node = { ...directory([], mode), ...(group === undefined ? {} : { group }) };
    if (!isWritten(volume)) {
      this.#mounted.set(volume.name, { node, files: undefined });
      return undefined;
    }
    const mounted: Mounted = { node, files: undefined };
    const problem = this.#write(facts, volume, mounted);
    if (problem !== undefined) return problem;
    this.#mounted.set(volume.name, mounted);
    return undefined;
  }

  #write(facts: PodFacts, volume: Volume, mounted: Mounted): string | undefined {
    const content = volumeContent(this.#store, facts, volume);
    if (!content.ok) return content.problem;
    if (mounted.node.type !== 'directory' || (mounted.files && sameFiles(mounted.files, content.files)))
      return undefined;
    mounted.files = content.files;
    const time = this.#clock.epoch + this.#clock.now;
    const name = `..${rfc3339Micro(time).slice(0, 23).replaceAll(/[-:T]/g, '_')}000000`;
    writeAtomically(mounted.node, content.files, { name, group: facts.pod.spec.securityContext?.fsGroup, now: time });
    return undefined;
  }
}

/**
 * A file system of its own in memory keeps its sticky bit.
 * @source kubernetes/kubernetes pkg/volume/{secret,downwardapi,projected} wrappedVolumeSpec; recorded: volume/modes
 */
const isInMemory = ({ emptyDir, secret, downwardAPI, projected }: Volume): boolean =>
  emptyDir?.medium === 'Memory' || Boolean(secret ?? downwardAPI ?? projected);

const depth = (path: string): number => path.split('/').filter((name) => name !== '').length;

/** What a subPath leads to; a directory that is missing is made. Links are followed inside the volume. */
function below(root: DirectoryNode | FileNode, path: string): DirectoryNode | FileNode | undefined {
  let at: DirectoryNode | FileNode = root;
  for (const name of path.split('/').filter((part) => part !== '' && part !== '.')) {
    if (at.type !== 'directory') return undefined;
    const found = at.entries.get(name);
    if (found?.type === 'link') {
      const target = below(root, found.target);
      if (!target) return undefined;
      at = target;
    } else if (found) at = found;
    else {
      const made = directory([], root.mode); // pkg/kubelet/kubelet_pods.go makeMounts: as the volume itself
      at.entries.set(name, made);
      at = made;
    }
  }
  return at;
}
