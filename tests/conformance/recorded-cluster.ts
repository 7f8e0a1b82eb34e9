import { createApiServer } from '../../src/simulator/api/create-server.ts';
import type { Deployment, KubeObject } from '../../src/simulator/api/schema/kinds.ts';
import { startControllers } from '../../src/simulator/controllers/controllers.ts';
import { createRecorder, type EventSource } from '../../src/simulator/events.ts';
import { Clock } from '../../src/simulator/clock.ts';
import { History } from '../../src/simulator/history.ts';
import type { ClusterAccess } from '../../src/simulator/kubectl/command.ts';
import { runLine } from '../../src/simulator/kubectl/kubectl.ts';
import { Random } from '../../src/simulator/random.ts';
import { startScheduler } from '../../src/simulator/scheduler/scheduler.ts';
import { Store } from '../../src/simulator/store.ts';
import { run } from '../../src/simulator/task.ts';
import { runFakeNodes } from './fake-nodes.ts';

export interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that takes longer than this is not waited for. */
const LIMIT = 600_000;

/** As `say`, in a cluster that lives: the scheduler, the controllers and nodes that say they run what they are given. */
export function sayAlive(objects: readonly KubeObject[], command: string, now: number, stdin = ''): Said {
  const cluster = recordedCluster(objects, now);
  const { clock, random, store } = cluster;
  const context = { ...cluster, recorder: (source: EventSource) => createRecorder({ clock, random, store }, source) };
  startScheduler(context);
  startControllers(context);
  runFakeNodes(context);
  hearOfUnfinished(cluster.store, now);
  return type(cluster, command, stdin);
}

const WORKLOADS = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'] as const;
/** A Deployment that has not moved for so long moves next when its progress deadline is over. */
const QUIET = 2000;

/**
 * The controllers hear of what they had still to look at when the command was typed: what had changed a moment before,
 * and Deployments that wait for their deadline. Nothing of the objects changes.
 */
function hearOfUnfinished(store: Store, now: number): void {
  for (const kind of WORKLOADS)
    for (const object of store.list(kind)) {
      const isUnseen = (object.status?.observedGeneration ?? 0) < (object.metadata.generation ?? 0);
      if (!isUnseen && !(object.kind === 'Deployment' && isQuiet(object, now))) continue;
      store.update(object, { actor: 'kubectl', reason: 'what was done before this command' });
      store.load([object]);
    }
}

function isQuiet({ status }: Deployment, now: number): boolean {
  const progress = status?.conditions?.find(({ type }) => type === 'Progressing');
  const moves = progress?.status === 'True' && progress.reason !== 'NewReplicaSetAvailable';
  return moves && now - Date.parse(progress.lastUpdateTime ?? '') >= QUIET;
}

/** What a command says in a cluster that holds recorded objects and where nothing else runs. @param now - milliseconds since 1970 */
export function say(objects: readonly KubeObject[], command: string, now: number, stdin = ''): Said {
  return type(recordedCluster(objects, now), command, stdin);
}

function recordedCluster(objects: readonly KubeObject[], now: number): ClusterAccess {
  const clock = new Clock(now);
  const history = new History('dropped');
  const store = new Store(clock, history);
  store.load(objects);
  const random = new Random(1);
  return { clock, history, store, random, api: createApiServer({ clock, random, store }), node: () => undefined };
}

function type(cluster: ClusterAccess, command: string, stdin: string): Said {
  let [stdout, stderr] = ['', ''];
  let exit: number | undefined;
  const io = { stdin, out: (text: string) => void (stdout += text), err: (text: string) => void (stderr += text) };
  run(cluster.clock, runLine(cluster, command, io), (code) => (exit = code));
  const end = cluster.clock.now + LIMIT;
  for (
    let next = cluster.clock.next();
    exit === undefined && next !== undefined && next <= end;
    next = cluster.clock.next()
  )
    cluster.clock.step();
  return { exit: exit ?? 124, stdout, stderr };
}

/** As `say`, with what it would say a second later: ages may be a second off. */
export function sayTwice(
  objects: readonly KubeObject[],
  command: string,
  now: number,
): Said & { readonly later: Pick<Said, 'stdout'> } {
  return { ...say(objects, command, now), later: { stdout: say(objects, command, now + 1000).stdout } };
}
