import type { Container, ContainerStatus, Pod, Probe } from '../api/schema/kinds.ts';
import type { ProbeKind } from '../history.ts';
import { Signal, type Task } from '../task.ts';
import type { ContainerRecord } from './container-record.ts';
import { tell, type PodOnNode } from './node-services.ts';
import { CANCELLED } from './exec.ts';
import { expand } from './expansion.ts';
import { containerFieldPath, podKey } from './pod-names.ts';
import type { PodStatusWriter } from './pod-status.ts';
import { KnownExec } from './probers/known-exec.ts';
import { execLook } from './probers/exec.ts';
import { grpcLook } from './probers/grpc.ts';
import { httpLook, type Look } from './probers/http.ts';
import { tcpLook } from './probers/tcp.ts';
import type { ProbeResults } from './probe-results.ts';
import { lasting, ProbeWorker, type ProbePlace } from './probe-worker.ts';

/** A look that fails for a reason of its own is tried again at once. @source pkg/kubelet/prober/prober.go maxProbeRetries */
const MOST_TRIES = 3;

/**
 * The probes of one Pod: a worker for each, and what they say of its containers.
 * @source kubernetes/kubernetes pkg/kubelet/prober/prober_manager.go
 */
export class PodProbes {
  readonly #on: PodOnNode;
  readonly #results: ProbeResults;
  readonly #status: PodStatusWriter;
  readonly #workers = new Map<string, ProbeWorker>();
  readonly #known = new Map<string, { readonly record: ContainerRecord; readonly known: KnownExec }>();

  #commandsCancelled = false;
  readonly #cancelled = new Signal();

  constructor(on: PodOnNode, results: ProbeResults, status: PodStatusWriter) {
    this.#on = on;
    this.#results = results;
    this.#status = status;
  }

  /** Starts the workers that are not there yet. */
  add(pod: Pod): void {
    const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
    for (const container of [...pod.spec.containers, ...sidecars]) {
      this.#start(container, 'startup', container.startupProbe);
      this.#start(container, 'readiness', container.readinessProbe);
      this.#start(container, 'liveness', container.livenessProbe);
    }
  }

  /**
   * The Pod is ending: liveness and startup of its containers count no more, those of its sidecars still do.
   * @source kubernetes/kubernetes pkg/kubelet/prober/prober_manager.go StopLivenessAndStartup
   */
  stopLivenessAndStartup({ spec }: Pod): void {
    for (const [key, worker] of this.#workers)
      if (worker.kind !== 'readiness' && spec.containers.some(({ name }) => name === worker.container.name)) {
        worker.retire();
        this.#workers.delete(key);
      }
  }

  stopAll(): void {
    for (const worker of this.#workers.values()) worker.stop();
    this.#workers.clear();
  }

  /**
   * The Pod's worker ends what it is at: exec probes run in its context, those over the network do not.
   * @source pkg/kubelet/pod_workers.go UpdatePod; pkg/kubelet/prober/prober_manager.go AddPod; recorded: stop/ready-while-stopping
   */
  cancelCommands(): void {
    this.#commandsCancelled = true;
    this.#cancelled.notify();
    this.stir();
  }

  /** The Pod or its status has changed: no worker sleeps on what it knew. */
  stir(): void {
    for (const worker of this.#workers.values()) worker.stir();
  }

  /** Whether a container counts as started and ready; a readiness probe that has not said so is asked at once. */
  judge = (status: ContainerStatus): { readonly started: boolean; readonly ready: boolean } => {
    const id = status.containerID ?? '';
    if (!status.state?.running) return { started: false, ready: false };
    const startup = this.#results.get('startup', id);
    const started = startup
      ? startup.verdict === 'success'
      : status.started === true || !this.#workers.has(`${status.name}/startup`);
    if (!started) return { started, ready: false };
    if (this.#results.get('readiness', id)?.verdict === 'success') return { started, ready: true };
    const worker = this.#workers.get(`${status.name}/readiness`);
    worker?.trigger();
    return { started, ready: !worker };
  };

  #start(container: Container, kind: ProbeKind, probe: Probe | undefined): void {
    const key = `${container.name}/${kind}`;
    if (!probe || this.#workers.has(key)) return;
    this.#workers.set(key, new ProbeWorker(this.#place(key, kind), container, kind, probe));
  }

  #place(key: string, of: ProbeKind): ProbePlace {
    const on = this.#on;
    const { clock, history } = on.node.context;
    return {
      clock,
      pod: () => on.pod,
      status: () => this.#status.current,
      results: this.#results,
      look: (container, kind, probe, id) => this.#look(container, kind, probe, id),
      known: (container, kind, id) => {
        const record = on.sandbox.byId(id);
        return record && this.#recall(container, kind, record);
      },
      told: (container, kind, look, at, { inARow, period, threshold }) => {
        const result = look.result === 'warning' ? 'success' : look.result;
        const entry = history.record({
          type: 'probe',
          at,
          last: at,
          period,
          pod: podKey(on.pod),
          container: container.name,
          probe: kind,
          result,
          output: look.output,
          inARow,
          threshold,
        });
        this.#event(container, kind, look, entry);
        return entry;
      },
      ended: (id) => {
        this.#workers.delete(key);
        this.#results.remove(of, id);
      },
      extended: (entry, last, inARow) => history.extendProbe(entry, last, inARow),
      onNetworkChange: (wake) => on.sandbox.network?.changed?.wait(wake) ?? (() => undefined),
    };
  }

  #event(container: Container, kind: ProbeKind, look: Look, because: number): void {
    const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}`;
    const fieldPath = containerFieldPath(this.#on.pod, container.name);
    if (look.result === 'failure')
      tell(this.#on, 'Warning', 'Unhealthy', `${name} probe failed: ${look.output}`, { fieldPath, because });
    else if (look.result === 'unknown')
      tell(this.#on, 'Warning', 'Unhealthy', `${name} probe errored and resulted in unknown state: ${look.output}`, {
        fieldPath,
        because,
      });
    else if (look.result === 'warning')
      tell(this.#on, 'Warning', 'ProbeWarning', `${name} probe warning: ${look.output}`, { fieldPath, because });
  }

  #recall(container: Container, kind: ProbeKind, record: ContainerRecord): Look | undefined {
    const held = this.#known.get(`${container.name}/${kind}`);
    if (this.#commandsCancelled || held?.record !== record || record.process?.exit !== undefined) return undefined;
    return held.known.recall(record.files);
  }

  /** What is known of an exec probe's command in this container. */
  #knownExec(container: Container, kind: ProbeKind, argv: readonly string[], record: ContainerRecord): KnownExec {
    const key = `${container.name}/${kind}`;
    const held = this.#known.get(key);
    if (held?.record === record) return held.known;
    const known = new KnownExec(argv);
    this.#known.set(key, { record, known });
    return known;
  }

  *#look(container: Container, kind: ProbeKind, probe: Probe, id: string): Task<Look> {
    const { node, sandbox } = this.#on;
    const { clock, random } = node.context;
    const timeout = (probe.timeoutSeconds ?? 1) * 1000;
    const ip = sandbox.ip ?? '';
    if (probe.exec) {
      const record = sandbox.byId(id);
      if (!record) return { result: 'unknown', output: 'container not found', took: 0 };
      const recalled = this.#recall(container, kind, record);
      if (recalled) return recalled;
      const command = staticallyExpanded(probe.exec.command ?? [], container);
      let look: Look = { result: 'unknown', output: CANCELLED, took: 0 };
      for (let tries = 0; tries < MOST_TRIES && look.result === 'unknown' && !this.#commandsCancelled; tries++)
        look = yield* execLook(clock, random, record, { command }, timeout, this.#cancelled);
      this.#knownExec(container, kind, command, record).remember(record.files, look);
      return look;
    }
    if (probe.httpGet)
      return yield* lasting(httpLook(node.network, probe.httpGet, container, ip, timeout, node.address));
    if (probe.tcpSocket) return yield* lasting(tcpLook(node.network, probe.tcpSocket, container, ip, timeout));
    if (probe.grpc) return yield* lasting(grpcLook(node.network, probe.grpc, ip, timeout));
    return { result: 'unknown', output: 'missing probe handler', took: 0 };
  }
}

/**
 * A probe's command knows the values that its container's definition gives itself, not those from elsewhere.
 * @source kubernetes/kubernetes pkg/kubelet/container/helpers.go ExpandContainerCommandOnlyStatic
 */
function staticallyExpanded(command: readonly string[], { env }: Container): readonly string[] {
  if (!command.some((word) => word.includes('$'))) return command;
  const values = new Map((env ?? []).map(({ name, value }) => [name, value ?? '']));
  return command.map((word) => expand(word, (name) => values.get(name)));
}
