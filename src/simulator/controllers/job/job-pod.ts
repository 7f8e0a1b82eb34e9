import type { JsonObject } from '../../api/json.ts';
import type { Container, Job, Pod } from '../../api/schema/kinds.ts';
import { podFromTemplate } from '../pod-control.ts';
import { failureAnnotations } from './index-failures.ts';
import { INDEX } from './indexes.ts';
import { TRACKING } from './job-pods.ts';

/**
 * A Job's next Pod; that of an index knows it by annotation, label, host name and environment.
 * @param failed - the Pod of the same index that it replaces: with backoffLimitPerIndex it carries its failures
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go manageJob, indexed_job_utils.go
 */
export function jobPod(job: Job, index?: number, failed?: Pod): JsonObject {
  const finalizers = [TRACKING];
  if (index === undefined) return podFromTemplate(job.spec.template, job, { finalizers });
  const { name } = job.metadata;
  const mark = { [INDEX]: String(index) };
  const spec = job.spec.template.spec;
  return podFromTemplate(job.spec.template, job, {
    finalizers,
    generateName: generateName(name, index),
    labels: mark,
    annotations: { ...mark, ...(job.spec.backoffLimitPerIndex === undefined ? {} : failureAnnotations(job, failed)) },
    ...(spec
      ? {
          spec: {
            ...spec,
            hostname: `${name}-${index}`,
            ...(spec.initContainers ? { initContainers: spec.initContainers.map(withIndex) } : {}),
            containers: spec.containers.map(withIndex),
          },
        }
      : {}),
  });
}

/** The longest beginning that leaves room for what is drawn. @source staging/src/k8s.io/apiserver/pkg/storage/names/generate.go MaxGeneratedNameLength */
const LONGEST_BEGINNING = 58;

function generateName(job: string, index: number): string {
  const end = `-${index}-`;
  return job.slice(0, LONGEST_BEGINNING - end.length) + end;
}

const NAME = 'JOB_COMPLETION_INDEX';

function withIndex(container: Container): Container {
  if (container.env?.some(({ name }) => name === NAME)) return container;
  const variable = {
    name: NAME,
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX}']` } },
  };
  return { ...container, env: [...(container.env ?? []), variable] };
}
