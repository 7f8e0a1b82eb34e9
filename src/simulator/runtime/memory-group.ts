/** A process as the OOM killer sees it. */
export interface Victim {
  readonly memory: number;
  readonly oomScoreAdj: number;
  killForMemory(): void;
}

/** Processes of this adjustment and below are never chosen. @source Linux include/uapi/linux/oom.h OOM_SCORE_ADJ_MIN */
const NEVER = -1000;

/**
 * A memory cgroup (v1): a container's within its Pod's. What is charged to one counts in those around it.
 * @source Linux mm/memcontrol.c, mm/oom_kill.c
 */
export class MemoryGroup {
  #limit: number | undefined;
  readonly #around: MemoryGroup | undefined;
  readonly #processes: () => Iterable<Victim>;
  readonly #within = new Set<MemoryGroup>();
  #used = 0;
  #killed = 0;
  #told = 0;

  /**
   * @param around - the group that this one counts in
   * @param processes - those that are in it and in no group within it
   */
  constructor(around?: MemoryGroup, processes: () => Iterable<Victim> = () => []) {
    this.#around = around;
    this.#processes = processes;
    if (around) around.#within.add(this);
  }

  /** Bytes. */
  get used(): number {
    return this.#used;
  }
  /** Bytes; no limit where undefined. */
  get limit(): number | undefined {
    return this.#limit;
  }
  /** @param bytes - undefined: no limit */
  limitTo(bytes: number | undefined): void {
    this.#limit = bytes;
    this.#reclaim();
  }
  /** How many of its own processes the OOM killer has ended. */
  get killed(): number {
    return this.#killed;
  }
  /** How often it was told that it, or a group around it, was out of memory: what the container runtime hears. */
  get told(): number {
    return this.#told;
  }

  /** @param bytes - may be below zero */
  charge(bytes: number): void {
    if (this.#add(bytes) === 'over' && bytes > 0) this.#reclaim();
  }

  #add(bytes: number): 'over' | 'within' {
    this.#used += bytes;
    const around = this.#around ? this.#around.#add(bytes) : 'within';
    return this.#excess > 0 ? 'over' : around;
  }

  /** Ends processes until this group and those around it hold no more than they may. */
  #reclaim(): void {
    for (let full = this.#fullest(); full; full = this.#fullest()) if (!full.#killOne()) return;
  }

  /** The one that is most over its limit: page by page, it was the first to reach it. */
  #fullest(): MemoryGroup | undefined {
    const around = this.#around ? this.#around.#fullest() : undefined;
    if (this.#excess === 0) return around;
    return around && around.#excess > this.#excess ? around : this;
  }

  /** It has no processes any more; what they left in it stays charged to those around it. */
  close(): void {
    if (this.#around) this.#around.#within.delete(this);
  }

  get #excess(): number {
    return this.#limit === undefined ? 0 : Math.max(0, this.#used - this.#limit);
  }

  /** @source Linux mm/oom_kill.c oom_badness */
  #killOne(): boolean {
    let chosen: { readonly process: Victim; readonly group: MemoryGroup } | undefined;
    let worst = -Infinity;
    const most = this.#limit ?? 0;
    this.#each((process, group) => {
      if (process.memory <= 0 || process.oomScoreAdj <= NEVER) return;
      const badness = process.memory + (process.oomScoreAdj * most) / 1000;
      if (badness > worst) [worst, chosen] = [badness, { process, group }];
    });
    if (!chosen) return false;
    this.#tell();
    chosen.group.#killed++;
    chosen.process.killForMemory();
    return true;
  }

  #each(visit: (process: Victim, group: MemoryGroup) => void): void {
    for (const process of this.#processes()) visit(process, this);
    for (const group of this.#within) group.#each(visit);
  }

  #tell(): void {
    this.#told++;
    for (const group of this.#within) group.#tell();
  }
}
