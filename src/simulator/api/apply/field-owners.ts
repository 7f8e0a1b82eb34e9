import type { JsonObject } from '../json.ts';
import { sameJson } from '../same-json.ts';
import { leavesOf, type Leaf } from './field-paths.ts';

/** Who owns a field, and by which kind of request. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  /** The part of the object that was written: "scale". */
  readonly subresource?: string | undefined;
}

interface Owned {
  readonly manager: Manager;
  readonly leaves: Map<string, Leaf>;
}

/**
 * Who set which fields of which object: what managedFields tell, kept beside the objects, for those who name themselves.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/managedfields
 */
export class FieldOwners {
  readonly #owners = new Map<string, Owned[]>();
  /** Updates whose fields nobody has asked for yet: most objects never meet a server-side apply. */
  readonly #unread = new Map<string, (() => void)[]>();

  /** After a create, an update or a patch: who changed a field owns it alone; what is gone has no owner. */
  noteUpdate(
    uid: string,
    manager: Manager,
    before: JsonObject | undefined,
    after: JsonObject,
    definition: string,
  ): void {
    const read = (): void => this.#readUpdate(uid, manager, before, after, definition);
    const unread = this.#unread.get(uid);
    if (unread) unread.push(read);
    else this.#unread.set(uid, [read]);
  }

  #readUpdate(
    uid: string,
    manager: Manager,
    before: JsonObject | undefined,
    after: JsonObject,
    definition: string,
  ): void {
    const had = new Map((before ? leavesOf(before, definition) : []).map((leaf) => [leaf.text, leaf]));
    const has = leavesOf(after, definition);
    const changed = has.filter((leaf) => !sameJson(leaf.value, had.get(leaf.text)?.value));
    this.#forget(uid, changed);
    const left = new Set(has.map((leaf) => leaf.text));
    for (const owned of this.#of(uid))
      for (const text of [...owned.leaves.keys()]) if (!left.has(text)) owned.leaves.delete(text);
    // A Scale of no replicas does not say so: they are nobody's then.
    const said = manager.subresource === 'scale' ? changed.filter((leaf) => leaf.value !== 0) : changed;
    this.#own(uid, manager, said);
  }

  /** After a server-side apply: its manager owns what it applied, and alone what it forced from others. */
  noteApply(uid: string, manager: string, applied: readonly Leaf[], forced: readonly Leaf[]): void {
    this.#forget(uid, forced);
    this.#owners.set(
      uid,
      this.#of(uid).filter((o) => !(o.manager.name === manager && o.manager.operation === 'Apply')),
    );
    this.#own(uid, { name: manager, operation: 'Apply' }, applied);
  }

  /** All that one manager owns goes to another, as kubectl asks for when it changes from client-side to server-side apply. */
  migrate(uid: string, from: string, to: Manager): void {
    const old = this.#of(uid).find((o) => o.manager.name === from);
    if (!old) return;
    this.#owners.set(
      uid,
      this.#of(uid).filter((o) => o !== old),
    );
    this.#own(uid, to, [...old.leaves.values()]);
  }

  /** Those that own a field beside what `manager` applied; what it wrote otherwise counts as another's. */
  others(uid: string, manager: string, leaf: Leaf): readonly Manager[] {
    return this.#of(uid)
      .filter((o) => !(o.manager.name === manager && o.manager.operation === 'Apply') && o.leaves.has(leaf.text))
      .map((o) => o.manager);
  }

  applied(uid: string, manager: string): readonly Leaf[] {
    const owned = this.#of(uid).find((o) => o.manager.name === manager && o.manager.operation === 'Apply');
    return [...(owned?.leaves.values() ?? [])];
  }

  #of(uid: string): readonly Owned[] {
    const unread = this.#unread.get(uid) ?? [];
    this.#unread.delete(uid);
    for (const read of unread) read();
    return this.#owners.get(uid) ?? [];
  }

  #forget(uid: string, leaves: readonly Leaf[]): void {
    for (const owned of this.#of(uid)) for (const leaf of leaves) owned.leaves.delete(leaf.text);
  }

  #own(uid: string, manager: Manager, leaves: readonly Leaf[]): void {
    if (leaves.length === 0) return;
    const same = this.#of(uid).find(
      ({ manager: { name, operation, subresource } }) =>
        name === manager.name && operation === manager.operation && subresource === manager.subresource,
    );
    const owned = same ?? { manager, leaves: new Map<string, Leaf>() };
    for (const leaf of leaves) owned.leaves.set(leaf.text, leaf);
    if (!same) this.#owners.set(uid, [...this.#of(uid), owned]);
  }
}
