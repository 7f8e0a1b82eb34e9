import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../api/schema/kinds.ts';
import { metricText } from '../printers/autoscaler-metrics.ts';
import { dateText, heading, row } from './text.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describeHorizontalPodAutoscalerV2 */
export function describeHorizontalPodAutoscaler({ metadata, spec, status }: HorizontalPodAutoscaler): string {
  const metrics = (spec?.metrics ?? []).map((metric, i) => {
    const { title, amounts } = metricText(metric, status?.currentMetrics?.[i]);
    return amounts === '' ? `  ${title}\n` : `  ${title}\t${amounts}\n`;
  });
  const conditions = (status?.conditions ?? []).map(
    (c) => `  ${c.type}\t${c.status}\t${c.reason ?? ''}\t${c.message ?? ''}\n`,
  );
  return (
    heading(metadata) +
    row('CreationTimestamp', dateText(metadata.creationTimestamp)) +
    row('Reference', `${spec?.scaleTargetRef.kind ?? ''}/${spec?.scaleTargetRef.name ?? ''}`) +
    row('Metrics', '( current / target )') +
    metrics.join('') +
    row('Min replicas', spec?.minReplicas ?? '<unset>') +
    row('Max replicas', spec?.maxReplicas ?? 0) +
    (spec?.behavior
      ? `Behavior:\n${direction('Scale Up', spec.behavior.scaleUp)}${direction('Scale Down', spec.behavior.scaleDown)}`
      : '') +
    row(
      `${spec?.scaleTargetRef.kind ?? ''} pods`,
      `${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`,
    ) +
    (conditions.length
      ? `Conditions:\n  Type\tStatus\tReason\tMessage\n  ----\t------\t------\t-------\n${conditions.join('')}`
      : '')
  );
}

function direction(title: string, rules: HPAScalingRules | undefined): string {
  if (!rules) return '';
  const policies = (rules.policies ?? []).map(
    (p) => `      - Type: ${p.type}\tValue: ${p.value}\tPeriod: ${p.periodSeconds} seconds\n`,
  );
  return (
    `  ${title}:\n` +
    (rules.stabilizationWindowSeconds === undefined
      ? ''
      : `    Stabilization Window: ${rules.stabilizationWindowSeconds} seconds\n`) +
    (policies.length ? `    Select Policy: ${rules.selectPolicy ?? 'Max'}\n    Policies:\n${policies.join('')}` : '')
  );
}
