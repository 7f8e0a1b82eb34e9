import type {
  Container,
  ControllerRevision,
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  PodTemplate,
  PodTemplateSpec,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../api/schema/kinds.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { typeName, resourceOfName } from '../resources.ts';
import { ageOf, humanDuration } from './age.ts';
import { labelsText, selectorText } from './selector-text.ts';
import { columns, type TablePrinter } from './table.ts';

// All of these: kubernetes/kubernetes pkg/printers/internalversion/printers.go

export const deploymentTable: TablePrinter<Deployment> = {
  columns: columns('Name Ready Up-to-date Available Age | Containers Images Selector'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    status?.updatedReplicas ?? 0,
    status?.availableReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
    selectorText(spec?.selector),
  ],
};

/** A ReplicaSet and the ReplicationController before it look alike, but for how they select. */
const replicasTable = <T extends ReplicaSet | ReplicationController>(
  selector: (spec: T['spec']) => string,
): TablePrinter<T> => ({
  columns: columns('Name Desired Current Ready Age | Containers Images Selector'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
    selector(spec),
  ],
});

export const replicaSetTable = replicasTable<ReplicaSet>((spec) => selectorText(spec?.selector));
export const replicationControllerTable = replicasTable<ReplicationController>((spec) => labelsText(spec?.selector));

export const daemonSetTable: TablePrinter<DaemonSet> = {
  columns: columns('Name Desired Current Ready Up-to-date Available Node_Selector Age | Containers Images Selector'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    status?.desiredNumberScheduled ?? 0,
    status?.currentNumberScheduled ?? 0,
    status?.numberReady ?? 0,
    status?.updatedNumberScheduled ?? 0,
    status?.numberAvailable ?? 0,
    labelsText(spec?.template.spec?.nodeSelector),
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
    selectorText(spec?.selector),
  ],
};

export const statefulSetTable: TablePrinter<StatefulSet> = {
  columns: columns('Name Ready Age | Containers Images'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
  ],
};

export const jobTable: TablePrinter<Job> = {
  columns: columns('Name Status Completions Duration Age | Containers Images Selector'),
  cells: (job, now) => [
    job.metadata.name,
    jobStatus(job),
    jobCompletions(job),
    jobDuration(job, now),
    ageOf(job.metadata.creationTimestamp, now),
    ...containerCells(job.spec?.template),
    selectorText(job.spec?.selector),
  ],
};

export const cronJobTable: TablePrinter<CronJob> = {
  columns: columns('Name Schedule Timezone Suspend Active Last_Schedule Age | Containers Images Selector'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec?.schedule ?? '',
    spec?.timeZone ?? '<none>',
    spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
    status?.active?.length ?? 0,
    status?.lastScheduleTime ? ageOf(status.lastScheduleTime, now) : '<none>',
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.jobTemplate.spec?.template),
    selectorText(spec?.jobTemplate.spec?.selector),
  ],
};

export const podTemplateTable: TablePrinter<PodTemplate> = {
  columns: columns('Name Containers Images Pod_Labels'),
  cells: ({ metadata, template }) => [
    metadata.name,
    ...containerCells(template),
    labelsText(template?.metadata?.labels),
  ],
};

export const controllerRevisionTable: TablePrinter<ControllerRevision> = {
  columns: columns('Name Controller Revision Age'),
  cells: ({ metadata, revision }, now) => {
    const owner = metadata.ownerReferences?.find((o) => o.controller);
    const resource = owner && resourceOfName(owner.kind);
    const shown = owner ? `${resource ? typeName(resource) : owner.kind.toLowerCase()}/${owner.name}` : '<none>';
    return [metadata.name, shown, revision, ageOf(metadata.creationTimestamp, now)];
  },
};

/** Names and images of a template's containers. */
function containerCells(template: PodTemplateSpec | undefined): [string, string] {
  const containers: readonly Container[] = template?.spec?.containers ?? [];
  return [containers.map((c) => c.name).join(','), containers.map((c) => c.image ?? '').join(',')];
}

function jobStatus(job: Job): string {
  const has = (type: string): boolean =>
    job.status?.conditions?.some((c) => c.type === type && c.status === 'True') === true;
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  if (has('Suspended')) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  return has('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function jobCompletions({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration({ status }: Job, now: number): string {
  const start = status?.startTime ? parseTimestamp(status.startTime) : undefined;
  if (start === undefined) return '';
  const end = status?.completionTime ? parseTimestamp(status.completionTime) : undefined;
  return humanDuration((end ?? now) - start);
}
