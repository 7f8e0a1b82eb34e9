import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { Job, Pod } from '../../api/schema/kinds.ts';
import { Cluster } from '../../cluster.ts';
import { indexOf } from './indexes.ts';
import { isTracked } from './job-pods.ts';

const cause = { actor: 'test', reason: 'the test has it' };

function started(script: string, spec: JsonObject, grace = 1): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'a' }] });
  const container = { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', script] };
  const template = {
    spec: { containers: [container], restartPolicy: 'Never', terminationGracePeriodSeconds: grace },
  };
  const object = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' }, spec: { template, ...spec } };
  const answer = cluster.api.create(object, 'default', { cause });
  if (!answer.ok) throw new Error(answer.error.message);
  return cluster;
}
function job({ store }: Cluster): Job {
  const found = store.get('Job', 'default', 'job');
  if (!found) throw new Error('the Job is gone');
  return found;
}
const pods = ({ store }: Cluster): Pod[] => store.list('Pod');
const ended = (cluster: Cluster): unknown =>
  job(cluster).status.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed')?.reason;
/** When each Pod was created, in seconds. */
const created = ({ history }: Cluster): number[] =>
  history.entries.flatMap((entry) =>
    entry.type === 'write' && entry.kind === 'Pod' && entry.verb === 'create' ? [Math.round(entry.at / 1000)] : [],
  );

test('an index is tried again after its own back-off, and fails alone', () => {
  const cluster = started('test $JOB_COMPLETION_INDEX -ne 1', {
    completionMode: 'Indexed',
    completions: 3,
    parallelism: 3,
    backoffLimitPerIndex: 1,
  });
  cluster.runUntil(60_000);
  expect(ended(cluster)).toBe('FailedIndexes');
  expect(job(cluster).status).toMatchObject({ succeeded: 2, failed: 2, completedIndexes: '0,2', failedIndexes: '1' });
  const ofSecond = pods(cluster).filter((pod) => indexOf(pod) === 1);
  expect(ofSecond.map(({ metadata }) => metadata.annotations?.['batch.kubernetes.io/job-index-failure-count'])).toEqual(
    ['0', '1'],
  );
  expect(created(cluster).at(-1)).toBeGreaterThanOrEqual(10);
  expect(pods(cluster).filter(isTracked)).toEqual([]);
});

test('a Job that another controller manages is left to it', () => {
  const cluster = started('true', { managedBy: 'example.com/queue' });
  cluster.runUntil(30_000);
  expect([pods(cluster), job(cluster).status]).toEqual([[], {}]);
});

test.each([
  ['TerminatingOrFailed', 'at once, but for the back-off', [0, 20]],
  ['Failed', 'only once it has failed', [0, 50]],
])('with podReplacementPolicy %s a Pod that is deleted is replaced %s', (podReplacementPolicy, _, expected) => {
  const cluster = started("trap '' TERM; while :; do sleep 1; done", { podReplacementPolicy }, 30);
  cluster.runUntil(10_000);
  const [first] = pods(cluster);
  cluster.api.delete({ kind: 'Pod', namespace: 'default', name: first?.metadata.name ?? '' }, {}, { cause });
  cluster.runUntil(90_000);
  const [atFirst = -1, later = -1] = created(cluster);
  expect([atFirst, Math.round(later / 5) * 5]).toEqual(expected);
});

test('a Pod that is refused is asked for again after 1 s, 2 s, 4 s', () => {
  const containers = [{ name: 'app', image: 'busybox:1.36' }];
  const spec = { containers, restartPolicy: 'Never', serviceAccountName: 'nosuch' };
  const cluster = started('', { template: { spec } });
  cluster.runUntil(10_000);
  const refused = cluster.history.entries.flatMap((entry) =>
    entry.type === 'write' && entry.after?.kind === 'Event' && entry.after.reason === 'FailedCreate'
      ? [Math.round(entry.at / 1000)]
      : [],
  );
  expect(refused).toEqual([0, 1, 3, 7]);
});

test('a Job that is suspended has no Pods, and begins anew', () => {
  const cluster = started('sleep 5', {});
  cluster.runUntil(2000);
  const suspend = (is: boolean): void =>
    void cluster.api.patch(
      { kind: 'Job', namespace: 'default', name: 'job' },
      { type: 'merge', body: { spec: { suspend: is } } },
      { cause },
    );
  suspend(true);
  cluster.runUntil(20_000);
  expect([pods(cluster), job(cluster).status.startTime]).toEqual([[], undefined]);
  suspend(false);
  cluster.runUntil(40_000);
  expect(ended(cluster)).toBe('CompletionsReached');
  expect(job(cluster).status.startTime).toBe('2026-01-01T00:00:20Z');
});
