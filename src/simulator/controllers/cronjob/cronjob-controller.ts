import type { JsonObject } from '../../api/json.ts';
import { sameJson } from '../../api/same-json.ts';
import type { CronJob, CronJobStatus, Job, ObjectReference } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import type { ComponentContext } from '../../component.ts';
import { nextTime, parseSchedule } from '../../cron/schedule.ts';
import { findTimeZone, type ZoneOffset } from '../../cron/time-zone.ts';
import { goQuote } from '../../go-quote.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { parseTimestamp, rfc3339 } from '../../timestamp.ts';
import { isFinishedJob } from '../job/finish.ts';
import { controllerOf, controllerReference, indexByController, ownedBy } from '../ownership.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { localTime, rfc1123 } from './job-times.ts';
import { missedTimes } from './missed-times.ts';

const ACTOR = 'cronjob-controller';
/** A little late, so that the time has surely come. @source kubernetes/kubernetes pkg/controller/cronjob/cronjob_controllerv2.go nextScheduleDelta */
const LATE: Millis = 100;

type Tell = (type: 'Normal' | 'Warning', reason: string, message: string) => void;

/**
 * Creates Jobs by the clock.
 * @source kubernetes/kubernetes pkg/controller/cronjob/cronjob_controllerv2.go
 */
export function startCronJobController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
  indexByController(context, 'Job');
  const queue = new WorkQueue(clock, sync);
  store.watch('CronJob', (change) => queue.add(keyOf(change.object), change.entry));
  store.watch('Job', (change) => {
    const owner = controllerOf(change.object);
    if (owner?.kind === 'CronJob') queue.add(`${change.object.metadata.namespace ?? ''}/${owner.name}`, change.entry);
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const cronJob = store.get('CronJob', namespace, name);
    if (!cronJob) return 'done';
    const cause = (reason: string): Cause => ({ actor: ACTOR, reason, because });
    const tell: Tell = (type, reason, message) =>
      recorder.tell(cronJob, { type, reason, message, cause: cause(message) });
    const jobs = ownedBy(context, 'Job', cronJob.metadata.uid);
    const forgotten = new Set(forget(cronJob, jobs, tell, cause));
    const active = (cronJob.status.active ?? []).filter(({ uid }) => !forgotten.has(uid ?? ''));
    const seen = withEndedJobs({ ...cronJob, status: { ...cronJob.status, active } }, jobs, tell);
    const { status, outcome } = cronJob.metadata.deletionTimestamp
      ? { status: seen, outcome: 'done' as const }
      : startDue({ ...cronJob, status: seen }, key, because, tell, cause);
    if (!sameJson(status, cronJob.status))
      api.writeStatus('CronJob', namespace, name, (stored) => ({ ...stored, status }), cause('its Jobs changed'));
    return outcome;
  }

  /** Jobs that ended are active no more. */
  function withEndedJobs(cronJob: CronJob, jobs: readonly Job[], tell: Tell): CronJobStatus {
    let { active = [], lastSuccessfulTime } = cronJob.status;
    for (const job of jobs) {
      const isActive = active.some(({ uid }) => uid === job.metadata.uid);
      if (!isActive && !isFinishedJob(job))
        tell(
          'Warning',
          'UnexpectedJob',
          `Saw a job that the controller did not create or forgot: ${job.metadata.name}`,
        );
      else if (isActive && isFinishedJob(job)) {
        active = active.filter(({ uid }) => uid !== job.metadata.uid);
        tell('Normal', 'SawCompletedJob', `Saw completed job: ${job.metadata.name}, condition: ${endOf(job) ?? ''}`);
      }
      const completed = job.status.completionTime;
      if (endOf(job) === 'Complete' && completed && (!lastSuccessfulTime || completed > lastSuccessfulTime))
        lastSuccessfulTime = completed;
    }
    for (const { uid, name = '' } of active)
      if (!jobs.some(({ metadata }) => metadata.uid === uid)) {
        active = active.filter((other) => other.uid !== uid);
        tell('Normal', 'MissingJob', `Active job went missing: ${name}`);
      }
    const { active: _active, lastSuccessfulTime: _time, ...rest } = cronJob.status;
    return { ...rest, ...(active.length > 0 ? { active } : {}), ...(lastSuccessfulTime ? { lastSuccessfulTime } : {}) };
  }

  /** @source cronjob_controllerv2.go syncCronJob */
  function startDue(
    cronJob: CronJob,
    key: string,
    because: number | undefined,
    tell: Tell,
    cause: (reason: string) => Cause,
  ): { readonly status: CronJobStatus; readonly outcome: Outcome } {
    const { spec, status } = cronJob;
    const unchanged = { status, outcome: 'done' as const };
    const zone = spec.timeZone ? findTimeZone(spec.timeZone) : undefined;
    if (spec.timeZone && !zone) {
      tell(
        'Warning',
        'UnknownTimeZone',
        `invalid timeZone: ${goQuote(spec.timeZone)}: unknown time zone ${spec.timeZone}`,
      );
      return unchanged;
    }
    if (spec.suspend) return unchanged;
    const schedule = parseSchedule(spec.schedule);
    if ('problem' in schedule) {
      tell('Warning', 'UnparseableSchedule', `unparseable schedule: ${goQuote(spec.schedule)} : ${schedule.problem}`);
      return unchanged;
    }
    const now = clock.epoch + clock.now;
    const { last, tooMany, never } = missedTimes(cronJob, schedule, zone, now);
    if (never) {
      const problem = 'time difference between two schedules is less than 1 second';
      tell('Warning', 'InvalidSchedule', `invalid schedule: ${spec.schedule} : ${problem}`);
      return unchanged;
    }
    const next = nextTime(schedule, now, zone);
    if (next !== undefined) queue.addAfter(key, next - now + LATE, because);
    if (tooMany)
      tell(
        'Warning',
        'TooManyMissedTimes',
        'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      );
    if (last === undefined) return unchanged;
    if (spec.startingDeadlineSeconds !== undefined && last + spec.startingDeadlineSeconds * 1000 < now) {
      tell('Warning', 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(last)}`);
      return unchanged;
    }
    const active = status.active ?? [];
    const isStarted = active.some(({ name }) => name === jobName(cronJob, last));
    if (isStarted || parseTimestamp(status.lastScheduleTime ?? '') === last) return unchanged;
    if (spec.concurrencyPolicy === 'Forbid' && active.length > 0) {
      tell(
        'Normal',
        'JobAlreadyActive',
        'Not starting job because prior execution is running and concurrency policy is Forbid',
      );
      return unchanged;
    }
    if (spec.concurrencyPolicy === 'Replace')
      for (const { namespace, name = '' } of active) remove(namespace, name, tell, cause);
    const replaced = spec.concurrencyPolicy === 'Replace' ? { ...status, active: [] } : status;
    return create({ ...cronJob, status: replaced }, last, zone, tell, cause);
  }

  function create(
    cronJob: CronJob,
    at: Millis,
    zone: ZoneOffset | undefined,
    tell: Tell,
    cause: (reason: string) => Cause,
  ): { readonly status: CronJobStatus; readonly outcome: Outcome } {
    const { namespace } = cronJob.metadata;
    const answer = api.create(jobOf(cronJob, at, zone), namespace, { cause: cause('its time has come') });
    if (!answer.ok) {
      if (answer.error.reason === 'AlreadyExists') return { status: cronJob.status, outcome: 'done' }; // another's: left alone
      if (!isNamespaceEnding(answer)) tell('Warning', 'FailedCreate', `Error creating job: ${answer.error.message}`);
      return { status: cronJob.status, outcome: 'failed' };
    }
    const { name, uid, resourceVersion } = answer.object.metadata;
    tell('Normal', 'SuccessfulCreate', `Created job ${name}`);
    const reference: ObjectReference = { kind: 'Job', namespace, name, uid, apiVersion: 'batch/v1', resourceVersion };
    return {
      status: {
        ...cronJob.status,
        active: [...(cronJob.status.active ?? []), reference],
        lastScheduleTime: rfc3339(at),
      },
      outcome: 'done',
    };
  }

  /** The oldest Jobs that ended go, of each way of ending. @returns the uids of those that went */
  function forget({ spec }: CronJob, jobs: readonly Job[], tell: Tell, cause: (reason: string) => Cause): string[] {
    const limits = [
      ['Complete', spec.successfulJobsHistoryLimit ?? 3],
      ['Failed', spec.failedJobsHistoryLimit ?? 1],
    ] as const;
    return limits.flatMap(([end, limit]) => {
      const ended = jobs.filter((job) => endOf(job) === end && !job.metadata.deletionTimestamp).sort(byStart);
      return ended
        .slice(0, Math.max(0, ended.length - limit))
        .filter(({ metadata }) => remove(metadata.namespace, metadata.name, tell, cause))
        .map(({ metadata }) => metadata.uid);
    });
  }

  /** @returns whether it could be deleted */
  function remove(namespace: string | undefined, name: string, tell: Tell, cause: (reason: string) => Cause): boolean {
    const answer = api.delete(
      { kind: 'Job', namespace, name },
      { propagation: 'Background' },
      { cause: cause('its CronJob has no more use for it') },
    );
    if (answer.ok) tell('Normal', 'SuccessfulDelete', `Deleted job ${name}`);
    else tell('Warning', 'FailedDelete', `Deleted job: ${answer.error.message}`);
    return answer.ok;
  }
}

const endOf = ({ status }: Job): string | undefined =>
  status.conditions?.find(({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True')?.type;

/** Those that began first; those that have not begun last. @source kubernetes/kubernetes pkg/controller/cronjob/utils.go byJobStartTime */
function byStart(a: Job, b: Job): number {
  const [x, y] = [a, b].map(({ status }) => parseTimestamp(status.startTime ?? '') ?? Infinity) as [number, number];
  if (x !== y) return x - y;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

const jobName = ({ metadata }: CronJob, at: Millis): string => `${metadata.name}-${Math.floor(at / 60_000)}`;

/** @source the same file, getJobFromTemplate2 */
function jobOf(cronJob: CronJob, at: Millis, zone: ZoneOffset | undefined): JsonObject {
  const { jobTemplate } = cronJob.spec;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(cronJob, at),
      labels: { ...jobTemplate.metadata?.labels },
      annotations: {
        ...jobTemplate.metadata?.annotations,
        'batch.kubernetes.io/cronjob-scheduled-timestamp': localTime(at, zone),
      },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec: jobTemplate.spec,
  } as unknown as JsonObject;
}
