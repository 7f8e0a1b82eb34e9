import { expect, test } from 'vitest';
import { exampleJob, exampleJobPod, millisAt, type ExampleJobPod } from './job.fixture.ts';
import { failureAnnotations } from './index-failures.ts';
import { progressOf, type Progress } from './job-progress.ts';
import { jobStatus } from './job-status.ts';
import { nextIndexes } from './next-indexes.ts';

const COUNTED = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';
const job = exampleJob({
  completionMode: 'Indexed',
  completions: 3,
  parallelism: 3,
  backoffLimitPerIndex: 1,
  podFailurePolicy: {
    rules: [
      { action: 'FailIndex', onExitCodes: { operator: 'In', values: [42] } },
      { action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } },
    ],
  },
});
const failed = (index: number, rest: ExampleJobPod = {}): ExampleJobPod => ({
  phase: 'Failed',
  exitCode: 1,
  index,
  name: `p${index}`,
  ...rest,
});
const standing = (...pods: ExampleJobPod[]): Progress => progressOf(job, pods.map(exampleJobPod));

test.each<[string, ExampleJobPod, readonly number[], readonly number[]]>([
  ['a first failure holds the Pod for its replacement', failed(0), [], [0]],
  ['a failure past the limit fails the index', failed(0, { annotations: { [COUNTED]: '1' } }), [0], []],
  ['a rule fails the index at once', failed(0, { exitCode: 42 }), [0], []],
  ['ignored failures do not count', failed(0, { exitCode: 7, annotations: { [COUNTED]: '1' } }), [], [0]],
])('%s', (_, pod, failedIndexes, held) => {
  const progress = standing(pod);
  expect([[...(progress.failedIndexes ?? [])], [...progress.held.keys()]]).toEqual([failedIndexes, held]);
});

test('a held Pod is counted once its replacement runs', () => {
  const round = { finish: undefined, active: 0, terminating: 0, ready: 0, stamp: 'T' };
  const alone = standing(failed(0));
  expect(jobStatus(job, alone, round).failed).toBeUndefined();
  const replaced = standing(failed(0), { index: 0, name: 'next' });
  expect([replaced.held.size, jobStatus(job, replaced, round).failed]).toEqual([0, 1]);
});

test.each<[string, ExampleJobPod | undefined, Record<string, string>]>([
  ['the first Pod of an index has seen no failure', undefined, { [COUNTED]: '0' }],
  ['the next carries one more', failed(0, { annotations: { [COUNTED]: '1' } }), { [COUNTED]: '2' }],
  [
    'ignored ones apart',
    failed(0, { exitCode: 7, annotations: { [COUNTED]: '1' } }),
    { [COUNTED]: '1', [IGNORED]: '1' },
  ],
])('%s', (_, pod, expected) => expect(failureAnnotations(job, pod && exampleJobPod(pod))).toEqual(expected));

test.each<[string, readonly ExampleJobPod[], string, readonly number[], number]>([
  ['indexes without a failure get a Pod while others back off', [failed(0)], '00:00:04', [1, 2], 0],
  ['all back off: until the first may', [failed(0), failed(1), failed(2)], '00:00:04', [], 6000],
  [
    'each by its own failures',
    [failed(0), failed(1, { annotations: { [COUNTED]: '1' } }), { index: 2, name: 'x' }],
    '00:00:10',
    [0],
    0,
  ],
  [
    'a failed index gets none',
    [failed(0, { exitCode: 42 }), { index: 1, name: 'x' }, { index: 2, name: 'y' }],
    '00:01:00',
    [],
    0,
  ],
])('%s', (_, pods, now, indexes, wait) =>
  expect(nextIndexes(job, standing(...pods), 3, millisAt(now))).toEqual({ indexes, wait }),
);

test('without a limit of its own an index that ends waits until it is gone, where only the failed are replaced', () => {
  const waits = exampleJob({ completionMode: 'Indexed', completions: 2, podReplacementPolicy: 'Failed' });
  const pods = [exampleJobPod({ index: 0, terminating: true })];
  expect(nextIndexes(waits, progressOf(waits, pods), 2, 0).indexes).toEqual([1]);
});
