import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { Cluster } from '../../cluster.ts';

const cause = { actor: 'test', reason: 'the test has it' };

/** A CronJob of each minute, whose Jobs run as long as the command says; looked at after `minutes`. */
function ran(minutes: number, spec: JsonObject, command = 'true'): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'a' }] });
  const container = { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', command] };
  const template = { spec: { containers: [container], restartPolicy: 'Never', terminationGracePeriodSeconds: 1 } };
  const answer = cluster.api.create(
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'tick' },
      spec: { schedule: '* * * * *', jobTemplate: { spec: { backoffLimit: 0, template } }, ...spec },
    },
    'default',
    { cause },
  );
  if (!answer.ok) throw new Error(answer.error.message);
  cluster.runUntil(minutes * 60_000 + 30_000);
  return cluster;
}

const jobs = ({ store }: Cluster): string[] =>
  store
    .list('Job')
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .map(
      ({ metadata }) => metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp']?.slice(14, 16) ?? '',
    );
const told = ({ store }: Cluster): string[] =>
  store
    .list('Event')
    .filter(({ involvedObject }) => involvedObject.kind === 'CronJob')
    .map(({ reason, count }) => `${reason ?? ''} ${count ?? 0}`);
const active = ({ store }: Cluster): number => store.get('CronJob', 'default', 'tick')?.status.active?.length ?? 0;

test.each<[string, JsonObject, string, readonly string[], number]>([
  ['the three last that succeeded are kept', {}, 'true', ['03', '04', '05'], 0],
  ['as many as the limit says', { successfulJobsHistoryLimit: 1 }, 'true', ['05'], 0],
  ['none', { successfulJobsHistoryLimit: 0 }, 'true', [], 0],
  ['the last that failed is kept', {}, 'false', ['05'], 0],
  ['Allow: they run side by side', {}, 'sleep 600', ['01', '02', '03', '04', '05'], 5],
  [
    'Forbid: the last that was held up begins when the one before has ended',
    { concurrencyPolicy: 'Forbid' },
    'sleep 100',
    ['01', '02', '04'],
    1,
  ],
  [
    'unless it is too late for it by then',
    { concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 30 },
    'sleep 100',
    ['01', '03', '05'],
    1,
  ],
  ['Replace: the next takes the place of the one that runs', { concurrencyPolicy: 'Replace' }, 'sleep 600', ['05'], 1],
  ['suspended: none', { suspend: true }, 'true', [], 0],
])('%s', (_, spec, command, kept, running) => {
  const cluster = ran(5, spec, command);
  expect([jobs(cluster), active(cluster)]).toEqual([kept, running]);
});

test('what it does is told', () => {
  expect(told(ran(2, { concurrencyPolicy: 'Replace', successfulJobsHistoryLimit: 0 }, 'sleep 80'))).toEqual(
    expect.arrayContaining(['SuccessfulCreate 1', 'SuccessfulDelete 1']),
  );
  expect(told(ran(2, { concurrencyPolicy: 'Forbid' }, 'sleep 600'))).toContain('JobAlreadyActive 1');
  expect(told(ran(1, {}, 'true'))).toEqual(['SuccessfulCreate 1', 'SawCompletedJob 1']);
  expect(told(ran(0, { schedule: '0 5 31 2 *' }))).toEqual(['InvalidSchedule 1']);
  expect(told(ran(1, { successfulJobsHistoryLimit: 0 }, 'true'))).toEqual(['SuccessfulCreate 1', 'SuccessfulDelete 1']);
});
