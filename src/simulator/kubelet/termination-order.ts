import type { Pod } from '../api/schema/kinds.ts';
import type { Clock } from '../clock.ts';
import { Signal, untilOr, type Task } from '../task.ts';

/**
 * Who waits for whom when a Pod with sidecars ends: a sidecar for all app containers, and for the sidecars behind it.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_termination_order.go
 */
export class TerminationOrder {
  readonly #waitsFor = new Map<string, readonly string[]>();
  readonly #running: Set<string>;
  readonly #changed = new Signal();

  constructor(pod: Pod, running: readonly string[]) {
    this.#running = new Set(running);
    const before = pod.spec.containers.map(({ name }) => name);
    const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
    for (const { name } of sidecars.toReversed()) {
      this.#waitsFor.set(name, [...before]);
      before.push(name);
    }
  }

  ended(name: string): void {
    this.#running.delete(name);
    this.#changed.notify();
  }

  /** Waits for a container's turn, at most `grace` seconds. @returns whole seconds that it took */
  *waitForTurn(clock: Clock, name: string, grace: number): Task<number> {
    const others = this.#waitsFor.get(name) ?? [];
    const began = clock.now;
    const end = began + grace * 1000;
    while (others.some((other) => this.#running.has(other)) && clock.now < end)
      yield untilOr(end - clock.now, this.#changed);
    return Math.floor((clock.now - began) / 1000);
  }
}
