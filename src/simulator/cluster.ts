import type { KubeObject } from './api/schema/kinds.ts';
import type { ApiServer } from './api/server.ts';
import { createApiServer } from './api/create-server.ts';
import { Clock, type Millis } from './clock.ts';
import type { ComponentContext } from './component.ts';
import { startKubernetesService } from './controllers/kubernetes-service.ts';
import { startControllers, type ControllerName } from './controllers/controllers.ts';
import { createRecorder } from './events.ts';
import { History } from './history.ts';
import type { NodeOutages, NodeRuntime } from './kubelet/node-runtime.ts';
import { startKubelet } from './kubelet/kubelet.ts';
import type { ClusterAccess } from './kubectl/command.ts';
import { hearCodes, type Codes } from './kubectl/hear-codes.ts';
import { runLine } from './kubectl/kubectl.ts';
import { bootstrapObjects } from './bootstrap.ts';
import { nodeObject, type NodeSpec } from './node.ts';
import { Random } from './random.ts';
import { ClusterNetwork } from './runtime/cluster-network.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import { Store } from './store.ts';
import { run } from './task.ts';

export interface ClusterOptions {
  /** Same seed and same inputs: same history. */
  readonly seed?: number;
  /** Milliseconds since 1970 at the cluster's second 0. */
  readonly epoch?: number;
  readonly history?: 'kept' | 'dropped';
  readonly nodes?: readonly NodeSpec[];
  /** Time from an EndpointSlice's change to clients using it. */
  readonly endpointPropagation?: Millis;
  /** How long a node may say nothing until it is given up: 50 s unless said. */
  readonly nodeMonitorGracePeriod?: Millis;
  /** A container's start takes up to `most` longer, by chance of its own; nothing unless said. */
  readonly startJitter?: { readonly most: Millis; readonly seed: number };
  /** A mutating admission webhook for objects that are created. */
  readonly webhook?: (object: KubeObject) => KubeObject;
  /** Objects in the store and entries in the history, past which a RuntimeLimit is thrown; none unless said. */
  readonly limits?: { readonly objects: number; readonly entries: number };
  /** Which parts run; all unless said. */
  readonly run?: {
    readonly scheduler?: false;
    readonly kubelets?: false;
    readonly controllers?: false | readonly ControllerName[];
    /** The API server's own Service. */
    readonly kubernetesService?: false;
  };
}

export interface CommandResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The codes of the field errors that stderr tells, where there are any. */
  readonly codes?: Codes;
}

export interface OutsideRequest {
  readonly address: string;
  readonly port: number;
  readonly path: string;
  /** Virtual milliseconds until the asker gives up. */
  readonly timeout: Millis;
}

export interface OutsideReply {
  readonly status?: number;
  readonly body?: string;
  readonly failed?: 'refused' | 'timeout' | 'no-route' | 'reset';
}

/** A whole cluster on virtual time: nothing happens but by `kubectl`, `runUntil` or the API. */
export class Cluster implements ClusterAccess {
  readonly clock: Clock;
  readonly random: Random;
  readonly history: History;
  readonly store: Store;
  readonly api: ApiServer;
  readonly network: ClusterNetwork;
  readonly #context: ComponentContext;
  readonly #runtimes = new Map<string, NodeRuntime & NodeOutages>();
  readonly #kubelets: boolean;

  constructor(options: ClusterOptions = {}) {
    this.clock = new Clock(options.epoch);
    this.random = new Random(options.seed ?? 1);
    this.history = new History(options.history ?? 'kept', options.limits?.entries);
    this.store = new Store(this.clock, this.history, options.limits?.objects);
    this.api = createApiServer({
      clock: this.clock,
      random: this.random,
      store: this.store,
      webhook: options.webhook,
    });
    this.network = new ClusterNetwork(this.clock, this.store, options.endpointPropagation ?? 1000);
    this.#context = {
      clock: this.clock,
      random: this.random,
      store: this.store,
      history: this.history,
      api: this.api,
      recorder: (source) => createRecorder({ clock: this.clock, random: this.random, store: this.store }, source),
      ...(options.nodeMonitorGracePeriod === undefined
        ? {}
        : { nodeMonitorGracePeriod: options.nodeMonitorGracePeriod }),
      ...(options.startJitter ? { startJitter: jitter(options.startJitter) } : {}),
    };
    this.#kubelets = options.run?.kubelets !== false;
    for (const object of bootstrapObjects(this.#context))
      this.store.create(object, { actor: 'cluster', reason: 'it is set up' });
    if (options.run?.kubernetesService !== false) startKubernetesService(this.#context);
    for (const node of options.nodes ?? []) this.addNode(node);
    if (options.run?.scheduler !== false) startScheduler(this.#context);
    if (options.run?.controllers !== false) startControllers(this.#context, options.run?.controllers);
  }

  /** A node joins: its object is stored and, where kubelets run, its kubelet starts. */
  addNode(spec: NodeSpec): void {
    const at = this.store.count('Node') + 2;
    const address = `172.18.${at >> 8}.${at & 255}`;
    const node = this.store.create<'Node'>(nodeObject(this.#context, spec, address), {
      actor: `kubelet/${spec.name}`,
      reason: 'the node registers itself',
    });
    if (this.#kubelets)
      this.#runtimes.set(
        spec.name,
        startKubelet(this.#context, {
          node,
          network: this.network,
          images: spec.cachedImages ?? 'all',
          pullRate: spec.pullRate,
          manifests: spec.manifests,
          eviction: spec.eviction,
        }),
      );
  }

  readonly node = (name: string): NodeRuntime | undefined => this.#runtimes.get(name);

  /** What can befall a node as a whole. */
  readonly outages = (name: string): NodeOutages | undefined => this.#runtimes.get(name);

  /** Types a line at a terminal and lets time run until it ends, at most `limit` longer (then exit is 124). */
  kubectl(line: string, stdin = '', limit: Millis = 600_000): CommandResult {
    let stdout = '';
    let stderr = '';
    let exit: number | undefined;
    const out = (text: string): void => void (stdout += text);
    const err = (text: string): void => void (stderr += text);
    const { clock, random, store, history, node } = this;
    const { api, codes, explain } = hearCodes(this.api);
    const access: ClusterAccess = { clock, random, store, history, api, node };
    const task = run(this.clock, runLine(access, line, { stdin, out, err, explain }), (code) => (exit = code));
    const end = this.clock.now + limit;
    for (
      let next = this.clock.next();
      exit === undefined && next !== undefined && next <= end;
      next = this.clock.next()
    )
      this.clock.step();
    task.cancel();
    this.history.record({ type: 'command', at: this.clock.now, line, exit: exit ?? 124 });
    return { exit: exit ?? 124, stdout, stderr, ...(codes.size > 0 ? { codes } : {}) };
  }

  /** Types a line without waiting for its end: it runs as time runs; `done` hears how it ended. */
  start(line: string, stdin = '', done?: (result: CommandResult) => void): void {
    let stdout = '';
    let stderr = '';
    const out = (text: string): void => void (stdout += text);
    const err = (text: string): void => void (stderr += text);
    run(this.clock, runLine(this, line, { stdin, out, err }), (exit) => {
      this.history.record({ type: 'command', at: this.clock.now, line, exit });
      done?.({ exit, stdout, stderr });
    });
  }

  /**
   * Types a line that runs on as time runs.
   * @param wrote - hears each piece of its output
   * @returns what Ctrl-C does: ends it where it waits, and `done` then hears 130
   */
  follow(line: string, stdin: string, wrote: (text: string) => void, done: (exit: number) => void): () => void {
    const end = (exit: number): void => {
      this.history.record({ type: 'command', at: this.clock.now, line, exit });
      done(exit);
    };
    const task = run(this.clock, runLine(this, line, { stdin, out: wrote, err: wrote }), end);
    return () => {
      if (task.done) return;
      task.cancel();
      end(130);
    };
  }

  /** Sends one HTTP GET from outside every Pod, as a node would; `done` hears the answer, or why there is none. */
  request({ address, port, path, timeout }: OutsideRequest, done: (reply: OutsideReply) => void): void {
    const connection = this.network.fromNode('').connect(address, port);
    if (!connection.connected) {
      if (connection.why === 'refused') done({ failed: 'refused' });
      else this.clock.after(timeout, () => done({ failed: connection.why }));
      return;
    }
    const answer =
      connection.server.http?.({ method: 'GET', path, headers: {}, body: '', from: '10.0.0.1' }) ?? 'reset';
    if (typeof answer === 'string' && answer !== 'hang') done({ failed: 'reset' });
    else if (answer === 'hang' || answer.after > timeout) this.clock.after(timeout, () => done({ failed: 'timeout' }));
    else this.clock.after(answer.after, () => done({ status: answer.status, body: answer.body }));
  }

  /** Lets time run to a point counted from the cluster's start. */
  runUntil(t: Millis): void {
    this.clock.runUntil(t);
  }
}

/** A random source apart from the cluster's: names and choices stay what they are without it. */
function jitter({ most, seed }: NonNullable<ClusterOptions['startJitter']>): () => Millis {
  const random = new Random(seed);
  return () => random.int(most + 1);
}
