import type { Pod } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';
import type { Rejection } from './admission.ts';

/**
 * Why no node of this cluster takes a Pod, whatever room it has: it sets kernel parameters that are not its own to set, or is
 * made for another system.
 * @source kubernetes/kubernetes pkg/kubelet/sysctl/allowlist.go Admit; pkg/kubelet/lifecycle/predicate.go Admit
 */
export function unfitForLinux({ metadata, spec }: Pod): Rejection | undefined {
  for (const { name } of spec.securityContext?.sysctls ?? []) {
    const why = forbidden(name.replaceAll('/', '.'), spec.hostNetwork === true, spec.hostIPC === true);
    if (why !== undefined)
      return { reason: 'SysctlForbidden', message: `forbidden sysctl: ${goQuote(name.replaceAll('/', '.'))} ${why}` };
  }
  const label = metadata.labels?.['kubernetes.io/os'];
  if (label !== undefined && label !== 'linux')
    return {
      reason: 'PodOSSelectorNodeLabelDoesNotMatch',
      message: "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
    };
  if (spec.os && spec.os.name !== 'linux')
    return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
  return undefined;
}

/** @source kubernetes/kubernetes pkg/kubelet/sysctl/safe_sysctls.go */
const SAFE = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);

function forbidden(sysctl: string, hostNetwork: boolean, hostIpc: boolean): string | undefined {
  if (!SAFE.has(sysctl)) return 'not allowlisted';
  if (sysctl.startsWith('net.')) return hostNetwork ? 'not allowed with host net enabled' : undefined;
  return hostIpc ? 'not allowed with host ipc enabled' : undefined;
}
