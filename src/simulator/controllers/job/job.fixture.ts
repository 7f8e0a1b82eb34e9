import type { Job, JobSpec, JobStatus, Pod } from '../../api/schema/kinds.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { INDEX } from './indexes.ts';
import { TRACKING } from './job-pods.ts';

/** A Job of the tests: one completion, one Pod at a time, unless said. */
export const exampleJob = (spec: Partial<JobSpec> = {}, status: JobStatus = {}): Job =>
  ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'job', namespace: 'default', uid: 'job' },
    spec: {
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app' }] } },
      ...spec,
    },
    status,
  }) as unknown as Job;

export interface ExampleJobPod {
  readonly name?: string;
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly index?: number;
  /** Of the container "app", which then has ended. */
  readonly exitCode?: number;
  /** "00:00:10" on 2026-01-01. */
  readonly finished?: string;
  readonly created?: string;
  readonly counted?: true;
  readonly terminating?: true;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly conditions?: Pod['status']['conditions'];
  readonly restarts?: number;
}

const at = (time: string): string => `2026-01-01T${time}Z`;
/** Milliseconds since 1970 of a time on 2026-01-01. */
export const millisAt = (time: string): number => parseTimestamp(at(time)) ?? 0;

/** A Pod that its Job still has to count, unless `counted`. */
export function exampleJobPod(pod: ExampleJobPod = {}): Pod {
  const { name = 'pod', phase = 'Running', index, exitCode, finished = '00:00:00', created = '00:00:00' } = pod;
  const terminated = exitCode === undefined ? undefined : { terminated: { exitCode, finishedAt: at(finished) } };
  return {
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      creationTimestamp: at(created),
      annotations: { ...(index === undefined ? {} : { [INDEX]: String(index) }), ...pod.annotations },
      ...(pod.counted ? {} : { finalizers: [TRACKING] }),
      ...(pod.terminating ? { deletionTimestamp: at('00:00:30') } : {}),
    },
    spec: { containers: [{ name: 'app' }], nodeName: 'a' },
    status: {
      phase,
      conditions: pod.conditions ?? [],
      containerStatuses: [
        { name: 'app', restartCount: pod.restarts ?? 0, ...(terminated ? { state: terminated } : {}) },
      ],
    },
  } as unknown as Pod;
}
