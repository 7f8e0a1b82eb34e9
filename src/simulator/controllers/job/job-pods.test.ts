import { expect, test } from 'vitest';
import type { Job } from '../../api/schema/kinds.ts';
import { exampleJob, exampleJobPod, type ExampleJobPod } from './job.fixture.ts';
import { isFailed, podsToRemove } from './job-pods.ts';

const indexed = exampleJob({ completionMode: 'Indexed', completions: 2, parallelism: 2 });

test.each<[string, Job, readonly ExampleJobPod[], number, readonly string[]]>([
  ['none is too many', exampleJob(), [{ name: 'a' }], 0, []],
  ['a pending Pod before a running one', exampleJob(), [{ name: 'a' }, { name: 'b', phase: 'Pending' }], 1, ['b']],
  [
    'of equals the youngest',
    exampleJob(),
    [
      { name: 'a', created: '00:00:05' },
      { name: 'b', created: '00:00:09' },
    ],
    1,
    ['b'],
  ],
  ['a Pod without an index', indexed, [{ name: 'a', index: 0 }, { name: 'b' }], 0, ['b']],
  [
    'a Pod whose index the Job no longer has',
    indexed,
    [
      { name: 'a', index: 0 },
      { name: 'b', index: 2 },
    ],
    0,
    ['b'],
  ],
  [
    'of two with one index the one that has come least far',
    indexed,
    [
      { name: 'a', index: 0, phase: 'Pending' },
      { name: 'b', index: 0 },
    ],
    0,
    ['a'],
  ],
  [
    'misplaced ones are among those that are too many',
    indexed,
    [
      { name: 'a', index: 0 },
      { name: 'b', index: 5 },
    ],
    1,
    ['b'],
  ],
])('%s', (_, job, pods, tooMany, expected) =>
  expect(podsToRemove(job, pods.map(exampleJobPod), tooMany).map(({ metadata }) => metadata.name)).toEqual(expected),
);

test.each<[string, Job, ExampleJobPod, boolean]>([
  ['a failed Pod', exampleJob(), { phase: 'Failed' }, true],
  ['one that is being deleted', exampleJob(), { terminating: true }, true],
  [
    'not where the Job waits to see how it ends',
    exampleJob({ podReplacementPolicy: 'Failed' }),
    { terminating: true },
    false,
  ],
  ['nor with a policy for failures', exampleJob({ podFailurePolicy: { rules: [] } }), { terminating: true }, false],
  ['nor one that has succeeded', exampleJob(), { phase: 'Succeeded', terminating: true }, false],
])('%s', (_, job, pod, expected) => expect(isFailed(job, exampleJobPod(pod))).toBe(expected));
