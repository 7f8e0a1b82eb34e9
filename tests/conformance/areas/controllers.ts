import type { JsonObject } from '../../../src/simulator/api/json.ts';
import { Clock } from '../../../src/simulator/clock.ts';
import { Cluster } from '../../../src/simulator/cluster.ts';
import { runWords } from '../../../src/simulator/kubectl/kubectl.ts';
import type { NodeSpec } from '../../../src/simulator/node.ts';
import { run } from '../../../src/simulator/task.ts';
import { podNamed, wordsOf, type Action } from '../actions.ts';
import type { Area, Case } from '../area.ts';
import { sampleOf } from '../controllers-sample.ts';
import { type RecordedNode, runFakeNodes, silence, turnReady } from '../fake-nodes.ts';
import { namesByAppearance } from '../names-by-appearance.ts';

interface Question extends Case {
  readonly nodes: readonly (string | RecordedNode)[];
  readonly seconds: number;
  readonly objects: readonly JsonObject[];
  readonly actions: readonly Action[];
  readonly sampleTimes: readonly number[];
  /** Second of a minute at which the case begins. */
  readonly startAtSecond?: number;
}

/** The nodes have been there for a while when a case begins. */
const SETTLED = 10_000;
/** The recorded cases began anywhere in a second. */
const PART_OF_SECOND = 500;
/** As the recordings' controller manager was told. */
const NODE_MONITOR_GRACE_PERIOD = 20_000;
/** From typing a command until its request is at the API server. */
const KUBECTL_STARTS = 150;
/** From one `kubectl apply` to the next, as the recordings' first events have it: 130 to 580 ms. */
const APPLY_TAKES = 250;

export const area: Area = {
  answers: ['samples', 'events'],
  answer(asked) {
    const question = asked as Question;
    const { nodes, objects, actions, sampleTimes, seconds, startAtSecond = 0 } = question;
    const cluster = new Cluster({
      nodes: nodes.map(nodeSpec),
      run: { kubelets: false, kubernetesService: false }, // each was recorded in a namespace of its own
      nodeMonitorGracePeriod: NODE_MONITOR_GRACE_PERIOD,
      epoch: Clock.EPOCH + startAtSecond * 1000 - SETTLED + PART_OF_SECOND,
    });
    runFakeNodes(cluster);
    cluster.runUntil(SETTLED);
    const { clock } = cluster;
    const begin = clock.now;
    const outputs: unknown[] = [];
    const samples: unknown[] = [];
    for (const t of sampleTimes) clock.at(begin + t * 1000, () => samples.push({ t, objects: sampleOf(cluster) }));
    for (const [i, object] of objects.entries())
      clock.at(begin + i * APPLY_TAKES, () => act(cluster, { at: 0, apply: object }, outputs));
    for (const action of actions) clock.at(begin + action.at * 1000, () => act(cluster, action, outputs));
    cluster.runUntil(begin + seconds * 1000);
    const rename = namesByAppearance(cluster.history.entries);
    return rename({ samples, events: eventsOf(cluster, begin), outputs }) as Record<string, unknown>;
  },
};

function nodeSpec(node: string | RecordedNode): NodeSpec {
  if (typeof node === 'string') return { name: node };
  const { name, labels, taints, ...amounts } = node;
  return { name, capacity: { ...amounts }, ...(labels ? { labels } : {}), ...(taints ? { taints } : {}) };
}

function act(cluster: Cluster, action: Action, outputs: unknown[]): void {
  const { at } = action;
  if (action.nodeNotReady) return turnReady(cluster, action.nodeNotReady, 'False');
  if (action.nodeReady) return turnReady(cluster, action.nodeReady, 'True');
  if (action.nodeSilent) return silence(cluster, action.nodeSilent);
  if (action.evict) return evict(cluster, at, podNamed(cluster.store.list('Pod'), action.evict), outputs);
  const words = wordsOf(action, cluster.store.list('Pod'));
  const said = { at, command: ['kubectl', ...words].join(' '), exit: -1, stdout: '', stderr: '' };
  outputs.push(said);
  const io = {
    stdin: action.apply ? JSON.stringify(action.apply) : '',
    out: (text: string) => void (said.stdout += text),
    err: (text: string) => void (said.stderr += text),
  };
  cluster.clock.after(KUBECTL_STARTS, () =>
    run(cluster.clock, runWords(cluster, ['kubectl', ...words], io), (exit) => (said.exit = exit)),
  );
}

function evict(cluster: Cluster, at: number, name: string, outputs: unknown[]): void {
  const answer = cluster.api.evict('default', name, {}, { cause: { actor: 'you', reason: 'you evict it' } });
  outputs.push({
    at,
    evict: name,
    ...(answer.ok ? { status: 201 } : { status: answer.error.code, message: answer.error.message }),
  });
}

/** Each event as it was written, and again each time it was counted. */
function eventsOf(cluster: Cluster, begin: number): unknown[] {
  return cluster.history.entries.flatMap((entry) => {
    if (entry.type !== 'write' || entry.after?.kind !== 'Event' || entry.at < begin) return [];
    const { type, reason, message, involvedObject, count } = entry.after;
    const t = Math.round((entry.at - begin) / 10) / 100;
    return [
      {
        t,
        type,
        reason,
        message,
        about: `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`,
        count: count ?? 1,
      },
    ];
  });
}
