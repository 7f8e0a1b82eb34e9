import { createApiServer } from '../../src/simulator/api/create-server.ts';
import { bootstrapObjects } from '../../src/simulator/bootstrap.ts';
import { Clock } from '../../src/simulator/clock.ts';
import { History } from '../../src/simulator/history.ts';
import type { ClusterAccess } from '../../src/simulator/kubectl/command.ts';
import { runLine } from '../../src/simulator/kubectl/kubectl.ts';
import { Random } from '../../src/simulator/random.ts';
import { Store } from '../../src/simulator/store.ts';
import { run } from '../../src/simulator/task.ts';

/** An API server with what every cluster has at first, and nothing else that runs. */
export function smallCluster(): ClusterAccess {
  const clock = new Clock();
  const history = new History('dropped');
  const store = new Store(clock, history);
  const random = new Random(1);
  for (const object of bootstrapObjects({ clock, random }))
    store.create(object, { actor: 'test', reason: 'every cluster has it' });
  return { clock, history, store, random, api: createApiServer({ clock, random, store }), node: () => undefined };
}

/** A command that takes longer than this, in virtual milliseconds, is not waited for. */
const LIMIT = 600_000;

/** Types a line and lets time run until it ends. */
export function typeLine(
  cluster: ClusterAccess,
  line: string,
  stdin: string,
): { readonly exit: number; readonly stdout: string; readonly stderr: string } {
  let [stdout, stderr] = ['', ''];
  let exit: number | undefined;
  const io = { stdin, out: (text: string) => void (stdout += text), err: (text: string) => void (stderr += text) };
  const task = run(cluster.clock, runLine(cluster, line, io), (code) => (exit = code));
  const end = cluster.clock.now + LIMIT;
  while (exit === undefined && (cluster.clock.next() ?? Infinity) <= end) cluster.clock.step();
  task.cancel();
  return { exit: exit ?? 124, stdout, stderr };
}
