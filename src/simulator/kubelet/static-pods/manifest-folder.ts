import type { Pod } from '../../api/schema/kinds.ts';
import type { Clock, Millis } from '../../clock.ts';
import { fromBytes } from '../../runtime/bytes.ts';
import type { DirectoryNode } from '../../runtime/filesystem.ts';
import { timestamp } from '../../timestamp.ts';
import { nextPoint } from '../timing.ts';
import { readManifest, type Manifest } from './manifest.ts';

/** Where a kubelet looks for manifests. @source kubernetes/kubernetes cmd/kubeadm/app/constants/constants.go ManifestsSubDirName */
export const MANIFESTS = '/etc/kubernetes/manifests';
/** The folder is read as a whole so often. @source pkg/kubelet/apis/config/v1beta1/defaults.go FileCheckFrequency */
const CHECK: Millis = 20_000;
/** From a change in the folder to the kubelet having read it. */
const NOTICE: Millis = 10;

/** A file as it was last read. */
interface Known {
  readonly text: string;
  readonly manifest: Manifest;
}

/**
 * The static Pods that a folder holds. A change is heard at once (inotify): a file that can be read takes the place of what
 * it held before, one that cannot changes nothing until the folder is next read as a whole, and is then left out.
 * @source kubernetes/kubernetes pkg/kubelet/config/file.go extractFromDir; file_linux.go consumeWatchEvent
 */
export class ManifestFolder {
  readonly #clock: Clock;
  readonly #node: string;
  readonly #folder: DirectoryNode;
  readonly #tell: (pods: readonly Pod[]) => void;
  readonly #known = new Map<string, Known>();
  /** The Pod of each file that counts. */
  #pods = new Map<string, Pod>();
  #heard = false;
  #due = false;

  /** @param tell - hears of all static Pods when they have changed */
  constructor(clock: Clock, node: string, folder: DirectoryNode, tell: (pods: readonly Pod[]) => void) {
    this.#clock = clock;
    this.#node = node;
    this.#folder = folder;
    this.#tell = tell;
    folder.changed = () => this.#hear();
    if (folder.entries.size > 0) this.#hear();
  }

  /** What is wrong with files that are no static Pods, by name: the kubelet's log. */
  get problems(): ReadonlyMap<string, string> {
    const all = new Map<string, string>();
    for (const [name, { manifest }] of this.#known) if (!manifest.ok) all.set(name, manifest.problem);
    return all;
  }

  #hear(): void {
    if (!this.#heard) {
      this.#heard = true;
      this.#clock.after(NOTICE, () => {
        this.#heard = false;
        this.#look('for changes');
      });
    }
    if (this.#due) return;
    this.#due = true;
    this.#clock.at(nextPoint(this.#clock.now + NOTICE, CHECK, 0), () => {
      this.#due = false;
      this.#look('at all');
    });
  }

  #look(how: 'for changes' | 'at all'): void {
    const pods = new Map<string, Pod>();
    const files = this.#files();
    for (const [name, text] of files) {
      const { manifest } = this.#read(name, text);
      const before = this.#pods.get(name);
      if (manifest.ok) pods.set(name, manifest.pod);
      else if (how === 'for changes' && before) pods.set(name, before);
    }
    for (const name of this.#known.keys()) if (!files.has(name)) this.#known.delete(name);
    const isSame = pods.size === this.#pods.size && [...pods].every(([name, pod]) => this.#pods.get(name) === pod);
    this.#pods = pods;
    if (!isSame) this.#tell([...pods.values()]);
  }

  #read(name: string, text: string): Known {
    const known = this.#known.get(name);
    if (known?.text === text) return known;
    const path = `${MANIFESTS}/${name}`;
    const seen = timestamp(this.#clock).replace('Z', '.000000000Z');
    const read = { text, manifest: readManifest(text, { node: this.#node, path, seen }) };
    this.#known.set(name, read);
    return read;
  }

  /** Files by name, in its order; hidden ones and folders are passed over. */
  #files(): ReadonlyMap<string, string> {
    const files = new Map<string, string>();
    for (const [name, node] of [...this.#folder.entries].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (!name.startsWith('.') && node.type === 'file') files.set(name, fromBytes(node.content));
    return files;
  }
}
