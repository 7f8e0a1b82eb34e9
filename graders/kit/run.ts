import {
  Cluster,
  type ClusterOptions,
  type CommandResult,
  type Millis,
  type Seconds,
} from '../../src/simulator/index.ts';
import { pictureOf } from '../../src/figures/picture-of.ts';
import type { Picture } from '../../src/figures/picture.ts';
import type { Action, HttpReply } from './actions.ts';
import { millis } from './duration.ts';
import type { ClusterGrader, Run, Variant } from './grader.ts';
import { HistoryView } from './history-view.ts';
import { settingEnv } from './image-env.ts';
import { podsOfLearner } from './learner-pods.ts';
import type { Applied } from './manifest.ts';

/** A variant's cluster as the learner meets it; `zero` is the moment of apply on its clock. */
export interface Prepared {
  readonly cluster: Cluster;
  readonly zero: Millis;
  readonly replies: Map<string, { readonly reply: HttpReply | CommandResult; readonly at: Millis }>;
}

/** Time in which a cluster's own objects settle before a learner comes, unless the variant says otherwise. */
const SETTLING = '10s';

/** What a submission may make of a cluster: more than any exercise needs, little enough to be answered at once. */
const LIMITS = { objects: 500, entries: 100_000 };

/** What the suite varies, and no check may hang on: chance, and how long containers take to start. */
export type Conditions = Pick<ClusterOptions, 'seed' | 'startJitter'>;

/** Throws where cluster.yaml or the variant's objects are refused: the exercise's own mistake. */
export function prepare(clusterYaml: string, variant: Variant, conditions: Conditions = {}): Prepared {
  const cluster = new Cluster({
    ...conditions,
    nodes: variant.cluster,
    limits: LIMITS,
    ...(variant.propagation ? { endpointPropagation: millis(variant.propagation) } : {}),
    ...(variant.env ? { webhook: settingEnv(variant.env) } : {}),
  });
  for (const start of variant.controllers ?? []) start(cluster);
  for (const objects of [clusterYaml, variant.objects ?? '']) {
    if (objects.trim() === '') continue;
    const { exit, stderr } = cluster.kubectl('kubectl apply -f -', objects);
    if (exit !== 0) throw new Error(`the exercise's own objects are refused: ${stderr}`);
  }
  const zero = millis(variant.before ?? SETTLING);
  if (cluster.clock.now > zero)
    throw new Error(`setting up took until ${cluster.clock.now} ms, after the learner comes at ${zero}`);
  const prepared: Prepared = { cluster, zero, replies: new Map() };
  schedule(prepared, variant.earlier ?? [], 0);
  cluster.runUntil(zero);
  schedule(prepared, variant.actions ?? [], zero);
  return prepared;
}

/** @param from - what the actions' times count from */
export function schedule({ cluster, replies }: Prepared, actions: readonly Action[], from: Millis): void {
  for (const { after, deed } of actions)
    cluster.clock.at(from + after, () =>
      deed.run(cluster, (reply) => void (deed.name && replies.set(deed.name, { reply, at: cluster.clock.now }))),
    );
}

/** The ended run as checks see it. */
export function ended(
  { cluster, zero, replies }: Prepared,
  handedIn: Millis = zero,
  found: Readonly<Record<string, string>> = {},
  applied: readonly Applied[] = [],
): Run {
  const history = new HistoryView(cluster.history.entries, zero, cluster.clock.now);
  const kept = (name: string): { readonly reply: HttpReply | CommandResult; readonly at: Millis } => {
    const found = replies.get(name);
    if (!found) throw new Error(`no action ${name} was answered`);
    return found;
  };
  return {
    cluster,
    history,
    handedIn: (handedIn - zero) / 1000,
    found,
    applied,
    reply(name) {
      const { reply, at: when } = kept(name);
      if ('exit' in reply) throw new Error(`${name} is a command: ask what it printed`);
      const { status, failed, body } = reply;
      const at = history.since(when);
      return {
        holds: status !== undefined,
        reply,
        facts: { answer: status ?? failed ?? '–', body: body ?? '', t: at },
        at,
      };
    },
    printed(name) {
      const { reply, at: when } = kept(name);
      if (!('exit' in reply)) throw new Error(`${name} is a request: ask for its reply`);
      const at = history.since(when);
      return {
        ...reply,
        holds: reply.exit === 0,
        facts: { exit: reply.exit, output: (reply.stdout + reply.stderr).trim() || '–', t: at },
        at,
      };
    },
  };
}

/** Where a run's picture begins: at the moment of apply, but in a diagnose exercise with the cluster, whose past is the clue. */
const begins = (grader: ClusterGrader, { zero }: Prepared): Millis => (grader.type === 'diagnose' ? 0 : zero);

/**
 * A run so far, as figures draw it.
 * @param handedIn - until when a terminal's commands are the learner's
 */
export function drawn(grader: ClusterGrader, prepared: Prepared, handedIn = Infinity): Picture {
  const { cluster, zero } = prepared;
  return pictureOf(cluster.history, {
    from: begins(grader, prepared),
    until: cluster.clock.now,
    ...(grader.type === 'diagnose' ? { mine: podsOfLearner(cluster.history.entries, zero, handedIn) } : {}),
  });
}

/** A second from apply as a second of the picture. */
export const picturedAt = (grader: ClusterGrader, prepared: Prepared, at: Seconds): Seconds =>
  at + (prepared.zero - begins(grader, prepared)) / 1000;
