import type { Kind, KindOf, KubeObject } from './api/schema/kinds.ts';
import type { Clock } from './clock.ts';
import type { Cause, History } from './history.ts';
import { RuntimeLimit } from './runtime/runtime-limit.ts';

/** `entry` is the write's place in the history, for the `because` of what a watcher does about it. */
export type Change<K extends Kind = Kind> = {
  [P in K]:
    | { readonly type: 'added'; readonly object: KindOf[P]; readonly entry: number }
    | { readonly type: 'modified'; readonly object: KindOf[P]; readonly before: KindOf[P]; readonly entry: number }
    | { readonly type: 'deleted'; readonly object: KindOf[P]; readonly entry: number };
}[K];
type Untold<C> = C extends unknown ? Omit<C, 'entry'> : never;

type Handler = (change: Change) => void;
type Index = Map<string, Map<string, KubeObject>>;

/** Kinds without a namespace. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
]);

export const isNamespaced = (kind: string): boolean => !CLUSTER_SCOPED.has(kind);

/** "namespace/name", or the name alone for what has no namespace. */
export const keyOf = (object: {
  readonly metadata: { readonly namespace?: string | undefined; readonly name: string };
}): string => key(object.metadata.namespace, object.metadata.name);

const key = (namespace: string | undefined, name: string): string => (namespace ? `${namespace}/${name}` : name);

/**
 * The objects of a cluster as etcd and the watch cache hold them: by kind and key, with one counter of resource versions.
 * Objects are read-only; a change puts a new one. It holds what it is given: rules are the API's matter.
 *
 * Watchers hear of a change in an event of its own at the same instant, in the order of the writes,
 * so that no writer runs inside another's stack.
 */
export class Store {
  readonly #clock: Clock;
  readonly #history: History;
  readonly #objects = new Map<Kind, Map<string, KubeObject>>();
  readonly #indexes = new Map<
    string,
    { kind: Kind; keysOf: (object: KubeObject) => readonly string[]; entries: Index }
  >();
  readonly #watchers = new Map<Kind, Set<Handler>>();
  #undelivered: Change[] = [];
  readonly #most: number;
  #size = 0;
  #version = 0;
  readonly #revisions = new Map<Kind, number>();

  /** @param most - objects in all; creating one more throws a RuntimeLimit */
  constructor(clock: Clock, history: History, most = Infinity) {
    this.#clock = clock;
    this.#history = history;
    this.#most = most;
  }

  /** The resource version of the last write. */
  get version(): number {
    return this.#version;
  }

  /** How often objects of a kind were put or taken out: what was read from them holds while it stays the same. */
  revisionOf(kind: Kind): number {
    return this.#revisions.get(kind) ?? 0;
  }

  get<K extends Kind>(kind: K, namespace: string | undefined, name: string): KindOf[K] | undefined {
    return this.#objects.get(kind)?.get(key(namespace, name)) as KindOf[K] | undefined;
  }

  /** All of a kind in order of creation here, of one namespace if one is named. */
  list<K extends Kind>(kind: K, namespace?: string): KindOf[K][] {
    const all = [...(this.#objects.get(kind)?.values() ?? [])] as KindOf[K][];
    return namespace === undefined ? all : all.filter((o) => o.metadata.namespace === namespace);
  }

  count(kind: Kind): number {
    return this.#objects.get(kind)?.size ?? 0;
  }

  /**
   * Keeps a way to find objects of a kind without a scan; objects already there are indexed too.
   * @example store.addIndex('Pod', 'node', (pod) => (pod.spec.nodeName ? [pod.spec.nodeName] : []))
   */
  addIndex<K extends Kind>(kind: K, index: string, keysOf: (object: KindOf[K]) => readonly string[]): void {
    const name = `${kind}/${index}`;
    if (this.#indexes.has(name)) return;
    const added = { kind, keysOf: keysOf as (object: KubeObject) => readonly string[], entries: new Map() as Index };
    this.#indexes.set(name, added);
    for (const object of this.#objects.get(kind)?.values() ?? []) enter(added.entries, added.keysOf(object), object);
  }

  /** What `addIndex` found for `value`, in order of entry. */
  byIndex<K extends Kind>(kind: K, index: string, value: string): KindOf[K][] {
    const found = this.#indexes.get(`${kind}/${index}`);
    if (!found) throw new Error(`no index ${index} of ${kind}`);
    return [...(found.entries.get(value)?.values() ?? [])] as KindOf[K][];
  }

  /** Puts a new object; the resource version is set here. Throws if it exists: callers have asked. */
  create<K extends Kind>(object: KindOf[K], cause: Cause): KindOf[K] {
    const kind = object.kind as K;
    const k = keyOf(object);
    if (this.#objects.get(kind)?.has(k)) throw new Error(`${kind} ${k} exists`);
    if (this.#size >= this.#most) throw new RuntimeLimit('objects', this.#most);
    this.#size++;
    const stored = this.#versioned(object);
    this.#put(kind, k, stored, undefined);
    this.#tell({ type: 'added', object: stored } as Untold<Change>, cause);
    return stored;
  }

  /** Puts objects as another cluster held them, resource versions included; nobody hears of it, the history neither. */
  load(objects: readonly KubeObject[]): void {
    this.#size += objects.length;
    for (const object of objects) {
      this.#put(object.kind, keyOf(object), object, undefined);
      this.#version = Math.max(this.#version, Number(object.metadata.resourceVersion) || 0);
    }
  }

  /** Puts a changed object in the place of the one of the same key. Throws if there is none. */
  update<K extends Kind>(object: KindOf[K], cause: Cause): KindOf[K] {
    const kind = object.kind as K;
    const k = keyOf(object);
    const before = this.#objects.get(kind)?.get(k);
    if (!before) throw new Error(`${kind} ${k} does not exist`);
    const stored = this.#versioned(object);
    this.#put(kind, k, stored, before);
    this.#tell({ type: 'modified', object: stored, before } as Untold<Change>, cause);
    return stored;
  }

  /** Takes an object out; nothing happens if it is not there. */
  remove(kind: Kind, namespace: string | undefined, name: string, cause: Cause): void {
    const k = key(namespace, name);
    const before = this.#objects.get(kind)?.get(k);
    if (!before) return;
    this.#version++;
    this.#size--;
    this.#objects.get(kind)?.delete(k);
    this.#revisions.set(kind, this.revisionOf(kind) + 1);
    for (const index of this.#indexes.values())
      if (index.kind === kind) leave(index.entries, index.keysOf(before), before);
    this.#tell({ type: 'deleted', object: before } as Untold<Change>, cause);
  }

  /** Calls `handler` for each later change of the kind. @returns a function that stops it */
  watch<K extends Kind>(kind: K, handler: (change: Change<K>) => void): () => void {
    let handlers = this.#watchers.get(kind);
    if (!handlers) this.#watchers.set(kind, (handlers = new Set()));
    handlers.add(handler as Handler);
    return () => handlers.delete(handler as Handler);
  }

  #versioned<T extends KubeObject>(object: T): T {
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.#version) } };
  }

  #put(kind: Kind, k: string, object: KubeObject, before: KubeObject | undefined): void {
    let objects = this.#objects.get(kind);
    if (!objects) this.#objects.set(kind, (objects = new Map()));
    objects.set(k, object);
    this.#revisions.set(kind, this.revisionOf(kind) + 1);
    for (const index of this.#indexes.values()) {
      if (index.kind !== kind) continue;
      const now = index.keysOf(object);
      if (before) {
        const were = index.keysOf(before);
        leave(
          index.entries,
          were.filter((w) => !now.includes(w)),
          before,
        );
      }
      enter(index.entries, now, object);
    }
  }

  #tell(untold: Untold<Change>, cause: Cause): void {
    const entry = this.#history.recordWrite(this.#clock.now, untold, cause);
    if (!this.#watchers.get(untold.object.kind as Kind)?.size) return;
    if (this.#undelivered.push({ ...untold, entry } as Change) === 1) this.#clock.after(0, () => this.#deliver());
  }

  #deliver(): void {
    const changes = this.#undelivered;
    this.#undelivered = [];
    for (const change of changes)
      for (const handler of [...(this.#watchers.get(change.object.kind as Kind) ?? [])]) handler(change);
  }
}

function enter(entries: Index, keys: readonly string[], object: KubeObject): void {
  for (const k of keys) {
    let found = entries.get(k);
    if (!found) entries.set(k, (found = new Map()));
    found.set(keyOf(object), object);
  }
}

function leave(entries: Index, keys: readonly string[], object: KubeObject): void {
  for (const k of keys) {
    const found = entries.get(k);
    found?.delete(keyOf(object));
    if (found?.size === 0) entries.delete(k);
  }
}
