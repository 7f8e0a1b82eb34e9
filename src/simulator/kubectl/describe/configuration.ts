import type {
  ConfigMap,
  LimitRange,
  Namespace,
  PodDisruptionBudget,
  PriorityClass,
  ResourceQuota,
  Secret,
  ServiceAccount,
} from '../../api/schema/kinds.ts';
import { fromBase64 } from '../../base64.ts';
import { canonicalText } from '../../quantity-text.ts';
import { parseQuantity } from '../../quantity.ts';
import type { Store } from '../../store.ts';
import { labelsText, selectorText } from '../printers/selector-text.ts';
import { sortedByKey } from '../resource-arguments.ts';
import { annotationLines, dateText, entriesOf, heading, labelLines, row } from './text.ts';

// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go

export function describeConfigMap({ metadata, data, binaryData }: ConfigMap): string {
  return (
    heading(metadata) +
    '\nData\n====\n' +
    entriesOf(data)
      .map(([key, value]) => `${key}:\n----\n${value}\n\n`)
      .join('') +
    '\nBinaryData\n====\n' +
    entriesOf(binaryData)
      .map(([key, value]) => `${key}: ${bytesOf(value)} bytes\n`)
      .join('') +
    '\n'
  );
}

export function describeSecret({ metadata, type, data }: Secret): string {
  return `${heading(metadata)}\n${row('Type', type ?? '')}\nData\n====\n${entriesOf(data)
    .map(([key, value]) =>
      row(key, key === 'token' && type === TOKEN ? (fromBase64(value) ?? '') : `${bytesOf(value)} bytes`),
    )
    .join('')}`;
}

/** The only kind of Secret whose token is shown as it is. */
const TOKEN = 'kubernetes.io/service-account-token';

/** How many bytes base64 holds. */
function bytesOf(base64: string): number {
  const letters = base64.replace(/[=\s]/g, '').length;
  return Math.floor((letters * 3) / 4);
}

export function describeServiceAccount({ metadata, imagePullSecrets = [] }: ServiceAccount): string {
  const names = imagePullSecrets.map(({ name = '' }) => name);
  return heading(metadata) + `Image pull secrets:\t${names.join('\n                   \t') || '<none>'}\n`;
}

export function describeNamespace({ metadata, status }: Namespace, store: Store): string {
  const conditions = (status?.conditions ?? []).map(
    (c) => `  ${c.type}\t${c.status}\t${dateText(c.lastTransitionTime)}\t${c.reason ?? ''}\t${c.message ?? ''}\n`,
  );
  return (
    row('Name', metadata.name) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    row('Status', status?.phase ?? '') +
    (conditions.length
      ? `Conditions:\n  Type\tStatus\tLastTransitionTime\tReason\tMessage\n  ----\t------\t------------------\t------\t-------\n${conditions.join('')}`
      : '') +
    `\n${quotasOfNamespace(sortedByKey(store.list('ResourceQuota', metadata.name)))}` +
    `\n${limitsOfNamespace(sortedByKey(store.list('LimitRange', metadata.name)))}`
  );
}

function quotasOfNamespace(quotas: readonly ResourceQuota[]): string {
  if (quotas.length === 0) return 'No resource quota.\n';
  return `Resource Quotas\n${quotas
    .map(
      (quota) =>
        row('Name', quota.metadata.name, '  ') +
        scopeLines(quota, '  ', '* ') +
        '  Resource\tUsed\tHard\n  --------\t---\t---\n' +
        usage(quota)
          .map((line) => `  ${line}`)
          .join(''),
    )
    .join('')}`;
}

export function describeResourceQuota(quota: ResourceQuota): string {
  return (
    row('Name', quota.metadata.name) +
    row('Namespace', quota.metadata.namespace ?? '') +
    scopeLines(quota, '', ' * ') +
    'Resource\tUsed\tHard\n--------\t----\t----\n' +
    usage(quota, inFormatOf).join('')
  );
}

const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function scopeLines({ spec }: ResourceQuota, indent: string, bullet: string): string {
  const scopes = [...(spec?.scopes ?? [])].sort();
  if (scopes.length === 0) return '';
  return (
    row('Scopes', scopes.join(', '), indent) +
    scopes.map((scope) => (SCOPES[scope] ? `${indent}${bullet}${SCOPES[scope]}\n` : '')).join('')
  );
}

function usage({ status }: ResourceQuota, told: (used: string, hard: string) => string = (used) => used): string[] {
  return entriesOf(status?.hard).map(
    ([name, hard]) => `${name}\t${told(status?.used?.[name] ?? '0', hard)}\t${hard}\n`,
  );
}

/** Of an amount that is written in another format than its limit, whole units are told. @source the same, ResourceQuotaDescriber */
function inFormatOf(used: string, hard: string): string {
  const [amount, to] = [parseQuantity(used), parseQuantity(hard)];
  return amount && to && amount.format !== to.format ? canonicalText(BigInt(amount.value), 0, to.format) : used;
}

const LIMIT_COLUMNS = ['Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio'];

function limitsOfNamespace(ranges: readonly LimitRange[]): string {
  if (ranges.length === 0) return 'No LimitRange resource.\n';
  return `Resource Limits\n ${LIMIT_COLUMNS.join('\t')}\n ${LIMIT_COLUMNS.map(dashes).join('\t')}\n${ranges
    .flatMap(limitLines)
    .map((line) => ` ${line}`)
    .join('')}`;
}

export function describeLimitRange(range: LimitRange): string {
  return (
    row('Name', range.metadata.name) +
    row('Namespace', range.metadata.namespace ?? '') +
    `${LIMIT_COLUMNS.join('\t')}\n${LIMIT_COLUMNS.map(dashes).join('\t')}\n${limitLines(range).join('')}`
  );
}

const dashes = (title: string): string => '-'.repeat(title.length);

function limitLines({ spec }: LimitRange): string[] {
  return (spec?.limits ?? []).flatMap((item) => {
    const lists = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
    const names = new Set(lists.flatMap((list) => Object.keys(list ?? {})));
    return [...names]
      .sort()
      .map((name) => `${[item.type, name, ...lists.map((list) => list?.[name] ?? '-')].join('\t')}\n`);
  });
}

export function describePriorityClass({
  metadata,
  value,
  globalDefault,
  preemptionPolicy,
  description,
}: PriorityClass): string {
  return (
    row('Name', metadata.name) +
    row('Value', value ?? 0) +
    row('GlobalDefault', globalDefault ?? false) +
    row('PreemptionPolicy', preemptionPolicy ?? 'PreemptLowerPriority') +
    row('Description', description ?? '') +
    row('Annotations', labelsText(metadata.annotations))
  );
}

export function describePodDisruptionBudget({ metadata, spec, status }: PodDisruptionBudget): string {
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    (spec?.minAvailable !== undefined
      ? row('Min available', spec.minAvailable)
      : spec?.maxUnavailable !== undefined
        ? row('Max unavailable', spec.maxUnavailable)
        : '') +
    row('Selector', spec?.selector ? selectorText(spec.selector) : '<unset>') +
    'Status:\n' +
    row('Allowed disruptions', status?.disruptionsAllowed ?? 0, '    ') +
    row('Current', status?.currentHealthy ?? 0, '    ') +
    row('Desired', status?.desiredHealthy ?? 0, '    ') +
    row('Total', status?.expectedPods ?? 0, '    ')
  );
}
