import { quote } from '../field-error.ts';
import type { Lifecycle, Probe, SELinuxOptions } from '../schema/kinds.ts';
import { containersOf, hasOwnUsers, namesOf, type Check, type Checked, type Violation } from './check.ts';
import { badSeccomp, seccompViolation } from './seccomp.ts';
import { containersText, distinct, plural, quoted, setters } from './wording.ts';

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
/** Sysctls that nobody else feels, by the version that first allowed them. */
const SYSCTLS: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

/**
 * What lets a container out: in the order in which it is told.
 * @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/policy/check_*.go
 */
export const baselineChecks: readonly Check[] = [
  { id: 'appArmorProfile', since: 0, find: appArmor },
  { id: 'capabilities_baseline', since: 0, find: capabilities },
  { id: 'hostNamespaces', since: 0, find: hostNamespaces },
  { id: 'hostPathVolumes', since: 0, find: hostPaths },
  { id: 'hostPorts', since: 0, find: hostPorts },
  { id: 'hostProbesAndHostLifecycle', since: 34, find: probeHosts },
  { id: 'privileged', since: 0, find: privileged },
  { id: 'procMount', since: 0, find: (pod, minor) => (minor >= 35 && hasOwnUsers(pod) ? undefined : procMount(pod)) },
  { id: 'seLinuxOptions', since: 0, find: seLinux },
  { id: 'seccompProfile_baseline', since: 0, find: seccomp },
  { id: 'sysctls', since: 0, find: sysctls },
  { id: 'windowsHostProcess', since: 0, find: hostProcess },
];

function appArmor(pod: Checked): Violation | undefined {
  const isBad = (type: string | undefined): boolean =>
    type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost';
  const ofPod = pod.spec.securityContext?.appArmorProfile?.type;
  const bad = namesOf(pod, (c) => isBad(c.securityContext?.appArmorProfile?.type));
  const types = containersOf(pod).map((c) => c.securityContext?.appArmorProfile?.type);
  const annotations = Object.entries(pod.metadata.annotations ?? {})
    .filter(([key, value]) => key.startsWith(APPARMOR) && !/^(?:$|runtime\/default$|localhost\/)/.test(value))
    .map(([key, value]) => `${key}=${quote(value)}`)
    .sort();
  const by = [
    ...(isBad(ofPod) || bad.length > 0 ? [setters(isBad(ofPod), bad)] : []),
    ...(annotations.length > 0 ? [plural('annotation', 'annotations', annotations.length)] : []),
  ];
  if (by.length === 0) return undefined;
  const values = [
    ...distinct([ofPod, ...types].filter((type) => type !== undefined && isBad(type)) as string[]),
    ...annotations,
  ];
  return {
    reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', values.length),
    detail: `${by.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
  };
}

function capabilities(pod: Checked): Violation | undefined {
  const added = containersOf(pod).flatMap((c) => c.securityContext?.capabilities?.add ?? []);
  const isBad = (capability: string): boolean => !CAPABILITIES.has(capability);
  const bad = namesOf(pod, (c) => (c.securityContext?.capabilities?.add ?? []).some(isBad));
  if (bad.length === 0) return undefined;
  return {
    reason: 'non-default capabilities',
    detail: `${containersText(bad)} must not include ${quoted(distinct(added.filter(isBad)))} in securityContext.capabilities.add`,
  };
}

function hostNamespaces({ spec }: Checked): Violation | undefined {
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field]);
  if (shared.length === 0) return undefined;
  return { reason: 'host namespaces', detail: shared.map((field) => `${field}=true`).join(', ') };
}

function hostPaths({ spec }: Checked): Violation | undefined {
  const names = (spec.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)}` };
}

function hostPorts(pod: Checked): Violation | undefined {
  const bad = namesOf(pod, (c) => (c.ports ?? []).some(({ hostPort }) => hostPort));
  if (bad.length === 0) return undefined;
  const ports = distinct(
    containersOf(pod).flatMap((c) => (c.ports ?? []).flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []))),
  );
  return {
    reason: 'hostPort',
    detail: `${containersText(bad)} ${plural('uses', 'use', bad.length)} ${plural('hostPort', 'hostPorts', ports.length)} ${ports.join(', ')}`,
  };
}

/** A probe or a hook that goes elsewhere than to its own pod makes the kubelet ask around. */
function probeHosts(pod: Checked): Violation | undefined {
  const hostsOf = (handler: Probe | Lifecycle['preStop']): string[] =>
    [handler?.httpGet?.host, handler?.tcpSocket?.host].filter((host) => host !== undefined && host !== '') as string[];
  const found = containersOf(pod).map(({ name, livenessProbe, readinessProbe, startupProbe, lifecycle }) => ({
    name,
    hosts: [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop].flatMap(hostsOf),
  }));
  const bad = distinct(found.filter(({ hosts }) => hosts.length > 0).map(({ name }) => name));
  if (bad.length === 0) return undefined;
  const hosts = distinct(found.flatMap((container) => container.hosts));
  const what = plural('probe or lifecycle host', 'probe or lifecycle hosts', hosts.length);
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersText(bad)} ${plural('uses', 'use', bad.length)} ${what} ${quoted(hosts)}`,
  };
}

function privileged(pod: Checked): Violation | undefined {
  const bad = namesOf(pod, (c) => c.securityContext?.privileged === true);
  if (bad.length === 0) return undefined;
  return { reason: 'privileged', detail: `${containersText(bad)} must not set securityContext.privileged=true` };
}

export function procMount(pod: Checked): Violation | undefined {
  const of = (c: ReturnType<typeof containersOf>[number]): string => c.securityContext?.procMount ?? 'Default';
  const bad = namesOf(pod, (c) => of(c) !== 'Default');
  if (bad.length === 0) return undefined;
  const types = distinct(
    containersOf(pod)
      .map(of)
      .filter((type) => type !== 'Default'),
  );
  return {
    reason: 'procMount',
    detail: `${containersText(bad)} must not set securityContext.procMount to ${quoted(types)}`,
  };
}

function seLinux(pod: Checked, minor: number): Violation | undefined {
  const types = [
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    ...(minor >= 31 ? ['container_engine_t'] : []),
  ];
  const isBad = (options: SELinuxOptions | undefined): options is SELinuxOptions =>
    options !== undefined && (!types.includes(options.type ?? '') || !!options.user || !!options.role);
  const ofPod = pod.spec.securityContext?.seLinuxOptions;
  const all = [ofPod, ...containersOf(pod).map((c) => c.securityContext?.seLinuxOptions)].filter(isBad);
  if (all.length === 0) return undefined;
  const badTypes = distinct(all.map(({ type = '' }) => type).filter((type) => !types.includes(type)));
  const data = [
    ...(badTypes.length > 0 ? [`${plural('type', 'types', badTypes.length)} ${quoted(badTypes)}`] : []),
    ...(all.some(({ user }) => user) ? ['user may not be set'] : []),
    ...(all.some(({ role }) => role) ? ['role may not be set'] : []),
  ];
  const by = setters(
    isBad(ofPod),
    namesOf(pod, (c) => isBad(c.securityContext?.seLinuxOptions)),
  );
  return { reason: 'seLinuxOptions', detail: `${by} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}` };
}

const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

/** Before 1.19 profiles were annotations. */
function seccomp(pod: Checked, minor: number): Violation | undefined {
  if (minor >= 19) return seccompViolation(badSeccomp(pod));
  const { annotations = {} } = pod.metadata;
  const keys = [SECCOMP_OF_POD, ...containersOf(pod).map(({ name }) => SECCOMP_OF_CONTAINER + name)];
  const bad = distinct(
    keys.flatMap((key) => {
      const value = annotations[key];
      return value === undefined || /^(?:runtime\/default$|docker\/default$|localhost\/)/.test(value)
        ? []
        : [`${key}=${quote(value)}`];
    }),
  );
  if (bad.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', 'annotations', bad.length)} ${bad.join(', ')}`,
  };
}

function sysctls({ spec }: Checked, minor: number): Violation | undefined {
  const bad = (spec.securityContext?.sysctls ?? [])
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(SYSCTLS, name) || (SYSCTLS[name] ?? 0) > minor);
  return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
}

function hostProcess(pod: Checked): Violation | undefined {
  const ofPod = pod.spec.securityContext?.windowsOptions?.hostProcess === true;
  const bad = namesOf(pod, (c) => c.securityContext?.windowsOptions?.hostProcess === true);
  if (!ofPod && bad.length === 0) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${setters(ofPod, bad)} must not set securityContext.windowsOptions.hostProcess=true`,
  };
}
