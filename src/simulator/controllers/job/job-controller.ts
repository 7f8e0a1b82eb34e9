import type { Job, JobCondition, JobStatus, Pod } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import type { Millis } from '../../clock.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { timestamp } from '../../timestamp.ts';
import { claim, controllerOf, indexByController, ownedBy } from '../ownership.ts';
import { isNamespaceEnding, podControl, slowStart } from '../pod-control.ts';
import { isReady } from '../pod-state.ts';
import { watchPodsOf } from '../pod-watch.ts';
import { comparePods } from '../replicaset/victims.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { indexOf, pendingIndexes } from './indexes.ts';
import { jobPod } from './job-pod.ts';
import {
  completedText,
  finishOf,
  isDone,
  isIndexed,
  isTracked,
  progressOf,
  TRACKING,
  untilDeadline,
  wantedActive,
  type Finish,
  type Progress,
} from './job-progress.ts';
import { NO_FAILURES, untilNextPod, withEnded, type Failures } from './pod-backoff.ts';

const ACTOR = 'job-controller';
/** Changes of Pods and statuses are looked at together. @source kubernetes/kubernetes pkg/controller/job/job_controller.go syncJobBatchPeriod */
const BATCH: Millis = 1000;
/** Most Pods created at once. */
const BURST = 500;

/**
 * Runs Pods until enough have succeeded.
 * Not simulated: backoffLimitPerIndex with maxFailedIndexes, elastic indexed Jobs, managedBy.
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go
 */
export function startJobController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
  const pods = podControl(context, recorder);
  const failures = new Map<string, Failures>();
  indexByController(context, 'Pod');
  const queue = new WorkQueue(clock, sync);
  store.watch('Job', (change) => {
    const key = keyOf(change.object);
    if (change.type === 'deleted') {
      failures.delete(change.object.metadata.uid);
      for (const pod of ownedBy(context, 'Pod', change.object.metadata.uid))
        letGo(pod, { actor: ACTOR, reason: 'its Job is gone', because: change.entry });
    } else if (change.type === 'modified' && change.before.metadata.generation === change.object.metadata.generation)
      queue.addAfter(key, BATCH, change.entry);
    else queue.add(key, change.entry);
  });
  watchPodsOf(context, 'Job', (job, because) => queue.addAfter(keyOf(job), BATCH, because));
  store.watch('Pod', (change) => {
    const pod = change.object;
    const owner = controllerOf(pod);
    if (change.type === 'deleted' || !isTracked(pod) || owner?.kind !== 'Job') return;
    const job = store.get('Job', pod.metadata.namespace, owner.name);
    if (job?.metadata.uid !== owner.uid) letGo(pod, { actor: ACTOR, reason: 'its Job is gone', because: change.entry });
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const job = store.get('Job', namespace, name);
    if (!job || isFinished(job)) return 'done';
    const now = clock.epoch + clock.now;
    const cause = (reason: string): Cause => ({ actor: ACTOR, reason, because });
    const begun =
      job.status.startTime || job.spec.suspend
        ? job
        : { ...job, status: { ...job.status, startTime: timestamp(clock) } };
    const { claimed } = claim(context, 'Pod', begun, begun.spec.selector, cause('its labels match those of the Job'));
    const progress = progressOf(begun, claimed);
    const uid = job.metadata.uid;
    failures.set(uid, withEnded(failures.get(uid) ?? NO_FAILURES, progress.newSucceeded, progress.newFailed, now));

    const asked = finishOf(begun, claimed, progress, now);
    const managed = asked ? end(begun, progress, cause) : manage(begun, progress, key, now, because, cause);
    const finish =
      asked ??
      (managed.outcome === 'done' &&
      isDone(begun, progress.succeeded, managed.active) &&
      !begun.metadata.deletionTimestamp
        ? REACHED
        : undefined);
    const terminating = progress.terminating + managed.deleted;
    count(begun, claimed, progress, finish, { ...managed, terminating }, cause);
    const left = untilDeadline(begun, now);
    if (!finish && left !== undefined) queue.addAfter(key, left, because);
    return managed.outcome;
  }

  interface Managed {
    readonly active: number;
    readonly deleted: number;
    readonly outcome: Outcome;
  }

  /** The Job is over: what still runs has to go. */
  function end(job: Job, { active }: Progress, cause: (reason: string) => Cause): Managed {
    const gone = active.filter((pod) => pods.remove(pod, job, cause('its Job is over'))).length;
    return { active: active.length - gone, deleted: gone, outcome: gone < active.length ? 'failed' : 'done' };
  }

  /** @source job_controller.go manageJob */
  function manage(
    job: Job,
    progress: Progress,
    key: string,
    now: Millis,
    because: number | undefined,
    cause: (reason: string) => Cause,
  ): Managed {
    const { active, terminating, completedIndexes } = progress;
    const wanted = job.spec.suspend ? 0 : wantedActive(job, progress);
    if (job.metadata.deletionTimestamp) return { active: active.length, deleted: 0, outcome: 'done' };
    const tooMany = active.length - wanted;
    if (tooMany > 0) {
      const victims = [...active].sort((a, b) => comparePods(a, b, () => 0, now)).slice(0, tooMany);
      const why = cause(job.spec.suspend ? 'its Job is suspended' : 'its Job wants fewer Pods');
      for (const pod of victims) letGo(pod, why);
      const gone = victims.filter((pod) => pods.remove(pod, job, why)).length;
      return { active: active.length - gone, deleted: gone, outcome: gone < victims.length ? 'failed' : 'done' };
    }
    const missing = -tooMany - (job.spec.podReplacementPolicy === 'Failed' ? terminating : 0);
    if (missing <= 0) return { active: active.length, deleted: 0, outcome: 'done' };
    const wait = untilNextPod(failures.get(job.metadata.uid) ?? NO_FAILURES, now);
    if (wait > 0) {
      queue.addAfter(key, wait, because);
      return { active: active.length, deleted: 0, outcome: 'done' };
    }
    const taken = new Set([...completedIndexes, ...active.flatMap((pod) => indexOf(pod) ?? [])]);
    const indexes = isIndexed(job)
      ? pendingIndexes(Math.min(missing, BURST), job.spec.completions ?? 0, taken)
      : undefined;
    let created = 0;
    const refused = slowStart(indexes?.length ?? Math.min(missing, BURST), (i) => {
      const answer = pods.create(
        jobPod(job, indexes?.[i]),
        job,
        cause(`Job ${job.metadata.name} has ${active.length} of ${wanted} Pods`),
      );
      if (answer.ok) created++;
      return answer;
    });
    return {
      active: active.length + created,
      deleted: 0,
      outcome: refused && !isNamespaceEnding(refused) ? 'failed' : 'done',
    };
  }

  /** Counts the Pods that ended, lets go of them, and writes the status. @source job_controller.go trackJobStatusAndRemoveFinalizers */
  function count(
    job: Job,
    all: readonly Pod[],
    progress: Progress,
    finish: Finish | undefined,
    { active, terminating }: { readonly active: number; readonly terminating: number },
    cause: (reason: string) => Cause,
  ): void {
    const { namespace, name } = job.metadata;
    const counted = new Set([...progress.newSucceeded, ...progress.newFailed]);
    const stopped =
      finish?.type === 'FailureTarget' ? progress.active.filter((pod) => isTracked(pod) && !counted.has(pod)) : [];
    const succeeded = progress.succeeded;
    const failed = progress.failed + stopped.length;
    const ready = finish ? 0 : progress.active.filter((pod) => isReady(pod) && stillThere(pod)).length;
    const conditions = conditionsWith(job, finish, active + terminating === 0);
    const {
      succeeded: _s,
      failed: _f,
      active: _a,
      completedIndexes: _i,
      completionTime: _c,
      startTime,
      ...rest
    } = job.status;
    const isResumed =
      conditions !== job.status.conditions && conditions.some(({ reason }) => reason === 'JobResumed') && !finish;
    const complete = conditions.find(({ type }) => type === 'Complete');
    const status: JobStatus = {
      ...rest,
      ...(conditions.length > 0 ? { conditions } : {}),
      ...(isResumed
        ? { startTime: timestamp(clock) }
        : conditionIs(conditions, 'Suspended', 'True') || startTime === undefined
          ? {}
          : { startTime }),
      ...(complete ? { completionTime: timestamp(clock) } : {}),
      ...(active ? { active } : {}),
      ...(succeeded ? { succeeded } : {}),
      ...(failed ? { failed } : {}),
      terminating,
      ...(isIndexed(job) ? completedText(progress.completedIndexes) : {}),
      uncountedTerminatedPods: {},
      ready,
    };
    const before = job.status.conditions ?? [];
    if (!sameJson(status, store.get('Job', namespace, name)?.status))
      api.writeStatus('Job', namespace, name, (stored) => ({ ...stored, status }), cause('its Pods changed'));
    const isOver = finish !== undefined || Boolean(job.metadata.deletionTimestamp);
    for (const pod of all)
      if (isTracked(pod) && (counted.has(pod) || isOver || isIgnored(pod))) letGo(pod, cause('it is counted'));
    tell(job, before, conditions, cause);
  }

  const isIgnored = (pod: Pod): boolean => pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';

  const stillThere = ({ metadata }: Pod): boolean =>
    store.get('Pod', metadata.namespace, metadata.name)?.metadata.deletionTimestamp === undefined;

  function conditionsWith(job: Job, finish: Finish | undefined, isEmpty: boolean): readonly JobCondition[] {
    const stamp = timestamp(clock);
    const before = job.status.conditions ?? [];
    const set = (
      all: readonly JobCondition[],
      said: Pick<JobCondition, 'type' | 'status' | 'reason' | 'message'>,
    ): readonly JobCondition[] => {
      const old = all.find(({ type }) => type === said.type);
      if (old?.status === said.status && old.reason === said.reason && old.message === said.message) return all;
      const added = { ...said, lastProbeTime: stamp, lastTransitionTime: stamp };
      return old ? all.map((other) => (other === old ? added : other)) : [...all, added];
    };
    if (!finish) {
      if (job.spec.suspend)
        return set(before, { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' });
      return before.some(({ type }) => type === 'Suspended')
        ? set(before, { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' })
        : before;
    }
    const target = set(before, { ...finish, status: 'True' });
    return isEmpty
      ? set(target, { ...finish, type: finish.type === 'FailureTarget' ? 'Failed' : 'Complete', status: 'True' })
      : target;
  }

  /** @source job_controller.go syncJob, recordJobFinished */
  function tell(
    job: Job,
    before: readonly JobCondition[],
    after: readonly JobCondition[],
    cause: (reason: string) => Cause,
  ): void {
    for (const condition of after) {
      if (before.includes(condition)) continue;
      const said = { cause: cause('the Job changed'), message: condition.message ?? '' };
      if (condition.type === 'Suspended')
        recorder.tell(job, { ...said, type: 'Normal', reason: condition.status === 'True' ? 'Suspended' : 'Resumed' });
      if (condition.type === 'Failed') recorder.tell(job, { ...said, type: 'Warning', reason: condition.reason ?? '' });
      if (condition.type === 'Complete')
        recorder.tell(job, { ...said, type: 'Normal', reason: 'Completed', message: 'Job completed' });
    }
  }

  /** Takes the finalizer away that kept a Pod until it was counted. */
  function letGo(pod: Pod, cause: Cause): void {
    const { namespace, name } = pod.metadata;
    const current = store.get('Pod', namespace, name);
    if (!current || !isTracked(current)) return;
    const finalizers = (current.metadata.finalizers ?? []).filter((finalizer) => finalizer !== TRACKING);
    api.patch(
      { kind: 'Pod', namespace, name },
      { type: 'merge', body: { metadata: { finalizers: finalizers.length > 0 ? finalizers : null } } },
      { cause },
    );
  }
}

const REACHED: Finish = {
  type: 'SuccessCriteriaMet',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

const conditionIs = (conditions: readonly JobCondition[], type: string, status: string): boolean =>
  conditions.some((condition) => condition.type === type && condition.status === status);

export const isFinished = ({ status }: Job): boolean =>
  Boolean(
    status.conditions &&
    (conditionIs(status.conditions, 'Complete', 'True') || conditionIs(status.conditions, 'Failed', 'True')),
  );
