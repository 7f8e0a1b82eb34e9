import type { JsonObject } from '../json.ts';
import { fill, within } from './fill.ts';
import { defaultJobSpec } from './job.ts';

/** The job template keeps what it leaves open: that is filled in when a Job is made of it. @source kubernetes/kubernetes pkg/apis/batch/v1/defaults.go SetDefaults_CronJob */
export const defaultCronJob = (cronJob: JsonObject): JsonObject =>
  within(cronJob, 'spec', (spec) =>
    within(
      fill(spec, {
        concurrencyPolicy: 'Allow',
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
      }),
      'jobTemplate',
      (template) => within(fill(template, { metadata: {} }), 'spec', defaultJobSpec),
    ),
  );
