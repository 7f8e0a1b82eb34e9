import type { Container, Pod, ResourceFieldSelector } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';
import { milliOf, valueOf } from '../quantity.ts';
import type { PodFacts } from './environment.ts';

/**
 * What a field path of the Pod says, for env and downwardAPI volumes.
 * @source kubernetes/kubernetes pkg/fieldpath/fieldpath.go ExtractFieldPathAsString, pkg/kubelet/kubelet_pods.go podFieldSelectorRuntimeValue
 */
export function fieldValue(facts: PodFacts, path: string): string {
  const { pod, podIp, hostIp } = facts;
  const { spec } = pod;
  const metadata = { ...pod.metadata, annotations: annotationsOf(facts) };
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript) return metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2] ?? ''] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid;
    case 'metadata.labels':
      return formatted(metadata.labels);
    case 'metadata.annotations':
      return formatted(metadata.annotations);
    case 'spec.nodeName':
      return spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? '';
    case 'status.podIP':
    case 'status.podIPs':
      return podIp;
    case 'status.hostIP':
    case 'status.hostIPs':
      return hostIp;
    default:
      return '';
  }
}

/**
 * The Pod's annotations with what the kubelet puts on its copy.
 * @source kubernetes/kubernetes pkg/kubelet/config/config.go; recorded: volume/downward-files
 */
const annotationsOf = ({ pod, seen }: PodFacts): Readonly<Record<string, string>> | undefined =>
  seen === undefined
    ? pod.metadata.annotations
    : { 'kubernetes.io/config.seen': seen, 'kubernetes.io/config.source': 'api', ...pod.metadata.annotations };

/** @source kubernetes/kubernetes pkg/fieldpath/fieldpath.go FormatMap */
const formatted = (map: Readonly<Record<string, string>> | undefined): string =>
  Object.keys(map ?? {})
    .sort()
    .map((key) => `${key}=${goQuote(map?.[key] ?? '')}`)
    .join('\n');

/**
 * A container's request or limit in units of the divisor, rounded up; a limit that is not set is the node's allocatable.
 * @source kubernetes/kubernetes pkg/api/v1/resource/helpers.go ExtractContainerResourceValue
 */
export function resourceValue(facts: PodFacts, container: Container, ref: ResourceFieldSelector): string {
  const of = ref.containerName ? (named(facts.pod, ref.containerName) ?? container) : container;
  const [list = '', ...rest] = ref.resource.split('.');
  const resource = rest.join('.');
  const own = list === 'limits' ? of.resources?.limits?.[resource] : of.resources?.requests?.[resource];
  const text = own ?? (list === 'limits' ? facts.nodeAllocatable[resource] : undefined);
  const divisor = ref.divisor && ref.divisor !== '0' ? ref.divisor : '1';
  if (resource === 'cpu') return String(Math.ceil(milliOf(text) / milliOf(divisor)));
  return String(Math.ceil(valueOf(text) / valueOf(divisor)));
}

const named = (pod: Pod, name: string): Container | undefined =>
  [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((container) => container.name === name);
