import type {
  HorizontalPodAutoscaler,
  LimitRange,
  MetricSpec,
  MetricStatus,
  PodDisruptionBudget,
  ResourceQuota,
} from '../../api/schema/kinds.ts';
import { metricText } from './autoscaler-metrics.ts';
import { ageOf } from './age.ts';
import { columns, type TablePrinter } from './table.ts';

// All of these: kubernetes/kubernetes pkg/printers/internalversion/printers.go

export const podDisruptionBudgetTable: TablePrinter<PodDisruptionBudget> = {
  columns: columns('Name Min_Available Max_Unavailable Allowed_Disruptions Age'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec?.minAvailable ?? 'N/A',
    spec?.maxUnavailable ?? 'N/A',
    status?.disruptionsAllowed ?? 0,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const resourceQuotaTable: TablePrinter<ResourceQuota> = {
  columns: columns('Name Request Limit Age'),
  cells: ({ metadata, status }, now) => {
    const resources = Object.keys(status?.hard ?? {}).sort();
    const shown = (names: readonly string[]): string =>
      names.map((name) => `${name}: ${status?.used?.[name] ?? '0'}/${status?.hard?.[name] ?? '0'}`).join(', ');
    return [
      metadata.name,
      shown(resources.filter((name) => !name.includes('limits'))),
      shown(resources.filter((name) => name.includes('limits'))),
      ageOf(metadata.creationTimestamp, now),
    ];
  },
};

export const limitRangeTable: TablePrinter<LimitRange> = {
  columns: columns('Name Created_At'),
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? ''],
};

export const horizontalPodAutoscalerTable: TablePrinter<HorizontalPodAutoscaler> = {
  columns: columns('Name Reference Targets MinPods MaxPods Replicas Age'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    `${spec?.scaleTargetRef.kind ?? ''}/${spec?.scaleTargetRef.name ?? ''}`,
    targets(spec?.metrics ?? [], status?.currentMetrics ?? []),
    spec?.minReplicas ?? '<unset>',
    spec?.maxReplicas ?? 0,
    status?.currentReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
  ],
};

/** So many metrics are shown. @source the same, formatHPAMetrics */
const SHOWN = 2;

function targets(metrics: readonly MetricSpec[], now: readonly MetricStatus[]): string {
  if (metrics.length === 0) return '<none>';
  const shown = metrics.slice(0, SHOWN).map((metric, i) => metricText(metric, now[i]).short);
  return `${shown.join(', ')}${metrics.length > SHOWN ? ` + ${metrics.length - SHOWN} more...` : ''}`;
}
