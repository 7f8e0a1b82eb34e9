import { forbidden, invalid, invalidFor, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type { PodSecurityContext, PodSpec, WindowsSecurityContextOptions } from '../schema/kinds.ts';
import { containersOf } from './container-list.ts';
import { byteLength, dns1123Subdomain } from './names.ts';

const LARGEST_CREDENTIAL_SPEC = 65_536;
const NETBIOS_NAME = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_PART = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateWindowsSecurityContextOptions */
export function* validateWindowsOptions(options: WindowsSecurityContextOptions | undefined, at: Path): Errors {
  if (!options) return;
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  if (name !== undefined) yield* invalidFor(at.field('gmsaCredentialSpecName'), name, dns1123Subdomain(name));
  if (spec === '') yield invalid(at.field('gmsaCredentialSpec'), spec, 'gmsaCredentialSpec cannot be an empty string');
  else if (spec !== undefined && byteLength(spec) > LARGEST_CREDENTIAL_SPEC)
    yield invalid(at.field('gmsaCredentialSpec'), spec, 'gmsaCredentialSpec size must be under 64 KiB');
  if (user !== undefined)
    for (const complaint of userNameComplaints(user)) yield invalid(at.field('runAsUserName'), user, complaint);
}

function userNameComplaints(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if ([...name].some((char) => char < ' ' || char === '\x7f'))
    return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? parts[0] : undefined;
  const user = parts.at(-1) ?? '';
  const out = [];
  if (domain !== undefined && byteLength(domain) >= 256)
    out.push("runAsUserName's Domain length must be under 256 characters");
  if (domain !== undefined && !NETBIOS_NAME.test(domain) && !domain.split('.').every((part) => DNS_PART.test(part)))
    out.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  if (user === '') out.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > 104) out.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) out.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    out.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  return out;
}

/** Containers that are processes of the host: all or none. @source …/validation.go validateWindowsHostProcessPod */
export function* validateHostProcesses(spec: PodSpec, at: Path): Errors {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  let containers = 0;
  let hostProcesses = 0;
  for (const { container, at: here } of containersOf(spec, at)) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    containers++;
    if (own !== undefined && ofPod !== undefined && own !== ofPod)
      yield invalid(
        here.field('securityContext').field('windowsOptions').field('hostProcess'),
        own,
        `pod hostProcess value must be identical if both are specified, was ${ofPod}`,
      );
    if (own ?? ofPod) hostProcesses++;
  }
  if (hostProcesses === 0) return;
  if (hostProcesses !== containers)
    yield invalid(
      at,
      '',
      'If pod contains any hostProcess containers then all containers must be HostProcess containers',
    );
  if (!spec.hostNetwork)
    yield invalid(
      at.field('hostNetwork'),
      false,
      'hostNetwork must be true if pod contains any hostProcess containers',
    );
}

const SYSTEMS = ['linux', 'windows'];

/** In upstream's order: a field of the pod's security context, or one of the spec that upstream keeps there. */
type LinuxField = { readonly context: keyof PodSecurityContext } | { readonly spec: keyof PodSpec };
const LINUX_FIELDS: readonly LinuxField[] = [
  { context: 'appArmorProfile' },
  { context: 'seLinuxOptions' },
  { spec: 'hostUsers' },
  { spec: 'hostPID' },
  { spec: 'hostIPC' },
  { context: 'seccompProfile' },
  { context: 'fsGroup' },
  { context: 'fsGroupChangePolicy' },
  { context: 'sysctls' },
  { spec: 'shareProcessNamespace' },
  { context: 'runAsUser' },
  { context: 'runAsGroup' },
  { context: 'supplementalGroups' },
  { context: 'supplementalGroupsPolicy' },
  { context: 'seLinuxChangePolicy' },
];
const CONTAINER_CONTEXT_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

/** What a pod of one system cannot ask of it. @source …/validation.go validateOS, validateLinux, validateWindows */
export function* validateOs(spec: PodSpec, at: Path): Errors {
  const name = spec.os?.name;
  if (spec.os === undefined) return;
  if (!name) return yield required(at.field('os').field('name'));
  if (!SYSTEMS.includes(name)) return yield notSupported(at.field('os'), name, SYSTEMS);
  if (name === 'linux') yield* noWindowsOptions(spec, at);
  else yield* nothingOfLinux(spec, at);
}

function* noWindowsOptions(spec: PodSpec, at: Path): Errors {
  const places = [{ container: spec, at }, ...containersOf(spec, at)];
  for (const { container, at: here } of places)
    if (container.securityContext?.windowsOptions)
      yield forbidden(
        here.field('securityContext').field('windowsOptions'),
        'windows options cannot be set for a linux pod',
      );
}

function* nothingOfLinux(spec: PodSpec, at: Path): Errors {
  const no = (here: Path) => forbidden(here, 'cannot be set for a windows pod');
  for (const field of LINUX_FIELDS) {
    if ('context' in field) {
      if (spec.securityContext?.[field.context] !== undefined)
        yield no(at.field('securityContext').field(field.context));
    } else if (spec[field.spec] !== undefined) yield no(at.field(field.spec));
  }
  for (const { container, at: here } of containersOf(spec, at))
    for (const field of CONTAINER_CONTEXT_FIELDS)
      if (container.securityContext?.[field] !== undefined) yield no(here.field('securityContext').field(field));
}
