import { Clock, type Seconds } from '../../clock.ts';
import { History } from '../../history.ts';
import { Random } from '../../random.ts';
import { Store } from '../../store.ts';
import { ClusterNetwork } from '../cluster-network.ts';
import { createFileSystem } from '../file-tree.ts';
import type { DirectoryNode, FileSystem } from '../filesystem.ts';
import type { HttpAnswer, Network, Server } from '../network.ts';
import { createProcessNamespace } from '../process-namespace.ts';
import type { ProcessNamespace, ProcessNamespaceOptions, ProcessSpec, RunningProcess, SignalName } from '../process.ts';
import type { Image } from './image.ts';

export interface ContainerOptions {
  /** Its Pod's name, by which containers started later find it; containers of one name share a network. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly user?: number;
  readonly readOnly?: true;
  readonly limits?: Pick<ProcessNamespaceOptions, 'memoryLimit' | 'cpuLimit'>;
  /** Directories mounted over its files, by path. */
  readonly mounts?: Readonly<Record<string, DirectoryNode>>;
}

/** A container of an image in a cluster that has nothing but a network; for tests of images. */
export interface TestContainer {
  readonly process: RunningProcess;
  readonly namespace: ProcessNamespace;
  readonly network: Network;
  readonly files: FileSystem;
  /** Standard output and error, as they came. */
  log(): string;
  server(port: number): Server | undefined;
  /** How the server on a port (8080) answers now. */
  ask(path: string, port?: number): HttpAnswer | 'refused';
  status(path: string, port?: number): number | 'refused' | 'hang' | 'reset';
  /** Sends a signal (the image's own) and waits for the end. @returns exit code and how many seconds it took */
  stop(signal?: SignalName): { readonly exit: number | undefined; readonly after: Seconds };
  /** As kubectl exec: runs until it ends, at most an hour. */
  run(...argv: readonly string[]): { readonly exit: number | undefined; readonly out: string; readonly err: string };
}

export interface TestCluster {
  readonly clock: Clock;
  start(image: Image, options?: ContainerOptions): TestContainer;
  /** Runs to a second of virtual time. */
  until(t: Seconds): void;
}

const HOUR = 3_600_000;

export function createTestCluster(): TestCluster {
  const clock = new Clock();
  const cluster = new ClusterNetwork(clock, new Store(clock, new History()), 1000);
  const networks = new Map<string, Network>();
  const networkOf = (name: string): Network => {
    const hostAliases = [...networks].map(([host, { address }]) => ({ ip: address, hostnames: [host] }));
    const found =
      networks.get(name) ??
      cluster.addPod({ namespace: 'default', name, uid: name }, { node: 'node-1', hostAliases }).network;
    networks.set(name, found);
    return found;
  };
  return {
    clock,
    until: (t) => clock.runUntil(t * 1000),
    start: (image, options = {}) => startContainer(clock, networkOf(options.name ?? 'pod'), image, options),
  };
}

function startContainer(clock: Clock, network: Network, image: Image, options: ContainerOptions): TestContainer {
  const files = createFileSystem(image.root(), { readOnly: options.readOnly === true });
  for (const [path, node] of Object.entries(options.mounts ?? {})) files.mount(path, node, { readOnly: false });
  const namespace = createProcessNamespace({
    clock,
    random: new Random(1),
    network,
    hostname: options.name ?? 'pod',
    ...options.limits,
  });
  let log = '';
  const spec: Omit<ProcessSpec, 'argv'> = {
    env: { ...image.env, ...options.env },
    cwd: image.workingDir,
    user: options.user ?? image.user,
    files,
    stdout: (text) => (log += text),
    stderr: (text) => (log += text),
  };
  const begin = (argv: readonly string[], more: Partial<ProcessSpec> = {}): RunningProcess => {
    const result = namespace.start({ argv, ...spec, ...more });
    if (!result.started) throw new Error(result.message);
    return result.process;
  };
  const ending = (process: RunningProcess): number | undefined => {
    const limit = clock.now + HOUR;
    for (
      let next = clock.next();
      process.exit === undefined && next !== undefined && next <= limit;
      next = clock.next()
    )
      clock.step();
    return process.exit;
  };
  const process = begin([
    ...(options.command ?? image.entrypoint),
    ...(options.args ?? (options.command ? [] : image.cmd)),
  ]);
  const server = (port: number): Server | undefined => {
    const connection = network.connect('127.0.0.1', port);
    return connection.connected ? connection.server : undefined;
  };
  const ask = (path: string, port = 8080): HttpAnswer | 'refused' => {
    const found = server(port);
    if (!found) return 'refused';
    return found.http?.({ method: 'GET', path, headers: {}, body: '', from: '10.244.0.9' }) ?? 'reset';
  };
  return {
    process,
    namespace,
    network,
    files,
    log: () => log,
    server,
    ask,
    status(path, port) {
      const answer = ask(path, port);
      return typeof answer === 'object' ? answer.status : answer === 'hang' || answer === 'refused' ? answer : 'reset';
    },
    stop(signal = image.stopSignal) {
      const from = clock.now;
      process.kill(signal);
      return { exit: ending(process), after: (clock.now - from) / 1000 };
    },
    run(...argv) {
      let out = '';
      let err = '';
      const child = begin(argv, { stdout: (text) => (out += text), stderr: (text) => (err += text) });
      return { exit: ending(child), out, err };
    },
  };
}
