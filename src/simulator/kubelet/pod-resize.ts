import type { Pod, PodCondition } from '../api/schema/kinds.ts';
import { timestamp } from '../timestamp.ts';
import { condition } from './generate-conditions.ts';
import { tell, type PodOnNode } from './node-services.ts';
import { allocationOf, asAllocated, asksForResize, decideResize, resizeText, type Allocation } from './resize.ts';

/**
 * The in-place resizes of one Pod: what it asks for is granted where the node has room, and told until it is in force.
 * @source kubernetes/kubernetes pkg/kubelet/allocation/allocation_manager.go; recorded: resize/*
 */
export class PodResize {
  readonly #on: PodOnNode;
  #allocated: Allocation;
  #state: 'none' | 'in-progress' | 'deferred' | 'infeasible' = 'none';
  #message = '';
  #since = '';

  constructor(on: PodOnNode, pod: Pod) {
    this.#on = on;
    this.#allocated = allocationOf(pod);
  }

  /** The Pod as it runs here, after what it asks for now has been granted or not. */
  granted(pod: Pod): Pod {
    if (!asksForResize(pod, this.#allocated)) {
      if (this.#state === 'deferred' || this.#state === 'infeasible') this.#state = 'none';
      return pod;
    }
    const { context, name, activePods } = this.#on.node;
    const node = context.store.get('Node', undefined, name);
    if (!node) return asAllocated(pod, this.#allocated);
    const others = activePods().filter((other) => other.metadata.uid !== pod.metadata.uid);
    const decision = decideResize(node, pod, others);
    if (decision.fits === 'yes') {
      this.#allocated = allocationOf(pod);
      this.#become('in-progress', '');
      tell(this.#on, 'Normal', 'ResizeStarted', `Pod resize started: ${resizeText(pod)}`);
      return pod;
    }
    if (this.#state !== decision.fits) {
      const infeasible = decision.fits === 'infeasible';
      const text = resizeText(pod, decision.message);
      tell(
        this.#on,
        'Warning',
        infeasible ? 'ResizeInfeasible' : 'ResizeDeferred',
        `Pod resize ${infeasible ? 'Infeasible' : decision.reason}: ${text}`,
      );
      this.#become(decision.fits, decision.message);
    }
    return asAllocated(pod, this.#allocated);
  }

  /** It cannot be put in force now; it is tried again. */
  failed(problem: string): void {
    if (this.#message === problem) return;
    this.#message = problem;
    tell(this.#on, 'Warning', 'ResizeError', `Pod resize error: ${resizeText(this.#on.pod, problem)}`);
  }

  /** All containers have what they were granted. */
  done(): void {
    if (this.#state !== 'in-progress') return;
    this.#state = 'none';
    tell(this.#on, 'Normal', 'ResizeCompleted', `Pod resize completed: ${resizeText(this.#on.pod)}`);
  }

  /** It asks for what others have now. */
  get isDeferred(): boolean {
    return this.#state === 'deferred';
  }

  get isInProgress(): boolean {
    return this.#state === 'in-progress';
  }

  /** What the Pod's status says of it. */
  conditions(pod: Pod): readonly PodCondition[] {
    const times = { lastProbeTime: this.#since };
    switch (this.#state) {
      case 'none':
        return [];
      case 'in-progress':
        return [
          {
            ...condition(pod, 'PodResizeInProgress', 'True', this.#message && 'Error', this.#message),
            ...times,
          },
        ];
      case 'deferred':
        return [{ ...condition(pod, 'PodResizePending', 'True', 'Deferred', this.#message), ...times }];
      case 'infeasible':
        return [{ ...condition(pod, 'PodResizePending', 'True', 'Infeasible', this.#message), ...times }];
    }
  }

  #become(state: 'in-progress' | 'deferred' | 'infeasible', message: string): void {
    this.#state = state;
    this.#message = message;
    this.#since = timestamp(this.#on.node.context.clock);
  }
}
