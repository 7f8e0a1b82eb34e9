import type { Pod } from '../api/schema/kinds.ts';
import type { Random } from '../random.ts';

/** A Pod in a message. @example "web_default(6c7d…)" @source kubernetes/kubernetes pkg/kubelet/util/format/pod.go Pod */
export const podText = ({ metadata }: Pod): string => `${metadata.name}_${metadata.namespace ?? ''}(${metadata.uid})`;

/** A Pod's key in the history. */
export const podKey = ({ metadata }: Pod): string => `${metadata.namespace ?? ''}/${metadata.name}`;

/** What an event about a container is about. @source kubernetes/kubernetes pkg/kubelet/container/ref.go fieldPath */
export function containerFieldPath(pod: Pod, name: string): string {
  if (pod.spec.containers.some((container) => container.name === name)) return `spec.containers{${name}}`;
  const isEphemeral = pod.spec.ephemeralContainers?.some((container) => container.name === name);
  return `spec.${isEphemeral ? 'ephemeralContainers' : 'initContainers'}{${name}}`;
}

/** A container's or a process's id as containerd makes them: 64 hexadecimal digits. */
export function randomId(random: Random): string {
  let id = '';
  for (let i = 0; i < 8; i++) id += random.int(4_294_967_296).toString(16).padStart(8, '0');
  return id;
}

/** The name a Pod's containers know themselves by. @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go GeneratePodHostNameAndDomain */
export function hostnameOf(pod: Pod, node: string): string {
  if (pod.spec.hostNetwork) return node;
  const name = pod.spec.hostname ?? pod.metadata.name;
  const short = name.length > 63 ? name.slice(0, 63).replace(/[-.]+$/, '') : name;
  const domain = domainOf(pod);
  return pod.spec.setHostnameAsFQDN && domain !== undefined ? `${short}.${domain}` : short;
}

/** Where the Pod's own name is found, if it says so. */
export const domainOf = ({ spec, metadata }: Pod): string | undefined =>
  spec.subdomain ? `${spec.subdomain}.${metadata.namespace ?? 'default'}.svc.cluster.local` : undefined;
