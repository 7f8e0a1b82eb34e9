import type {
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  KubeObject,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../api/schema/kinds.ts';
import { matchesSelector } from '../../selector.ts';
import type { Store } from '../../store.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { humanDuration } from '../printers/age.ts';
import { labelsText, selectorText } from '../printers/selector-text.ts';
import { storageClassOf } from '../printers/storage-class.ts';
import { replicaSetsOf } from '../replica-sets.ts';
import { podTemplateText } from './pod.ts';
import { annotationLines, conditionTable, controlledBy, dateText, labelLines, row, trueOrFalse } from './text.ts';

// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go

export function describeDeployment({ metadata, spec, status }: Deployment, store: Store): string {
  const { newest, older } = replicaSetsOf(store, { metadata, spec });
  const sets = (list: readonly ReplicaSet[]): string =>
    list
      .map((rs) => `${rs.metadata.name} (${rs.status?.replicas ?? 0}/${rs.spec?.replicas ?? 0} replicas created)`)
      .join(', ') || '<none>';
  const rolling = spec?.strategy?.rollingUpdate;
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    row('CreationTimestamp', dateText(metadata.creationTimestamp)) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    row('Selector', selectorText(spec?.selector)) +
    row(
      'Replicas',
      `${spec?.replicas ?? 0} desired | ${status?.updatedReplicas ?? 0} updated | ${status?.replicas ?? 0} total | ${status?.availableReplicas ?? 0} available | ${status?.unavailableReplicas ?? 0} unavailable`,
    ) +
    row('StrategyType', spec?.strategy?.type ?? '') +
    row('MinReadySeconds', spec?.minReadySeconds ?? 0) +
    (rolling
      ? row(
          'RollingUpdateStrategy',
          `${rolling.maxUnavailable ?? ''} max unavailable, ${rolling.maxSurge ?? ''} max surge`,
        )
      : '') +
    podTemplateText(spec?.template) +
    conditionTable(status?.conditions) +
    (newest || older.length
      ? row('OldReplicaSets', sets(older)) + row('NewReplicaSet', sets(newest ? [newest] : []))
      : '')
  );
}

export const describeReplicaSet = (set: ReplicaSet, store: Store): string =>
  replicasText(set, selectorText(set.spec?.selector), controlledBy(set.metadata), store);

export const describeReplicationController = (controller: ReplicationController, store: Store): string =>
  replicasText(controller, labelsText(controller.spec?.selector), '', store);

function replicasText(
  set: ReplicaSet | ReplicationController,
  selector: string,
  controlled: string,
  store: Store,
): string {
  const { metadata, spec, status } = set;
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    row('Selector', selector) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    controlled +
    row('Replicas', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`) +
    podPhases(set, store) +
    podTemplateText(spec?.template) +
    conditionTable(status?.conditions)
  );
}

export function describeStatefulSet(set: StatefulSet, store: Store): string {
  const { metadata, spec, status } = set;
  const rolling = spec?.updateStrategy?.rollingUpdate;
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    row('CreationTimestamp', dateText(metadata.creationTimestamp)) +
    row('Selector', selectorText(spec?.selector)) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    row('Replicas', `${spec?.replicas ?? 0} desired | ${status?.replicas ?? 0} total`) +
    row('Update Strategy', spec?.updateStrategy?.type ?? '') +
    (rolling?.partition === undefined ? '' : row('Partition', rolling.partition, '  ')) +
    (rolling?.partition === undefined || rolling.maxUnavailable === undefined
      ? ''
      : row('MaxUnavailable', rolling.maxUnavailable, '  ')) +
    podPhases(set, store) +
    podTemplateText(spec?.template) +
    volumeClaims(spec?.volumeClaimTemplates)
  );
}

function volumeClaims(templates: NonNullable<StatefulSet['spec']>['volumeClaimTemplates']): string {
  if (!templates?.length) return row('Volume Claims', '<none>');
  return `Volume Claims:\n${templates
    .map(
      ({ metadata, spec }) =>
        row('Name', metadata.name, '  ') +
        row('StorageClass', storageClassOf({ metadata, spec }), '  ') +
        labelLines('Labels', metadata.labels, '  ') +
        labelLines('Annotations', metadata.annotations, '  ') +
        row('Capacity', spec?.resources?.requests?.['storage'] ?? '<default>', '  ') +
        row('Access Modes', `[${(spec?.accessModes ?? []).join(' ')}]`, '  '),
    )
    .join('')}`;
}

export function describeDaemonSet(set: DaemonSet, store: Store): string {
  const { metadata, spec, status } = set;
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    row('Selector', selectorText(spec?.selector)) +
    row('Node-Selector', labelsText(spec?.template.spec?.nodeSelector)) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}\n` +
    `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}\n` +
    `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}\n` +
    `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}\n` +
    `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}\n` +
    podPhases(set, store) +
    podTemplateText(spec?.template)
  );
}

/** How many Pods of a controller are in which phase. */
function podPhases(owner: ReplicaSet | ReplicationController | StatefulSet | DaemonSet, store: Store): string {
  const selector =
    owner.kind === 'ReplicationController' ? { matchLabels: owner.spec?.selector ?? {} } : owner.spec?.selector;
  const pods = store
    .list('Pod', owner.metadata.namespace)
    .filter((pod) => isControlledBy(pod, owner) && matchesSelector(selector, pod.metadata.labels));
  const count = (phase: string): number => pods.filter((pod) => pod.status.phase === phase).length;
  return row(
    'Pods Status',
    `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`,
  );
}

function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return object.metadata.ownerReferences?.some((o) => o.controller && o.uid === owner.metadata.uid) === true;
}

export function describeJob({ metadata, spec, status }: Job): string {
  const optional = (title: string, value: string | number | boolean | undefined, unit = ''): string =>
    value === undefined ? '' : row(title, `${value}${unit}`);
  const [start, end] = [status?.startTime, status?.completionTime];
  const took = start && end ? (parseTimestamp(end) ?? 0) - (parseTimestamp(start) ?? 0) : undefined;
  const ready = status?.ready === undefined ? '' : ` (${status.ready} Ready)`;
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    row('Selector', selectorText(spec?.selector)) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    controlledBy(metadata) +
    optional('Parallelism', spec?.parallelism) +
    row('Completions', spec?.completions ?? '<unset>') +
    optional('Completion Mode', spec?.completionMode) +
    optional('Suspend', spec?.suspend) +
    optional('Backoff Limit', spec?.backoffLimit) +
    optional('TTL Seconds After Finished', spec?.ttlSecondsAfterFinished) +
    (start ? row('Start Time', dateText(start)) : '') +
    (end ? row('Completed At', dateText(end)) : '') +
    (took === undefined ? '' : row('Duration', humanDuration(took))) +
    optional('Active Deadline Seconds', spec?.activeDeadlineSeconds, 's') +
    row(
      'Pods Statuses',
      `${status?.active ?? 0} Active${ready} / ${status?.succeeded ?? 0} Succeeded / ${status?.failed ?? 0} Failed`,
    ) +
    (spec?.completionMode === 'Indexed'
      ? row('Completed Indexes', cappedIndexes(status?.completedIndexes ?? ''))
      : '') +
    podTemplateText(spec?.template)
  );
}

/** A list of indexes, cut at the first comma after fifty characters. */
function cappedIndexes(indexes: string): string {
  if (indexes === '') return '<none>';
  const comma = indexes.indexOf(',', 50);
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

export function describeCronJob({ metadata, spec, status }: CronJob): string {
  const job = spec?.jobTemplate.spec;
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    row('Schedule', spec?.schedule ?? '') +
    row('Concurrency Policy', spec?.concurrencyPolicy ?? '') +
    row('Suspend', spec?.suspend === undefined ? '<unset>' : trueOrFalse(spec.suspend)) +
    row('Time Zone', spec?.timeZone ?? '<unset>') +
    row('Successful Job History Limit', spec?.successfulJobsHistoryLimit ?? '<unset>') +
    row('Failed Job History Limit', spec?.failedJobsHistoryLimit ?? '<unset>') +
    row(
      'Starting Deadline Seconds',
      spec?.startingDeadlineSeconds === undefined ? '<unset>' : `${spec.startingDeadlineSeconds}s`,
    ) +
    row('Selector', job?.selector ? selectorText(job.selector) : '<unset>') +
    row('Parallelism', job?.parallelism ?? '<unset>') +
    row('Completions', job?.completions ?? '<unset>') +
    (job?.activeDeadlineSeconds === undefined ? '' : row('Active Deadline Seconds', `${job.activeDeadlineSeconds}s`)) +
    podTemplateText(job?.template) +
    row('Last Schedule Time', status?.lastScheduleTime ? dateText(status.lastScheduleTime) : '<unset>') +
    row('Active Jobs', (status?.active ?? []).map((j) => j.name ?? '').join(', ') || '<none>')
  );
}
