import type { JsonObject } from '../../api/json.ts';
import type { Container, Job } from '../../api/schema/kinds.ts';
import { podFromTemplate } from '../pod-control.ts';
import { INDEX } from './indexes.ts';
import { TRACKING } from './job-progress.ts';

/**
 * A Job's next Pod; that of an index knows it by annotation, label, host name and environment.
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go manageJob, indexed_job_utils.go
 */
export function jobPod(job: Job, index?: number): JsonObject {
  const finalizers = [TRACKING];
  if (index === undefined) return podFromTemplate(job.spec.template, job, { finalizers });
  const { name } = job.metadata;
  const mark = { [INDEX]: String(index) };
  const spec = job.spec.template.spec;
  return podFromTemplate(job.spec.template, job, {
    finalizers,
    generateName: `${name}-${index}-`,
    labels: mark,
    annotations: mark,
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

const NAME = 'JOB_COMPLETION_INDEX';

function withIndex(container: Container): Container {
  if (container.env?.some(({ name }) => name === NAME)) return container;
  const variable = {
    name: NAME,
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX}']` } },
  };
  return { ...container, env: [...(container.env ?? []), variable] };
}
