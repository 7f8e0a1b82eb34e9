import { withMetadata } from '../object-metadata.ts';
import type { Job, KubeObject } from '../schema/kinds.ts';
import { withSpecGeneration } from './generation.ts';
import type { Strategy } from './strategy.ts';

const base = withSpecGeneration({});

export const cronJobStrategy: Strategy = base;

/**
 * A Job gets a selector of its own, unless it brings one.
 * @source kubernetes/kubernetes pkg/registry/batch/job/strategy.go PrepareForCreate, generateSelector
 */
export const jobStrategy: Strategy = {
  ...base,
  prepareForCreate: (object, context) => {
    const job = base.prepareForCreate(object, context) as Job;
    return job.spec.manualSelector === true ? job : withOwnSelector(job);
  },
  // What is read from the store gets its defaults again: labels that the template has got only now.
  canonicalize: (object) => {
    const { metadata, spec } = object as Job;
    return metadata.labels ? object : withMetadata(object, { labels: spec.template.metadata?.labels });
  },
};

function withOwnSelector(job: Job): KubeObject {
  const { uid, name } = job.metadata;
  const template = job.spec.template;
  const labels = {
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
  };
  const templateLabels = { ...labels, ...template.metadata?.labels };
  const selector = job.spec.selector ?? {};
  const changed: Job = {
    ...job,
    spec: {
      ...job.spec,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, 'batch.kubernetes.io/controller-uid': uid } },
      template: { ...template, metadata: { ...template.metadata, labels: templateLabels } },
    },
  };
  return isOneMap(job) ? withMetadata(changed, { labels: templateLabels }) : changed;
}

/** Labels that came from the template by default follow it. */
const isOneMap = ({ metadata, spec }: Job): boolean =>
  metadata.labels !== undefined && metadata.labels === spec.template.metadata?.labels;
