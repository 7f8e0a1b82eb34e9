import type { JsonObject } from '../json.ts';
import { asObject, fill, isObject, within, withinEach } from './fill.ts';
import { defaultPodTemplate } from './pod.ts';

const MAX_INT32 = 2_147_483_647;

/** @source kubernetes/kubernetes pkg/apis/batch/v1/defaults.go SetDefaults_Job */
export const defaultJob = (job: JsonObject): JsonObject =>
  within(withTemplateLabels(job), 'spec', (spec) => {
    // Completions stay unset where only parallelism is said: that is a job with a work queue.
    const both = spec['completions'] === undefined && spec['parallelism'] === undefined;
    const filled = fill(spec, {
      ...(both ? { completions: 1 } : {}),
      parallelism: 1,
      backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 6 : MAX_INT32,
      completionMode: 'NonIndexed',
      suspend: false,
      manualSelector: false,
      podReplacementPolicy: isObject(spec['podFailurePolicy']) ? 'Failed' : 'TerminatingOrFailed',
    });
    return defaultJobSpec(filled);
  });

/** A Job without labels takes those of its template: the very same object, so that who adds to one adds to both. */
function withTemplateLabels(job: JsonObject): JsonObject {
  const labels = asObject(asObject(asObject(job['spec'])['template'])['metadata'])['labels'];
  if (!isObject(labels) || Object.keys(asObject(asObject(job['metadata'])['labels'])).length > 0) return job;
  return within(job, 'metadata', (metadata) => ({ ...metadata, labels }));
}

/** What a Job and the template of a CronJob have in common: the pod template and the conditions of a failure policy. */
export function defaultJobSpec(spec: JsonObject): JsonObject {
  const templated = within(spec, 'template', defaultPodTemplate);
  if (!isObject(spec['podFailurePolicy'])) return templated;
  return within(templated, 'podFailurePolicy', (policy) =>
    withinEach(policy, 'rules', (rule) =>
      withinEach(rule, 'onPodConditions', (pattern) => fill(pattern, { status: 'True' })),
    ),
  );
}
