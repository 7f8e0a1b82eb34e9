import type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Pod,
  Probe,
  ResourceRequirements,
} from '../../api/schema/kinds.ts';
import { goQuote } from '../../go-quote.ts';
import { parseQuantity } from '../../quantity.ts';
import { hostPort } from '../printers/network-rows.ts';
import { dateText, entriesOf, row, trueOrFalse } from './text.ts';

// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describeContainers

interface Shown {
  readonly title: string;
  readonly containers: readonly Container[];
  /** undefined for a template, which has none. */
  readonly statuses?: readonly ContainerStatus[] | undefined;
  /** The Pod that fields are taken from. */
  readonly pod?: Pod;
  /** Templates stand two blanks in, and their names one more. */
  readonly indent?: string;
}

export function containersText({ title, containers, statuses, pod, indent = '' }: Shown): string {
  let text = `${indent}${title}:${containers.length === 0 ? ' <none>' : ''}\n`;
  for (const container of containers) {
    const status = statuses?.find((s) => s.name === container.name);
    text += `  ${indent === '' ? '' : ' '}${container.name}:\n${basics(container, status)}${commandLines('Command', container.command)}${commandLines('Args', container.args)}`;
    if (status) text += stateLines(status);
    text +=
      resourceLines(container.resources, '    ') +
      probeLines(container) +
      envFromLines(container) +
      envLines(container, pod) +
      mountLines(container);
  }
  return text;
}

function basics(container: Container, status: ContainerStatus | undefined): string {
  const ports = container.ports ?? [];
  const list = (numberOf: (port: (typeof ports)[number]) => number): string =>
    ports.map((p) => `${numberOf(p)}/${p.protocol ?? ''}${p.name ? ` (${p.name})` : ''}`).join(', ') || '<none>';
  const plural = ports.length > 1 ? 's' : '';
  const seccomp = container.securityContext?.seccompProfile;
  return (
    (status ? row('Container ID', status.containerID ?? '', '    ') : '') +
    row('Image', container.image ?? '', '    ') +
    (status ? row('Image ID', status.imageID ?? '', '    ') : '') +
    row(
      `Port${plural}`,
      list((p) => p.containerPort),
      '    ',
    ) +
    row(
      `Host Port${plural}`,
      list((p) => p.hostPort ?? 0),
      '    ',
    ) +
    (seccomp ? row('SeccompProfile', seccomp.type, '    ') : '') +
    (seccomp?.type === 'Localhost' ? row('LocalhostProfile', seccomp.localhostProfile ?? '', '      ') : '')
  );
}

function commandLines(title: string, words: readonly string[] | undefined): string {
  if (!words?.length) return '';
  return `    ${title}:\n${words.flatMap((word) => word.split('\n').map((line) => `      ${line}\n`)).join('')}`;
}

function stateLines(status: ContainerStatus): string {
  return (
    stateText('State', status.state ?? {}) +
    (status.lastState?.terminated ? stateText('Last State', status.lastState) : '') +
    row('Ready', trueOrFalse(status.ready), '    ') +
    row('Restart Count', status.restartCount, '    ')
  );
}

function stateText(title: string, { running, waiting, terminated }: ContainerState): string {
  const detail = (name: string, value: string | number | undefined): string =>
    value ? row(name, value, '      ') : '';
  if (running) return row(title, 'Running', '    ') + detail('Started', dateText(running.startedAt));
  if (!terminated) return row(title, 'Waiting', '    ') + detail('Reason', waiting?.reason);
  return (
    row(title, 'Terminated', '    ') +
    detail('Reason', terminated.reason) +
    detail('Message', terminated.message) +
    row('Exit Code', terminated.exitCode, '      ') +
    detail('Signal', terminated.signal) +
    detail('Started', dateText(terminated.startedAt)) +
    detail('Finished', dateText(terminated.finishedAt))
  );
}

export function resourceLines(resources: ResourceRequirements | undefined, indent: string): string {
  const list = (title: string, amounts: Readonly<Record<string, string>> | undefined): string => {
    const entries = entriesOf(amounts);
    return entries.length === 0
      ? ''
      : `${indent}${title}:\n${entries.map(([name, amount]) => row(name, amount, `${indent}  `)).join('')}`;
  };
  return list('Limits', resources?.limits) + list('Requests', resources?.requests);
}

function probeLines({ livenessProbe, readinessProbe, startupProbe }: Container): string {
  const line = (title: string, probe: Probe | undefined): string => (probe ? row(title, probeText(probe), '    ') : '');
  return line('Liveness', livenessProbe) + line('Readiness', readinessProbe) + line('Startup', startupProbe);
}

/** @source the same, DescribeProbe */
function probeText(probe: Probe): string {
  const numbers = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  const { exec, httpGet, tcpSocket, grpc } = probe;
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${numbers}`;
  if (httpGet)
    return `http-get ${(httpGet.scheme ?? '').toLowerCase()}://${hostPort(httpGet.host ?? '', httpGet.port)}${urlPath(httpGet.path ?? '')} ${numbers}`;
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${numbers}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${numbers}`;
  return `unknown ${numbers}`;
}

/** Go's url.URL.String of a path. */
function urlPath(path: string): string {
  const escaped = path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@]/gu, (c) =>
    encodeURIComponent(c).replace(/[!'()*]/g, (k) => `%${k.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  return escaped === '' || escaped.startsWith('/') ? escaped : `/${escaped}`;
}

function envFromLines({ envFrom = [] }: Container): string {
  if (envFrom.length === 0) return '';
  return `    Environment Variables from:\n${envFrom
    .map(({ configMapRef, secretRef, prefix }) => {
      const source = configMapRef ?? secretRef;
      const kind = configMapRef ? 'ConfigMap' : secretRef ? 'Secret' : '';
      return `      ${source?.name ?? ''}\t${kind}${prefix ? ` with prefix '${prefix}'` : ''}\tOptional: ${source?.optional === true}\n`;
    })
    .join('')}`;
}

function envLines(container: Container, pod: Pod | undefined): string {
  const env = container.env ?? [];
  if (env.length === 0) return '    Environment:\t<none>\n';
  return `    Environment:\n${env
    .filter((variable) => !variable.valueFrom?.fileKeyRef)
    .map((variable) => `      ${variable.name}:\t${envValue(variable, container, pod)}\n`)
    .join('')}`;
}

function envValue({ value = '', valueFrom }: EnvVar, container: Container, pod: Pod | undefined): string {
  if (!valueFrom) return value.split('\n').join('\n      \t');
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef)
    return `${pod ? fieldValue(pod, fieldRef.fieldPath) : ''} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`;
  if (resourceFieldRef) {
    const amount = resourceValue(container, resourceFieldRef.resource, resourceFieldRef.divisor);
    const unlimited =
      amount === '0' && (resourceFieldRef.resource === 'limits.cpu' || resourceFieldRef.resource === 'limits.memory');
    return `${unlimited ? 'node allocatable' : amount} (${resourceFieldRef.resource})`;
  }
  if (secretKeyRef)
    return `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>\tOptional: ${secretKeyRef.optional === true}`;
  if (configMapKeyRef)
    return `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>\tOptional: ${configMapKeyRef.optional === true}`;
  return '';
}

/**
 * kubectl's own scheme converts the names of these two fields only; the value of every other is left blank.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go EnvValueRetriever; recorded: env/downward-more
 */
function fieldValue({ metadata }: Pod, path: string): string {
  return path === 'metadata.name' ? metadata.name : path === 'metadata.namespace' ? (metadata.namespace ?? '') : '';
}

/** Rounded up to whole divisors. @source kubectl pkg/util/resource/resource.go ExtractContainerResourceValue */
function resourceValue(container: Container, resource: string, divisor: string | undefined): string {
  const [list = '', name = ''] = resource.split(/\.(.*)/s);
  const amount = (list === 'limits' ? container.resources?.limits : container.resources?.requests)?.[name];
  const part = name === 'cpu' ? 'milli' : 'value';
  const unit = parseQuantity(divisor ?? '0');
  const per = parseQuantity(unit?.milli ? (divisor ?? '') : '1')?.[part] ?? 1;
  return String(Math.ceil((parseQuantity(amount ?? '0')?.[part] ?? 0) / per));
}

function mountLines({ volumeMounts = [], volumeDevices = [] }: Container): string {
  const mounts = [...volumeMounts].sort((a, b) => (a.mountPath < b.mountPath ? -1 : a.mountPath > b.mountPath ? 1 : 0));
  const lines = mounts.map(
    (m) =>
      `      ${m.mountPath} from ${m.name} (${m.readOnly ? 'ro' : 'rw'}${m.subPath ? `,path=${goQuote(m.subPath)}` : ''})\n`,
  );
  const devices = [...volumeDevices]
    .sort((a, b) => (a.devicePath < b.devicePath ? -1 : 1))
    .map((d) => `      ${d.devicePath} from ${d.name}\n`);
  const none = mounts.length === 0 ? '\t<none>' : '';
  return `    Mounts:${none}\n${lines.join('')}${devices.length ? `    Devices:${none}\n${devices.join('')}` : ''}`;
}
