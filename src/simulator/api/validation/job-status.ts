import { duplicate, invalid, Path, required, type Errors } from '../field-error.ts';
import type { Job, JobStatus } from '../schema/kinds.ts';
import { countIndexes } from './job-success-policy.ts';
import { nonNegative } from './metadata.ts';

const STATUS = Path.root('status');
const CONDITIONS = STATUS.field('conditions');

const holds = ({ conditions }: JobStatus, type: string): boolean =>
  conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;

/** @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go validateJobStatus */
export function* validateJobStatus({ spec, status }: Job): Errors {
  for (const field of ['active', 'succeeded', 'failed', 'ready', 'terminating'] as const)
    yield* nonNegative(status[field] ?? 0, STATUS.field(field));
  yield* validateUncounted(status);
  const [complete, failed] = [holds(status, 'Complete'), holds(status, 'Failed')];
  const [met, target] = [holds(status, 'SuccessCriteriaMet'), holds(status, 'FailureTarget')];
  const conflict = (detail: string): ReturnType<typeof invalid> => invalid(CONDITIONS, undefined, detail);
  if (complete && failed) yield conflict('cannot set Complete=True and Failed=true conditions');
  if (complete && target) yield conflict('cannot set Complete=True and FailureTarget=true conditions');
  if (status.completionTime && !complete)
    yield invalid(
      STATUS.field('completionTime'),
      status.completionTime,
      'cannot set completionTime when there is no Complete=True condition',
    );
  if (!status.completionTime && complete)
    yield required(STATUS.field('completionTime'), 'completionTime is required for Complete jobs');
  if (failed && !target) yield conflict('cannot set Failed=True condition without the FailureTarget=true condition');
  if (complete && !met)
    yield conflict('cannot set Complete=True condition without the SuccessCriteriaMet=true condition');
  if (complete || failed) yield* validateFinished(status);
  if (spec.completions !== undefined && status.completedIndexes) {
    const counted = countIndexes(status.completedIndexes, spec.completions);
    if (typeof counted === 'object')
      yield invalid(
        STATUS.field('completedIndexes'),
        status.completedIndexes,
        `error parsing completedIndexes: ${counted.problem}`,
      );
  }
  if (status.completedIndexes && spec.completionMode !== 'Indexed')
    yield invalid(
      STATUS.field('completedIndexes'),
      status.completedIndexes,
      'cannot set non-empty completedIndexes when non-indexed completion mode',
    );
  if (spec.backoffLimitPerIndex === undefined && status.failedIndexes !== undefined)
    yield invalid(
      STATUS.field('failedIndexes'),
      status.failedIndexes,
      'cannot set non-null failedIndexes when backoffLimitPerIndex is null',
    );
  if ((status.ready ?? 0) > (status.active ?? 0))
    yield invalid(STATUS.field('ready'), status.ready, 'cannot set more ready pods than active');
  if (met && failed) yield conflict('cannot set SuccessCriteriaMet=True and Failed=true conditions');
  if (met && target) yield conflict('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions');
}

/** Nothing of a finished job is still under way. */
function* validateFinished(status: JobStatus): Errors {
  if ((status.active ?? 0) > 0)
    yield invalid(STATUS.field('active'), status.active, 'active>0 is invalid for finished job');
  if (!status.startTime) yield required(STATUS.field('startTime'), 'startTime is required for finished job');
  if ((status.terminating ?? 0) > 0)
    yield invalid(STATUS.field('terminating'), status.terminating, 'terminating>0 is invalid for finished job');
}

function* validateUncounted({ uncountedTerminatedPods: pods }: JobStatus): Errors {
  const seen = new Set<string>();
  for (const field of ['succeeded', 'failed'] as const)
    for (const [i, uid] of (pods?.[field] ?? []).entries()) {
      const at = STATUS.field('uncountedTerminatedPods').field(field).index(i);
      if (uid === '') yield invalid(at, uid, 'must not be empty');
      else if (seen.has(uid)) yield duplicate(at, uid);
      else seen.add(uid);
    }
}

/** @source …/validation.go ValidateJobStatusUpdate */
export function* validateJobStatusChange({ status }: Job, { status: before }: Job): Errors {
  for (const type of ['Failed', 'Complete', 'FailureTarget', 'SuccessCriteriaMet'])
    if (holds(before, type) && !holds(status, type))
      yield invalid(
        CONDITIONS,
        undefined,
        type === 'SuccessCriteriaMet'
          ? 'cannot disable the SuccessCriteriaMet=True condition'
          : `cannot disable the terminal ${type}=True condition`,
      );
  for (const field of ['failed', 'succeeded'] as const)
    if ((status[field] ?? 0) < (before[field] ?? 0))
      yield invalid(STATUS.field(field), status[field] ?? 0, `cannot decrease the ${field} counter`);
}
