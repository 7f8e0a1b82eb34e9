import type { Job, JobStatus, Pod } from '../../api/schema/kinds.ts';
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
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { COMPLETIONS_REACHED, finishOf, isFinishedJob, untilDeadline, type Finish } from './finish.ts';
import { jobPod } from './job-pod.ts';
import { isFailed, isIndexed, isTracked, podsToRemove, TRACKING } from './job-pods.ts';
import { isDone, progressOf, wantedActive, type Progress } from './job-progress.ts';
import { jobStatus } from './job-status.ts';
import { nextIndexes } from './next-indexes.ts';
import { NO_FAILURES, untilNextPod, withEnded, type Failures } from './pod-backoff.ts';

const ACTOR = 'job-controller';
const MANAGED_HERE = 'kubernetes.io/job-controller';
/** Changes of Pods and statuses are looked at together. @source kubernetes/kubernetes pkg/controller/job/job_controller.go syncJobBatchPeriod */
const BATCH: Millis = 1000;
/** After a request that was refused. @source the same file, DefaultJobApiBackOff, MaxJobApiBackOff */
const API_BACKOFF = { first: 1000, longest: 60_000 };
/** Most Pods created at once. */
const BURST = 500;

/**
 * Runs Pods until enough have succeeded. A Job that another controller manages (managedBy) is left to it.
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go
 */
export function startJobController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
  const pods = podControl(context, recorder);
  const failures = new Map<string, Failures>();
  indexByController(context, 'Pod');
  const queue = new WorkQueue(clock, sync, API_BACKOFF);
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
    if (change.type === 'deleted' || !isTracked(pod) || (owner && owner.kind !== 'Job')) return;
    const job = owner && store.get('Job', pod.metadata.namespace, owner.name);
    if (!job || job.metadata.uid !== owner.uid)
      letGo(pod, { actor: ACTOR, reason: 'no Job has it any more', because: change.entry });
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const job = store.get('Job', namespace, name);
    if (!job || isFinishedJob(job) || (job.spec.managedBy ?? MANAGED_HERE) !== MANAGED_HERE) return 'done';
    const now = clock.epoch + clock.now;
    const cause = (reason: string): Cause => ({ actor: ACTOR, reason, because });
    const begun =
      job.status.startTime || job.spec.suspend
        ? job
        : { ...job, status: { ...job.status, startTime: timestamp(clock) } };
    const why = cause('its labels match those of the Job');
    const { claimed } = claim(context, 'Pod', begun, begun.spec.selector, why, undefined, [TRACKING]);
    const progress = progressOf(begun, claimed);
    const uid = job.metadata.uid;
    failures.set(uid, withEnded(failures.get(uid) ?? NO_FAILURES, progress.newSucceeded, progress.newFailed));

    const asked = finishOf(begun, claimed, progress, now);
    const managed = asked ? end(begun, progress, cause) : manage(begun, progress, key, now, because, cause);
    const isComplete = managed.outcome === 'done' && isDone(begun, progress.succeeded, managed.active);
    const finish = asked ?? (isComplete && !begun.metadata.deletionTimestamp ? COMPLETIONS_REACHED : undefined);
    conclude(begun, claimed, progress, finish, managed, cause);
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
    const { active } = progress;
    if (job.metadata.deletionTimestamp) return { active: active.length, deleted: 0, outcome: 'done' };
    const wanted = job.spec.suspend ? 0 : wantedActive(job, progress);
    const victims = podsToRemove(job, active, active.length - wanted).slice(0, BURST);
    if (victims.length > 0) {
      const why = cause(job.spec.suspend ? 'its Job is suspended' : 'its Job wants fewer Pods');
      for (const pod of victims) letGo(pod, why);
      const gone = victims.filter((pod) => pods.remove(pod, job, why)).length;
      return { active: active.length - gone, deleted: gone, outcome: gone < victims.length ? 'failed' : 'done' };
    }
    const waiting = job.spec.podReplacementPolicy === 'Failed' ? progress.terminating.length : 0;
    const missing = Math.min(wanted - active.length - waiting, BURST);
    return missing > 0
      ? create(job, progress, missing, key, now, because, cause)
      : { active: active.length, deleted: 0, outcome: 'done' };
  }

  /** Creates Pods, once the back-off after the last failure is over: of the whole Job, or of each index. */
  function create(
    job: Job,
    progress: Progress,
    missing: number,
    key: string,
    now: Millis,
    because: number | undefined,
    cause: (reason: string) => Cause,
  ): Managed {
    const next = isIndexed(job) ? nextIndexes(job, progress, missing, now) : undefined;
    const wait =
      job.spec.backoffLimitPerIndex === undefined
        ? untilNextPod(failures.get(job.metadata.uid) ?? NO_FAILURES, now)
        : (next?.wait ?? 0);
    const before = progress.active.length;
    if (wait > 0) {
      queue.addAfter(key, wait, because);
      return { active: before, deleted: 0, outcome: 'done' };
    }
    const why = cause(`Job ${job.metadata.name} has ${before} of ${before + missing} Pods`);
    let created = 0;
    const refused = slowStart(next?.indexes.length ?? missing, (i) => {
      const index = next?.indexes[i];
      const pod = jobPod(job, index, index === undefined ? undefined : progress.held.get(index));
      const answer = pods.create(pod, job, why);
      if (answer.ok) created++;
      return answer;
    });
    const outcome = refused && !isNamespaceEnding(refused) ? 'failed' : 'done';
    return { active: before + created, deleted: 0, outcome };
  }

  /** Counts the Pods that ended, lets go of them, writes the status, and says what came of it. */
  function conclude(
    job: Job,
    all: readonly Pod[],
    progress: Progress,
    finish: Finish | undefined,
    { active, deleted }: Managed,
    cause: (reason: string) => Cause,
  ): void {
    const { namespace, name } = job.metadata;
    const ready = finish ? 0 : progress.active.filter((pod) => isReady(pod) && stillThere(pod)).length;
    const terminating = progress.terminating.length + deleted;
    const status = jobStatus(job, progress, { finish, active, terminating, ready, stamp: timestamp(clock) });
    if (!sameJson(status, store.get('Job', namespace, name)?.status))
      api.writeStatus('Job', namespace, name, (stored) => ({ ...stored, status }), cause('its Pods changed'));
    const isOver = finish !== undefined || Boolean(job.metadata.deletionTimestamp);
    const held = new Set(progress.held.values());
    for (const pod of all)
      if (isOver || pod.status.phase === 'Succeeded' || (isFailed(job, pod) && !held.has(pod)))
        letGo(pod, cause('it is counted'));
    tell(job, status, cause);
  }

  const stillThere = ({ metadata }: Pod): boolean =>
    store.get('Pod', metadata.namespace, metadata.name)?.metadata.deletionTimestamp === undefined;

  /** @source job_controller.go syncJob, recordJobFinished */
  function tell(job: Job, { conditions = [], succeeded = 0 }: JobStatus, cause: (reason: string) => Cause): void {
    for (const condition of conditions) {
      if (job.status.conditions?.includes(condition)) continue;
      const said = { cause: cause('the Job changed'), message: condition.message ?? '' };
      if (condition.type === 'Suspended')
        recorder.tell(job, { ...said, type: 'Normal', reason: condition.status === 'True' ? 'Suspended' : 'Resumed' });
      if (condition.type === 'Failed') recorder.tell(job, { ...said, type: 'Warning', reason: condition.reason ?? '' });
      if (condition.type !== 'Complete') continue;
      if (succeeded > (job.spec.completions ?? Infinity))
        recorder.tell(job, { ...said, type: 'Warning', reason: 'TooManySucceededPods', message: TOO_MANY });
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

const TOO_MANY = 'Too many succeeded pods running after completion count reached';
