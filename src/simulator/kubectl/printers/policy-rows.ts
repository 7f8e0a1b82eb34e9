import type {
  HorizontalPodAutoscaler,
  LimitRange,
  MetricSpec,
  PodDisruptionBudget,
  ResourceQuota,
} from '../../api/schema/kinds.ts';
import { ageOf } from './age.ts';
import { shortList } from './network-rows.ts';
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
    spec?.metrics?.length ? shortTargets(spec.metrics) : '<none>',
    spec?.minReplicas ?? '<unset>',
    spec?.maxReplicas ?? 0,
    status?.currentReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
  ],
};

/** No metrics are gathered here: what is used now is unknown. */
function shortTargets(metrics: readonly MetricSpec[]): string {
  return shortList(
    metrics.map(({ type, resource }) => {
      if (!resource) return `<unknown>/<${type.toLowerCase()}>`;
      const { averageUtilization, averageValue } = resource.target;
      return `${resource.name}: <unknown>/${averageUtilization === undefined ? (averageValue ?? '') : `${averageUtilization}%`}`;
    }),
    '<none>',
  );
}
