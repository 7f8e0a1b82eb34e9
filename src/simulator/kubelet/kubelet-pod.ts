import type { Pod, PodCondition, PodStatus } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { Cause } from '../history.ts';
import { sleep, Signal, type Task } from '../task.ts';
import { microTimestamp, timestamp } from '../timestamp.ts';
import { applyResize, isResizeDue } from './apply-resize.ts';
import { deadlineOf, PAST_DEADLINE } from './active-deadline.ts';
import type { StartFailureReason } from './container-statuses.ts';
import type { PodFacts } from './environment.ts';
import { generateStatus, type Eviction } from './generate-status.ts';
import { readyToStartCondition } from './generate-conditions.ts';
import type { EvictionOrder } from './eviction/eviction-manager.ts';
import { killContainer, killRunning } from './kill-container.ts';
import { storageExceeded, storageUse } from './local-storage.ts';
import { tell, type NodeServices, type PodOnNode } from './node-services.ts';
import { isTerminal } from './phase.ts';
import { computePodActions, type PodActions } from './pod-actions.ts';
import { PodProbes } from './pod-probes.ts';
import { PodSandbox } from './pod-sandbox.ts';
import { hostnameOf } from './pod-names.ts';
import { PodStatusWriter } from './pod-status.ts';
import { ProbeResults } from './probe-results.ts';
import { PodResize } from './pod-resize.ts';
import { needsRestart } from './resize.ts';
import { isRestartingAll } from './restart-all.ts';
import { resetContainers } from './reset-containers.ts';
import { tellMissingPullSecrets } from './pull-secrets.ts';
import { isStaticPod } from './static-pods/annotations.ts';
import { restartBackoff } from './restart-backoff.ts';
import { mountVolumes } from './volumes/mount-volumes.ts';
import { latest, NOTHING, type RuntimeStatus } from './runtime-status.ts';
import { definitionOf, startContainer } from './start-container.ts';
import { TIMING } from './timing.ts';
import { PodVolumes } from './volumes/pod-volumes.ts';

/**
 * What a sync came to. `changed`: containers started or ended, so that the kubelet looks again at once; `reset`: all were
 * taken away, so that it also syncs again.
 */
export type SyncOutcome =
  | { readonly result: 'done'; readonly changed: 'changed' | 'unchanged' | 'reset' }
  | { readonly result: 'terminal' }
  /** `until`: when the back-off that stopped it is over. */
  | { readonly result: 'failed'; readonly until: Millis | undefined };

/** What a Pod tells the worker that drives it. */
export interface PodSignals {
  readonly runtimeChanged: () => void;
  /** A probe has decided something that a sync must see. */
  readonly probeDecided: (because: number | undefined) => void;
  /** Whether a container may still run, as far as the worker knows. */
  readonly mayRun: () => boolean;
}

/** A Pod on its node: everything about it that lives, and the three things a worker does with it. */
export class KubeletPod implements PodOnNode {
  readonly node: NodeServices;
  readonly sandbox: PodSandbox;
  readonly volumes: PodVolumes;
  readonly probes: PodProbes;
  readonly status: PodStatusWriter;
  readonly #results: ProbeResults;
  readonly #reasons = new Map<string, StartFailureReason>();
  /** Notified when the Pod is to end. */
  readonly #ending = new Signal();
  readonly #resize: PodResize;
  #pod: Pod;
  /** What the last relist found. */
  runtime: RuntimeStatus = NOTHING;
  /** What made the kubelet look at the Pod now. */
  because: number | undefined;
  #eviction: Eviction | undefined;
  #disruption: PodCondition | undefined;
  /** Seconds, where not the Pod's own. */
  grace: number | undefined;
  #wanted: Pod | undefined;
  #isEnding = false;
  readonly #seen: string;
  /** What the API server said of the Pod when its end began. */
  #told: PodStatus | undefined;
  #mounted = false;

  constructor(node: NodeServices, pod: Pod, signals: PodSignals) {
    this.node = node;
    this.#pod = pod;
    this.#resize = new PodResize(this, pod);
    const { context } = node;
    this.#seen = microTimestamp(context.clock).replace('Z', '000Z');
    this.sandbox = new PodSandbox(node, signals.runtimeChanged);
    this.volumes = new PodVolumes(context.clock, context.store, node.hostFiles);
    this.#results = new ProbeResults((kind, id, verdict, entry) => {
      const cause = this.cause(`${kind} probe: ${verdict}`, entry);
      if (kind === 'readiness') this.status.setReady(this.pod, id, verdict === 'success', cause);
      if (kind === 'startup') this.status.setStarted(this.pod, id, verdict === 'success', cause);
      if (kind !== 'liveness' || verdict === 'failure') signals.probeDecided(entry);
    });
    this.status = new PodStatusWriter(node, signals.mayRun, () => this.probes.stir());
    this.probes = new PodProbes(this, this.#results, this.status);
  }

  /** As it runs here: with the resources that it has been granted. */
  get pod(): Pod {
    return this.#pod;
  }

  /** The API server tells of a change. */
  update(pod: Pod): void {
    this.#wanted = pod;
    this.#pod = pod;
    this.#pod = this.#resize.granted(pod);
  }

  /** Others may have left room for what it asks for. @returns whether that is granted now */
  retryResize(): boolean {
    if (!this.#resize.isDeferred || !this.#wanted) return false;
    this.update(this.#wanted);
    return !this.#resize.isDeferred;
  }

  get facts(): PodFacts {
    return {
      pod: this.pod,
      podIp: this.sandbox.ip ?? '',
      hostIp: this.node.address,
      nodeAllocatable: this.node.allocatable,
      seen: this.#seen,
    };
  }

  cause(reason: string, because?: number): Cause {
    const found = because ?? this.because;
    return { actor: `kubelet/${this.node.name}`, reason, ...(found === undefined ? {} : { because: found }) };
  }

  /** The Pod is to end: what waits for its volumes stops waiting, and no probe runs a command in it any more. */
  end(): void {
    this.#isEnding = true;
    this.#ending.notify();
    this.probes.cancelCommands();
  }

  /** Why what the Pod has written is too much, if it is. */
  storageExceeded(): string | undefined {
    return storageExceeded(this.pod, storageUse(this));
  }

  /** The Pod must go; its worker ends it. */
  evict({ message, annotations, condition }: EvictionOrder): void {
    this.#eviction = { reason: 'Evicted', message };
    this.#disruption = condition;
    tell(this, 'Warning', 'Evicted', message, annotations ? { annotations } : {});
  }

  /**
   * Makes what runs be what is wanted.
   * @source kubernetes/kubernetes pkg/kubelet/kubelet.go SyncPod
   */
  *sync(): Task<SyncOutcome> {
    const { runtime } = this;
    if (this.#wanted) this.#pod = this.#resize.granted(this.#wanted);
    if (this.#resize.isInProgress && !isResizeDue(this)) this.#resize.done();
    const status = this.#generate(runtime, 'going-on');
    this.status.set(this.pod, status, this.cause('its containers have changed'));
    if (isTerminal(status.phase)) return { result: 'terminal' };
    if (this.#isEnding) return { result: 'done', changed: 'unchanged' };
    if (isStaticPod(this.pod)) this.node.mirrors.reconcile(this.pod, this.because);
    const mounted = yield* mountVolumes(this, this.#mounted ? 'again' : 'first-time', this.#ending);
    if (!mounted) return { result: 'failed', until: undefined };
    this.#mounted = true;
    tellMissingPullSecrets(this);
    if (this.#isEnding) return { result: 'done', changed: 'unchanged' };
    this.probes.add(this.pod);
    if (isRestartingAll(status)) {
      yield* resetContainers(this, runtime);
      return { result: 'done', changed: 'reset' };
    }
    const actions = computePodActions({
      pod: this.pod,
      runtime,
      liveness: (id) => this.#results.get('liveness', id)?.verdict,
      startup: (id) => this.#results.get('startup', id)?.verdict,
      definition: definitionOf,
      resizeNeedsRestart: (container) => needsRestart(container, latest(runtime, container.name)?.resources),
    });
    return yield* this.#act(actions, runtime);
  }

  /** @source kubernetes/kubernetes pkg/kubelet/kubelet.go SyncTerminatingPod */
  *terminate(): Task<void> {
    const evicted = this.#eviction && { phase: 'Failed', ...this.#eviction };
    const why = this.#eviction ? `evicted: ${this.#eviction.message.split('. ', 1)[0] ?? ''}` : undefined;
    this.status.set(
      this.pod,
      { ...this.#generate(this.runtime, 'going-on'), ...evicted },
      this.cause(why ?? 'it is ending'),
    );
    this.#told = this.pod.status;
    this.probes.stopLivenessAndStartup(this.pod);
    yield* killRunning(this, this.runtime, this.grace);
    yield* this.sandbox.stop();
    if (this.#eviction) this.sandbox.forget();
    this.probes.stopAll();
    this.status.set(
      this.pod,
      this.#generate(this.sandbox.observe(), 'ended'),
      this.cause(why ?? 'all its containers have ended'),
    );
  }

  /** @source kubernetes/kubernetes pkg/kubelet/kubelet.go SyncTerminatedPod */
  *finish(): Task<void> {
    this.status.set(this.pod, this.#generate(this.runtime, 'ended'), this.cause('all its containers have ended'));
    if (this.pod.spec.volumes?.length) yield sleep(TIMING.unmount);
    this.status.finish(this.pod, this.#told ?? this.pod.status, this.cause('it is over'));
  }

  *#act(actions: PodActions, runtime: RuntimeStatus): Task<SyncOutcome> {
    let changed: 'changed' | 'unchanged' = 'unchanged';
    let failed = false;
    let until: Millis | undefined;
    if (actions.killPod && runtime.sandbox !== 'none') {
      if (this.sandbox.sandboxReady) changed = 'changed';
      if (actions.createSandbox)
        tell(this, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
      yield* killRunning(this, runtime, undefined);
      yield* this.sandbox.stop();
      if (!actions.createSandbox) return { result: 'done', changed };
    }
    for (const { id, message, reason } of actions.toKill) {
      const record = this.sandbox.byId(id);
      const because = reason === 'other' ? undefined : this.#results.get(reason, id)?.entry;
      if (record) yield* killContainer(this, record, { message, reason, because });
      changed = 'changed';
    }
    if (this.#resize.isInProgress) {
      const applied = applyResize(this, actions.toStart);
      if (!applied.ok) {
        this.#resize.failed(applied.problem);
        failed = true;
      } else if (applied.changed) changed = 'changed';
    }
    if (actions.createSandbox) {
      yield* this.sandbox.create(this.pod, hostnameOf(this.pod, this.node.name));
      this.status.setCondition(this.pod, readyToStartCondition(this.pod, true), this.cause('its sandbox is ready'));
      changed = 'changed';
    }
    for (const container of [...actions.ephemeralToStart, ...actions.initToStart, ...actions.toStart]) {
      const backoff = restartBackoff(this, container, runtime);
      if (backoff) until = Math.min(until ?? backoff.until, backoff.until);
      const problem = backoff ? backoff.why : yield* startContainer(this, container);
      if (!problem) {
        this.#reasons.delete(container.name);
        changed = 'changed';
        continue;
      }
      this.#reasons.set(container.name, problem);
      failed = true;
      if (actions.initToStart.includes(container) && container.restartPolicy !== 'Always') break;
    }
    if (!failed) this.#resize.done();
    return failed ? { result: 'failed', until } : { result: 'done', changed };
  }

  #generate(runtime: RuntimeStatus, ended: 'ended' | 'going-on'): PodStatus {
    const { clock } = this.node.context;
    return generateStatus({
      pod: this.pod,
      runtime,
      before: this.status.current ?? this.pod.status,
      reasons: this.#reasons,
      time: (t) => timestamp(clock, t),
      hostIp: this.node.address,
      eviction: this.#pastDeadline(),
      probed: this.probes.judge,
      own: [...this.#resize.conditions(this.pod), ...(this.#disruption ? [this.#disruption] : [])],
      ended,
    });
  }

  /** @source kubernetes/kubernetes pkg/kubelet/active_deadline.go ShouldEvict */
  #pastDeadline(): Eviction | undefined {
    const at = this.deadline;
    if (at === undefined || this.node.context.clock.now < at) return undefined;
    tell(this, 'Normal', PAST_DEADLINE.reason, PAST_DEADLINE.message);
    return PAST_DEADLINE;
  }

  /** When the Pod has been active long enough. */
  get deadline(): Millis | undefined {
    return deadlineOf(this.pod, this.status.current, this.node.context.clock);
  }
}
