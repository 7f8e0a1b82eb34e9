import { expect, test } from 'vitest';
import { changed, errorsOf } from './errors-of.fixture.ts';

const cronJob = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'pi', namespace: 'default' },
  spec: {
    schedule: '*/5 * * * *',
    jobTemplate: {
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'pi', image: 'perl' }] } } },
    },
  },
};

test.each([
  ['spec.timeZone', 'Asia/Seoul', []],
  ['spec.timeZone', 'asia/seoul', ['spec.timeZone: Invalid value: "asia/seoul": unknown time zone asia/seoul']],
  [
    'spec.timeZone',
    'Local',
    [
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
  ],
  ['spec.timeZone', '', ['spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string']],
  [
    'spec.schedule',
    '60 * * * *',
    ['spec.schedule: Invalid value: "60 * * * *": end of range (60) above maximum (59): 60'],
  ],
  [
    'spec.schedule',
    'TZ=UTC 0 * * * *',
    [
      'spec.schedule: Invalid value: "TZ=UTC 0 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
  ],
  [
    'spec.concurrencyPolicy',
    'x',
    ['spec.concurrencyPolicy: Unsupported value: "x": supported values: "Allow", "Forbid", "Replace"'],
  ],
  [
    'metadata.name',
    'a'.repeat(53),
    [`metadata.name: Invalid value: "${'a'.repeat(53)}": must be no more than 52 characters`],
  ],
])('%s %j', (path, value, errors) => expect(errorsOf(changed(cronJob, path, value))).toEqual(errors));
