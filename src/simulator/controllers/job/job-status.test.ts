import { expect, test } from 'vitest';
import type { Job, JobStatus } from '../../api/schema/kinds.ts';
import { exampleJob, exampleJobPod, type ExampleJobPod } from './job.fixture.ts';
import { COMPLETIONS_REACHED, type Finish } from './finish.ts';
import { progressOf } from './job-progress.ts';
import { jobStatus, type Round } from './job-status.ts';

const FAILED: Finish = { type: 'FailureTarget', reason: 'DeadlineExceeded', message: 'late' };
const round = (rest: Partial<Round> = {}): Round => ({
  finish: undefined,
  active: 0,
  terminating: 0,
  ready: 0,
  stamp: 'T',
  ...rest,
});
const conditions = ({ conditions: all = [] }: JobStatus): string[] =>
  all.map(({ type, status }) => `${type}=${status}`);

test.each<[string, Job, Partial<Round>, readonly string[]]>([
  ['a Job that runs has none', exampleJob(), { active: 1 }, []],
  [
    'one that has reached its completions',
    exampleJob(),
    { finish: COMPLETIONS_REACHED },
    ['SuccessCriteriaMet=True', 'Complete=True'],
  ],
  ['one that fails waits for its Pods to go', exampleJob(), { finish: FAILED, terminating: 1 }, ['FailureTarget=True']],
  ['and then has failed', exampleJob(), { finish: FAILED }, ['FailureTarget=True', 'Failed=True']],
  ['a suspended Job', exampleJob({ suspend: true }), {}, ['Suspended=True']],
  [
    'one that goes on',
    exampleJob(
      {},
      { conditions: [{ type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }] },
    ),
    { active: 1 },
    ['Suspended=False'],
  ],
])('%s', (_, job, rest, expected) =>
  expect(conditions(jobStatus(job, progressOf(job, []), round(rest)))).toEqual(expected),
);

test.each<[string, readonly ExampleJobPod[], Finish | undefined, number | undefined]>([
  ['failed Pods are counted', [{ phase: 'Failed', exitCode: 1 }], undefined, 1],
  [
    'those that are counted are not counted again',
    [{ phase: 'Failed', exitCode: 1, counted: true }],
    undefined,
    undefined,
  ],
  ['what still runs when the Job fails has failed', [{ name: 'a' }, { name: 'b', phase: 'Failed' }], FAILED, 2],
  ['not when it has succeeded', [{ name: 'a' }], COMPLETIONS_REACHED, undefined],
])('%s', (_, pods, finish, failed) => {
  const job = exampleJob({ completions: 3, parallelism: 3 });
  expect(jobStatus(job, progressOf(job, pods.map(exampleJobPod)), round({ finish })).failed).toBe(failed);
});

test('a Job that goes on begins anew, one that is complete says when', () => {
  const resumed = exampleJob({}, { startTime: null, conditions: [{ type: 'Suspended', status: 'True' }] } as JobStatus);
  expect(jobStatus(resumed, progressOf(resumed, []), round({ active: 1 })).startTime).toBe('T');
  const done = exampleJob({}, { startTime: 'S' });
  expect(jobStatus(done, progressOf(done, []), round({ finish: COMPLETIONS_REACHED }))).toMatchObject({
    startTime: 'S',
    completionTime: 'T',
  });
});
