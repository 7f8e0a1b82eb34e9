/** The lesson incident-room: the module's incidents as they happen and are mended, ten seconds a bar, from the exercises' own clusters and solutions. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import incidentDbCascade from '../../../graders/incident-db-cascade.ts';
import incidentGreedyJob from '../../../graders/incident-greedy-job.ts';
import incidentPriorityCascade from '../../../graders/incident-priority-cascade.ts';
import type { DiagnoseGrader } from '../../../graders/kit/grader.ts';
import { client, traffic } from '../../../graders/kit/index.ts';
import { trials } from '../../../graders/kit/judge.ts';
import type { HistoryEntry, KindOf, Pod, Seconds, WriteEntry } from '../../simulator/index.ts';
import { readExercise } from '../exercise-folder.ts';

/** Seconds that one bar stands for. */
export const BAR: Seconds = 10;

export interface Incident {
  /** When somebody came, and when their last command had ended, from the cluster's start. */
  readonly came: Seconds;
  readonly mended: Seconds;
  readonly until: Seconds;
  /** Requests that failed, bar by bar; undefined where nobody sends any. */
  readonly lost?: readonly number[];
  /** Replicas that are wanted and not ready at the end of each bar. */
  readonly unready: readonly number[];
  /** Warnings, and Pods that had to make room. */
  readonly events: readonly number[];
}

/** The checkout: the page's build has moved this file. */
const EXERCISES = pathToFileURL(join(process.cwd(), 'exercises/'));

interface Played {
  readonly incident: Incident;
  readonly entries: readonly HistoryEntry[];
}

interface Setting {
  /** Objects that the exercise does without. */
  readonly extra?: string;
  /** The only Deployment whose replicas are counted; all unless said. */
  readonly only?: string;
}

/** An exercise played with its solution. */
function played(id: string, grader: DiagnoseGrader, { extra = '', only }: Setting = {}): Played {
  const { files, solution } = readExercise(id, EXERCISES);
  const [name, variant] = Object.entries(grader.variants)[0]!;
  const objects = [variant.objects ?? '', extra].filter((text) => text !== '').join('---\n');
  if (solution.kind !== 'session') throw new Error(`${id} has no session`);
  const [tried] = trials({ ...grader, variants: { [name]: { ...variant, objects } } }, files, solution);
  const { run } = tried!;
  const { entries } = run.cluster.history;
  const came = run.history.zero / 1000;
  const until = Math.floor(run.cluster.clock.now / 1000 / BAR) * BAR;
  const bars = Array.from({ length: until / BAR }, (_, i) => i * BAR);
  const counted = (times: readonly Seconds[]): number[] =>
    bars.map((from) => times.filter((t) => t >= from && t < from + BAR).length);
  const { sent, failures } = traffic(run);
  return {
    entries,
    incident: {
      came,
      mended: came + run.handedIn,
      until,
      ...(sent > 0 ? { lost: counted(failures.map(({ at }) => at + came)) } : {}),
      unready: unreadyAt(
        entries,
        bars.map((from) => from + BAR),
        only,
      ),
      events: counted(entries.filter(isTrouble).map(({ at }) => at / 1000)),
    },
  };
}

const isWrite = (entry: HistoryEntry): entry is WriteEntry => entry.type === 'write';
const isTrouble = (entry: HistoryEntry): boolean => {
  if (!isWrite(entry) || entry.kind !== 'Event' || !entry.after) return false;
  const { type, reason } = entry.after as KindOf['Event'];
  return type === 'Warning' || reason === 'Preempted';
};

/** Replicas that all Deployments lack at some moments, in order. */
function unreadyAt(entries: readonly HistoryEntry[], moments: readonly Seconds[], only: string | undefined): number[] {
  const writes = entries.filter(
    (entry): entry is WriteEntry<'Deployment'> =>
      isWrite(entry) && entry.kind === 'Deployment' && (only === undefined || entry.key === `default/${only}`),
  );
  const now = new Map<string, number>();
  let next = 0;
  return moments.map((moment) => {
    for (; next < writes.length && writes[next]!.at <= moment * 1000; next++) {
      const { key, after } = writes[next]!;
      now.set(key, after ? lacking(after) : 0);
    }
    return [...now.values()].reduce((sum, n) => sum + n, 0);
  });
}
const lacking = ({ spec, status }: KindOf['Deployment']): number =>
  Math.max(0, (spec.replicas ?? 1) - (status.readyReplicas ?? 0));

/** How often Pods of an app turned to a state before somebody came. */
const turns = ({ entries, incident }: Played, app: string, state: (pod: Pod) => boolean): number =>
  entries.filter((entry) => {
    if (!isWrite(entry) || entry.kind !== 'Pod' || !entry.after || entry.at > incident.came * 1000) return false;
    const [before, after] = [entry.before as Pod | undefined, entry.after as Pod];
    return after.metadata.labels?.['app'] === app && state(after) && !(before && state(before));
  }).length;
/** Restarts of an app's containers before somebody came. */
const restarts = ({ entries, incident }: Played, app: string): number => {
  const counts = new Map<string, number>();
  for (const entry of entries)
    if (isWrite(entry) && entry.kind === 'Pod' && entry.after && entry.at <= incident.came * 1000) {
      const { metadata, status } = entry.after as Pod;
      if (metadata.labels?.['app'] === app) counts.set(metadata.uid, status.containerStatuses?.[0]?.restartCount ?? 0);
    }
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
};
const hasReason =
  (reason: string) =>
  ({ status }: Pod): boolean =>
    (status.conditions ?? []).some((c) => c.type === 'DisruptionTarget' && c.reason === reason);

const WEB_SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: 8080
`;

const cascade = played('incident-db-cascade', incidentDbCascade);
const greedy = played('incident-greedy-job', incidentGreedyJob, {
  extra: `${WEB_SERVICE}---\n${client({ target: 'web:80/', rps: 2, from: 15 })}`,
});
const priority = played('incident-priority-cascade', incidentPriorityCascade, { only: 'ingest' });

export const database = {
  board: cascade.incident,
  dbRestarts: restarts(cascade, 'db'),
  apiRestarts: restarts(cascade, 'api'),
  dnsRestarts: restarts(cascade, 'dns'),
};
export const job = {
  board: greedy.incident,
  evicted: turns(greedy, 'web', hasReason('TerminationByKubelet')),
};
export const cascadeOfPriorities = {
  board: priority.incident,
  preempted: turns(priority, 'ingest', hasReason('PreemptionByScheduler')),
};
