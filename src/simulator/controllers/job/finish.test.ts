import { expect, test } from 'vitest';
import type { Job } from '../../api/schema/kinds.ts';
import { exampleJob, exampleJobPod, millisAt, type ExampleJobPod } from './job.fixture.ts';
import { finishOf } from './finish.ts';
import { progressOf } from './job-progress.ts';

const failed = (rest: ExampleJobPod = {}): ExampleJobPod => ({ phase: 'Failed', exitCode: 1, ...rest });
const failJob = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] } as const;
const perIndex = { completionMode: 'Indexed', completions: 3, parallelism: 3, backoffLimitPerIndex: 0 } as const;
const rules = (...all: object[]): Pick<Job['spec'], 'successPolicy'> =>
  ({ successPolicy: { rules: all } }) as Pick<Job['spec'], 'successPolicy'>;

test.each<[string, Job, readonly ExampleJobPod[], string | undefined]>([
  ['nothing has happened', exampleJob(), [{}], undefined],
  ['as many failures as the limit', exampleJob({ backoffLimit: 1 }), [failed()], undefined],
  ['one more', exampleJob({ backoffLimit: 0 }), [failed()], 'BackoffLimitExceeded'],
  ['those counted before', exampleJob({ backoffLimit: 1 }, { failed: 1 }), [failed()], 'BackoffLimitExceeded'],
  [
    'containers that restart in place',
    exampleJob({ backoffLimit: 3, template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'app' }] } } }),
    [{ restarts: 3 }],
    'BackoffLimitExceeded',
  ],
  [
    'a deadline that has passed',
    exampleJob({ activeDeadlineSeconds: 60 }, { startTime: '2026-01-01T00:00:00Z' }),
    [{}],
    'DeadlineExceeded',
  ],
  [
    'not while it is suspended',
    exampleJob({ activeDeadlineSeconds: 60, suspend: true }, { startTime: '2026-01-01T00:00:00Z' }),
    [],
    undefined,
  ],
  [
    'a rule that fails the Job',
    exampleJob({ podFailurePolicy: failJob }),
    [failed({ exitCode: 42 })],
    'PodFailurePolicy',
  ],
  ['another exit code', exampleJob({ podFailurePolicy: failJob }), [failed({ exitCode: 1 })], undefined],
  [
    'the rule before the limit',
    exampleJob({ podFailurePolicy: failJob, backoffLimit: 0 }),
    [failed({ exitCode: 42 })],
    'PodFailurePolicy',
  ],
  ['an index that has failed, others to come', exampleJob(perIndex), [failed({ index: 0 }), { index: 1 }], undefined],
  [
    'every index is done or has failed',
    exampleJob(perIndex, { completedIndexes: '1,2' }),
    [failed({ index: 0 })],
    'FailedIndexes',
  ],
  [
    'more failed indexes than allowed',
    exampleJob({ ...perIndex, maxFailedIndexes: 1 }),
    [failed({ index: 0, name: 'a' }), failed({ index: 2, name: 'b' })],
    'MaxFailedIndexesExceeded',
  ],
  [
    'as many failed indexes as allowed',
    exampleJob({ ...perIndex, maxFailedIndexes: 1 }),
    [failed({ index: 0 })],
    undefined,
  ],
  [
    'the index that a success rule names',
    exampleJob({ ...perIndex, ...rules({ succeededIndexes: '0' }) }),
    [{ index: 0, phase: 'Succeeded', exitCode: 0 }],
    'SuccessPolicy',
  ],
  [
    'enough of those that it names',
    exampleJob({ ...perIndex, ...rules({ succeededIndexes: '0-1', succeededCount: 1 }) }),
    [{ index: 1, phase: 'Succeeded', exitCode: 0 }],
    'SuccessPolicy',
  ],
  [
    'another index',
    exampleJob({ ...perIndex, ...rules({ succeededIndexes: '0' }) }),
    [{ index: 1, phase: 'Succeeded', exitCode: 0 }],
    undefined,
  ],
  [
    'a failure that ends the Job comes before its success rule',
    exampleJob({ ...perIndex, maxFailedIndexes: 0, ...rules({ succeededIndexes: '0' }) }),
    [{ index: 0, phase: 'Succeeded', exitCode: 0 }, failed({ index: 1, name: 'b' })],
    'MaxFailedIndexesExceeded',
  ],
  [
    'what was decided stays',
    exampleJob({}, { conditions: [{ type: 'FailureTarget', status: 'True', reason: 'DeadlineExceeded' }] }),
    [{ phase: 'Succeeded', exitCode: 0 }],
    'DeadlineExceeded',
  ],
])('%s', (_, job, pods, reason) => {
  const all = pods.map(exampleJobPod);
  expect(finishOf(job, all, progressOf(job, all), millisAt('00:02:00'))?.reason).toBe(reason);
});
