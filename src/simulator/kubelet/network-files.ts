import type { Pod } from '../api/schema/kinds.ts';
import type { PodFacts } from './environment.ts';
import { domainOf } from './pod-names.ts';

/** Where the cluster's DNS server is, and where the node asks. */
const CLUSTER_DNS = '10.96.0.10';
export const NODE_DNS = '10.0.0.2';

/** /etc/hosts of a Pod's containers. @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go managedHostsFileContent */
export function hostsFile({ pod, podIp }: PodFacts, hostname: string): string {
  const domain = domainOf(pod);
  const name = hostname.split('.')[0] ?? '';
  const lines = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
    domain === undefined ? `${podIp}\t${hostname}` : `${podIp}\t${name}.${domain}\t${name}`,
  ];
  const aliases = (pod.spec.hostAliases ?? []).map(({ ip, hostnames }) => `${ip}\t${(hostnames ?? []).join('\t')}`);
  if (aliases.length > 0) lines.push('', '# Entries added by HostAliases.', ...aliases);
  return `${lines.join('\n')}\n`;
}

/**
 * /etc/resolv.conf of a Pod's containers.
 * @source kubernetes/kubernetes pkg/kubelet/network/dns/dns.go GetPodDNS, appendDNSConfig; recorded: env/dns-policy-none
 */
export function resolvConf({ metadata, spec }: Pod): string {
  const namespace = metadata.namespace ?? 'default';
  const policy = spec.dnsPolicy === 'ClusterFirst' && spec.hostNetwork ? 'Default' : spec.dnsPolicy;
  const isNone = policy === 'None';
  const isNodes = policy === 'Default';
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {};
  const domains = isNone || isNodes ? [] : [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'];
  const known = new Map<string, string | undefined>(isNone || isNodes ? [] : [['ndots', '5']]);
  for (const { name, value } of options) if (name !== undefined) known.set(name, value);
  const search = new Set([...domains, ...searches]);
  const servers = new Set([...(isNone ? [] : [isNodes ? NODE_DNS : CLUSTER_DNS]), ...nameservers]);
  return [
    ...(search.size > 0 ? [`search ${[...search].join(' ')}\n`] : []),
    ...[...servers].map((server) => `nameserver ${server}\n`),
    ...(known.size > 0
      ? [`options ${[...known].map(([name, value]) => (value ? `${name}:${value}` : name)).join(' ')}\n`]
      : []),
  ].join('');
}
