import type {
  HistoryEntry,
  Kind,
  KindOf,
  Millis,
  Pod,
  ScheduleEntry,
  Seconds,
  WriteEntry,
} from '../../src/simulator/index.ts';
import { seconds, type Duration } from './duration.ts';
import { isIll, podFacts, type Facts, type Finding } from './facts.ts';
import { decidingField, type Predicate } from './predicates.ts';

/** What is watched, and what can be told of it when a test fails. */
interface Watched<T> {
  readonly facts: (state: T | undefined) => Facts;
  /** Whether this is the first state that tells why another is never reached. */
  readonly telling: (state: T) => boolean;
}

/** One object by its key. */
export interface Subject<K extends Kind> extends Watched<KindOf[K]> {
  readonly kind: K;
  readonly key: string;
}

/** All the Pods that are like this; those that the API server no longer has are no part of it. */
export interface Group extends Watched<readonly Pod[]> {
  readonly like: (pod: Pod) => boolean;
}

export const pod = (name: string, namespace = 'default'): Subject<'Pod'> => ({
  kind: 'Pod',
  key: `${namespace}/${name}`,
  facts: podFacts,
  telling: isIll,
});

/** A span of a subject's life in which it was one and the same object. */
interface Phase<T> {
  readonly from: Millis;
  readonly object: T | undefined;
  readonly entry: number | undefined;
}

/** When a test wants its predicate to hold. */
export interface Expectation {
  expect<K extends Kind>(subject: Subject<K>, predicate: Predicate<KindOf[K]>): Finding;
  expect(group: Group, predicate: Predicate<readonly Pod[]>): Finding;
}

/**
 * The history as tests ask it; times count from the moment of apply.
 * by: true at some time up to then and still true at the end · at: sampled then · through: true from its first time
 * until then · atEnd: where the run ended · always: never untrue while the object is there.
 * @source CURRICULUM 2.3
 */
export class HistoryView {
  readonly #phases = new Map<string, Phase<KindOf[Kind]>[]>();
  readonly #schedules: ScheduleEntry[] = [];
  /** The moment of apply on the cluster's clock. */
  readonly zero: Millis;
  readonly #end: Millis;

  /** @param end - where the run ended, on the cluster's clock */
  constructor(entries: readonly HistoryEntry[], zero: Millis, end: Millis) {
    this.zero = zero;
    this.#end = end;
    for (const entry of entries) {
      if (entry.type === 'write') this.#add(entry);
      else if (entry.type === 'schedule') this.#schedules.push(entry);
    }
  }

  /** The state of a subject at a time. */
  stateAt<K extends Kind>(subject: Subject<K>, at: Duration): KindOf[K] | undefined;
  stateAt(group: Group, at: Duration): readonly Pod[] | undefined;
  stateAt<T>(subject: Watched<T>, at: Duration): T | undefined {
    return this.#phaseAt(this.#of(subject), this.zero + seconds(at) * 1000).object;
  }

  /** The subject as the learner found it, just before their first deed. */
  first<K extends Kind>(subject: Subject<K>): KindOf[K] | undefined;
  first(group: Group): readonly Pod[] | undefined;
  first<T>(subject: Watched<T>): T | undefined {
    return this.#phaseAt(this.#of(subject), this.zero - 1).object;
  }

  /** The subject when the run ended. */
  last<K extends Kind>(subject: Subject<K>): KindOf[K] | undefined;
  last(group: Group): readonly Pod[] | undefined;
  last<T>(subject: Watched<T>): T | undefined {
    return this.#phaseAt(this.#of(subject), this.#end).object;
  }

  /** Every state of a subject in a span, the one at its begin first. */
  statesOf<K extends Kind>(subject: Subject<K>, from: Duration, to: Duration): (KindOf[K] | undefined)[];
  statesOf(group: Group, from: Duration, to: Duration): (readonly Pod[] | undefined)[];
  statesOf<T>(subject: Watched<T>, from: Duration, to: Duration): (T | undefined)[] {
    const [first, last] = [from, to].map((time) => this.zero + seconds(time) * 1000) as [Millis, Millis];
    const phases = this.#of(subject);
    return [
      this.#phaseAt(phases, first).object,
      ...phases.filter((phase) => phase.from > first && phase.from <= last).map((phase) => phase.object),
    ];
  }

  /** All of a kind when the run ended. */
  listLast<K extends Kind>(kind: K): KindOf[K][] {
    return [...this.#phases]
      .flatMap(([id, phases]) => (id.startsWith(`${kind} `) ? [phases.at(-1)?.object as KindOf[K] | undefined] : []))
      .filter((o) => o !== undefined);
  }

  /** All of a kind at a time. */
  listAt<K extends Kind>(kind: K, at: Duration): KindOf[K][] {
    const t = this.zero + seconds(at) * 1000;
    return [...this.#phases]
      .flatMap(([id, phases]) =>
        id.startsWith(`${kind} `) ? [this.#phaseAt(phases, t).object as KindOf[K] | undefined] : [],
      )
      .filter((o) => o !== undefined);
  }

  /** The scheduler's attempts at a Pod, in order. */
  attempts(subject: Subject<'Pod'>): readonly ScheduleEntry[] {
    return this.#schedules.filter((entry) => entry.pod === subject.key);
  }

  /** Seconds from apply of a point on the cluster's clock. */
  since(at: Millis): Seconds {
    return (at - this.zero) / 1000;
  }

  at(time: Duration): Expectation {
    const t = this.zero + seconds(time) * 1000;
    return {
      expect: <T>(subject: Watched<T>, predicate: Predicate<T>): Finding => {
        const phase = this.#phaseAt(this.#of(subject), t);
        return predicate(phase.object) ? this.#holds(subject, phase) : this.#fails(subject, predicate, phase, t);
      },
    };
  }

  atEnd(): Expectation {
    return {
      expect: <T>(subject: Watched<T>, predicate: Predicate<T>): Finding => {
        const phase = this.#phaseAt(this.#of(subject), this.#end);
        return predicate(phase.object)
          ? this.#holds(subject, phase)
          : this.#fails(subject, predicate, phase, this.#end);
      },
    };
  }

  by(time: Duration): Expectation {
    const t = this.zero + seconds(time) * 1000;
    return {
      expect: <T>(subject: Watched<T>, predicate: Predicate<T>): Finding => {
        const phases = this.#of(subject);
        const last = this.#phaseAt(phases, this.#end);
        const first = phases.find((phase) => predicate(phase.object));
        if (!first || first.from > t) return this.#fails(subject, predicate, this.#telling(subject, phases, t));
        return predicate(last.object) ? this.#holds(subject, first) : this.#fails(subject, predicate, last);
      },
    };
  }

  through(time: Duration): Expectation {
    const t = this.zero + seconds(time) * 1000;
    return {
      expect: <T>(subject: Watched<T>, predicate: Predicate<T>): Finding => {
        const phases = this.#of(subject).filter((phase) => phase.from <= t);
        const first = phases.findIndex((phase) => predicate(phase.object));
        if (first < 0) return this.#fails(subject, predicate, this.#telling(subject, phases, t));
        const broken = phases.slice(first).find((phase) => !predicate(phase.object));
        return broken ? this.#fails(subject, predicate, broken) : this.#holds(subject, phases[first]!);
      },
    };
  }

  always(): Expectation {
    return {
      expect: <T>(subject: Watched<T>, predicate: Predicate<T>): Finding => {
        const phases = this.#of(subject);
        const broken = phases.find((phase) => phase.object !== undefined && !predicate(phase.object));
        return broken ? this.#fails(subject, predicate, broken) : this.#holds(subject, phases.at(-1)!);
      },
    };
  }

  #add(entry: WriteEntry): void {
    const id = `${entry.kind} ${entry.key}`;
    let phases = this.#phases.get(id);
    if (!phases) this.#phases.set(id, (phases = [{ from: -Infinity, object: undefined, entry: undefined }]));
    const phase = { from: entry.at, object: entry.after, entry: entry.index };
    if (phases.at(-1)!.from === entry.at)
      phases[phases.length - 1] = phase; // writes of one instant are one change
    else phases.push(phase);
  }

  #of<T>(watched: Watched<T>): readonly Phase<T>[] {
    const { kind, key, like } = watched as Partial<Subject<Kind> & Group>;
    const phases = like ? this.#ofGroup(like) : this.#phases.get(`${kind} ${key}`);
    return (phases ?? [{ from: -Infinity, object: undefined, entry: undefined }]) as Phase<T>[];
  }

  #ofGroup(like: Group['like']): readonly Phase<readonly Pod[]>[] {
    const changes = [...this.#phases]
      .filter(([id]) => id.startsWith('Pod '))
      .flatMap(([id, phases]) => (phases as Phase<Pod>[]).map((phase) => ({ id, ...phase })))
      .sort((a, b) => (a.entry ?? -1) - (b.entry ?? -1));
    const now = new Map<string, Pod>();
    const phases: Phase<readonly Pod[]>[] = [{ from: -Infinity, object: [], entry: undefined }];
    for (const { id, from, object, entry } of changes) {
      if (object && like(object)) now.set(id, object);
      else if (!now.delete(id)) continue;
      const phase = { from, object: [...now.values()], entry };
      if (phases.at(-1)!.from === from) phases[phases.length - 1] = phase;
      else phases.push(phase);
    }
    return phases;
  }

  #phaseAt<T>(phases: readonly Phase<T>[], t: Millis): Phase<T> {
    return phases.findLast((phase) => phase.from <= t) ?? phases[0]!;
  }

  /** Where a state was not reached in time: the first change that tells why, else the last one. */
  #telling<T>(subject: Watched<T>, phases: readonly Phase<T>[], t: Millis): Phase<T> {
    return (
      phases.find(({ from, object }) => from <= t && object !== undefined && subject.telling(object)) ??
      this.#phaseAt(phases, t)
    );
  }

  #holds<T>(subject: Watched<T>, phase: Phase<T>): Finding {
    return { holds: true, facts: subject.facts(phase.object), at: this.#moment(phase.from), entry: phase.entry };
  }

  #fails<T>(subject: Watched<T>, predicate: Predicate<T>, phase: Phase<T>, t: Millis = phase.from): Finding {
    const at = this.#moment(t);
    return {
      holds: false,
      facts: { t: Math.round(at * 10) / 10, ...subject.facts(phase.object) },
      at,
      entry: phase.entry,
      fields: fieldsOf(subject, predicate, phase.object),
    };
  }

  #moment(t: Millis): Seconds {
    return Math.max(0, this.since(Math.min(t, this.#end)));
  }
}

/** The field that a predicate fails by; the object itself where it is not there. */
function fieldsOf<T>(watched: Watched<T>, predicate: Predicate<T>, object: T | undefined): string[] {
  const { kind = 'Pod', key } = watched as Partial<Subject<Kind>>;
  const named = `${kind.toLowerCase()}${key === undefined ? '' : `[${key.split('/').at(-1)}]`}`;
  if (key !== undefined && object === undefined) return [named];
  const field = decidingField(predicate, object);
  return field === undefined ? [] : [`${named}.${field}`];
}
