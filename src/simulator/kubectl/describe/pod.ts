import type { Container, Pod, PodTemplateSpec, TopologySpreadConstraint } from '../../api/schema/kinds.ts';
import { qosClass } from '../../pod/qos.ts';
import { ageOf } from '../printers/age.ts';
import { selectorText } from '../printers/selector-text.ts';
import { containersText, resourceLines } from './containers.ts';
import { annotationLines, controlledBy, dateText, labelLines, multiline, row, tolerationText } from './text.ts';
import { volumesText } from './volumes.ts';

/**
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describePod
 */
export function describePod(pod: Pod, now: number): string {
  const { metadata, spec, status } = pod;
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    (spec.priority === undefined ? '' : row('Priority', spec.priority)) +
    (spec.priorityClassName ? row('Priority Class Name', spec.priorityClassName) : '') +
    (spec.runtimeClassName ? row('Runtime Class Name', spec.runtimeClassName) : '') +
    (spec.serviceAccountName ? row('Service Account', spec.serviceAccountName) : '') +
    row('Node', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>') +
    (status.startTime ? row('Start Time', dateText(status.startTime)) : '') +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    phaseLines(pod, now) +
    row('IP', status.podIP ?? '') +
    (status.podIPs?.length
      ? `IPs:\n${status.podIPs.map(({ ip }) => row('IP', ip, '  ')).join('')}`
      : row('IPs', '<none>')) +
    controlledBy(metadata) +
    (status.nominatedNodeName ? row('NominatedNodeName', status.nominatedNodeName) : '') +
    (spec.resources ? `Resources:\n${resourceLines(spec.resources, '  ')}` : '') +
    (spec.initContainers?.length
      ? containersText({
          title: 'Init Containers',
          containers: spec.initContainers,
          statuses: status.initContainerStatuses,
          pod,
        })
      : '') +
    containersText({ title: 'Containers', containers: spec.containers, statuses: status.containerStatuses, pod }) +
    ephemeralContainers(pod) +
    readinessGates(pod) +
    conditions(pod) +
    volumesText(spec.volumes) +
    row('QoS Class', status.qosClass ?? qosClass(spec)) +
    labelLines('Node-Selectors', spec.nodeSelector) +
    tolerations(spec) +
    spreadConstraints(spec.topologySpreadConstraints)
  );
}

function phaseLines({ metadata, spec, status }: Pod, now: number): string {
  const isEnding = metadata.deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded';
  const seccomp = spec.securityContext?.seccompProfile;
  return (
    (isEnding
      ? row('Status', `Terminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`) +
        row('Termination Grace Period', `${metadata.deletionGracePeriodSeconds ?? 0}s`)
      : row('Status', status.phase ?? '')) +
    (status.reason ? row('Reason', status.reason) : '') +
    (status.message ? row('Message', status.message) : '') +
    (seccomp ? row('SeccompProfile', seccomp.type) : '') +
    (seccomp?.type === 'Localhost' ? row('LocalhostProfile', seccomp.localhostProfile ?? '') : '')
  );
}

function ephemeralContainers(pod: Pod): string {
  // What they have beside a container's fields is not shown.
  const containers: readonly Container[] = pod.spec.ephemeralContainers ?? [];
  return containers.length === 0
    ? ''
    : containersText({
        title: 'Ephemeral Containers',
        containers,
        statuses: pod.status.ephemeralContainerStatuses,
        pod,
      });
}

function readinessGates({ spec, status }: Pod): string {
  if (!spec.readinessGates?.length) return '';
  const lines = spec.readinessGates.map(
    (gate) =>
      `  ${gate.conditionType} \t${status.conditions?.find((c) => c.type === gate.conditionType)?.status ?? '<none>'} \n`,
  );
  return `Readiness Gates:\n  Type\tStatus\n${lines.join('')}`;
}

function conditions({ status }: Pod): string {
  return status.conditions?.length
    ? `Conditions:\n  Type\tStatus\n${status.conditions.map((c) => `  ${c.type} \t${c.status} \n`).join('')}`
    : '';
}

function tolerations(spec: { readonly tolerations?: Pod['spec']['tolerations'] }, indent = ''): string {
  const byKey = [...(spec.tolerations ?? [])].sort((a, b) =>
    (a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : 0,
  );
  return multiline('Tolerations', byKey.map(tolerationText), indent);
}

function spreadConstraints(constraints: readonly TopologySpreadConstraint[] | undefined, indent = ''): string {
  if (!constraints?.length) return '';
  const lines = [...constraints]
    .sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : a.topologyKey > b.topologyKey ? 1 : 0))
    .map(
      (c) =>
        `${c.topologyKey}:${c.whenUnsatisfiable} when max skew ${c.maxSkew} is exceeded${c.labelSelector ? ` for selector ${selectorText(c.labelSelector)}` : ''}`,
    );
  return multiline('Topology Spread Constraints', lines, indent);
}

/** @source the same, DescribePodTemplate */
export function podTemplateText(template: PodTemplateSpec | undefined): string {
  if (!template) return 'Pod Template:\n  <unset>';
  const { metadata, spec } = template;
  return (
    'Pod Template:\n' +
    labelLines('Labels', metadata?.labels, '  ') +
    (Object.keys(metadata?.annotations ?? {}).length
      ? annotationLines('Annotations', metadata?.annotations, '  ')
      : '') +
    (spec?.serviceAccountName ? row('Service Account', spec.serviceAccountName, '  ') : '') +
    (spec?.initContainers?.length
      ? containersText({ title: 'Init Containers', containers: spec.initContainers, indent: '  ' })
      : '') +
    containersText({ title: 'Containers', containers: spec?.containers ?? [], indent: '  ' }) +
    volumesText(spec?.volumes, '  ') +
    spreadConstraints(spec?.topologySpreadConstraints, '  ') +
    (spec?.priorityClassName ? row('Priority Class Name', spec.priorityClassName, '  ') : '') +
    labelLines('Node-Selectors', spec?.nodeSelector, '  ') +
    tolerations(spec ?? {}, '  ')
  );
}
