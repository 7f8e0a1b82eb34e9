import type { ProbeKind } from '../history.ts';

export type Verdict = 'success' | 'failure' | 'unknown';

interface Held {
  readonly verdict: Verdict;
  /** History entry of the look that decided it. */
  readonly entry: number | undefined;
}

/**
 * What the probes of a Pod have decided of its containers, by container id; each change is told once.
 * @source kubernetes/kubernetes pkg/kubelet/prober/results/results_manager.go
 */
export class ProbeResults {
  readonly #held: Readonly<Record<ProbeKind, Map<string, Held>>> = {
    startup: new Map(),
    readiness: new Map(),
    liveness: new Map(),
  };
  readonly #changed: (kind: ProbeKind, id: string, verdict: Verdict, entry: number | undefined) => void;

  constructor(changed: (kind: ProbeKind, id: string, verdict: Verdict, entry: number | undefined) => void) {
    this.#changed = changed;
  }

  get(kind: ProbeKind, id: string): Held | undefined {
    return this.#held[kind].get(id);
  }

  set(kind: ProbeKind, id: string, verdict: Verdict, entry?: number): void {
    if (this.#held[kind].get(id)?.verdict === verdict) return;
    this.#held[kind].set(id, { verdict, entry });
    this.#changed(kind, id, verdict, entry);
  }

  remove(kind: ProbeKind, id: string): void {
    this.#held[kind].delete(id);
  }
}
