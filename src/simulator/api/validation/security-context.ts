import {
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
  tooLong,
  type Errors,
  type Path,
} from '../field-error.ts';
import { containersOf } from './container-list.ts';
import { internalForm } from './internal-form.ts';
import type { AppArmorProfile, PodSpec, SeccompProfile, SecurityContext, Sysctl } from '../schema/kinds.ts';
import { byteLength, posixId } from './names.ts';
import { localDescendingPath } from './paths.ts';
import { validateWindowsOptions } from './windows.ts';

/** @param ownUsers - the pod has users of its own (hostUsers: false) @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateSecurityContext */
export function* validateSecurityContext(context: SecurityContext | undefined, ownUsers: boolean, at: Path): Errors {
  if (!context) return;
  yield* ids(context, ['runAsUser', 'runAsGroup'], at);
  const { procMount } = context;
  if (procMount !== undefined) {
    if (procMount !== 'Default' && procMount !== 'Unmasked')
      yield notSupported(at.field('procMount'), procMount, ['Default', 'Unmasked']);
    if (procMount === 'Unmasked' && !ownUsers)
      yield invalid(at.field('procMount'), procMount, '`hostUsers` must be false to use `Unmasked`');
  }
  yield* validateSeccomp(context.seccompProfile, at.field('seccompProfile'));
  if (context.allowPrivilegeEscalation === false) {
    const cannot = (what: string) =>
      invalid(
        at,
        internalForm('SecurityContext', context),
        `cannot set \`allowPrivilegeEscalation\` to false and ${what}`,
      );
    if (context.privileged) yield cannot('`privileged` to true');
    for (const capability of context.capabilities?.add ?? [])
      if (capability === 'CAP_SYS_ADMIN') yield cannot('`capabilities.Add` CAP_SYS_ADMIN');
  }
  yield* validateWindowsOptions(context.windowsOptions, at.field('windowsOptions'));
  yield* validateAppArmor(context.appArmorProfile, at.field('appArmorProfile'));
}

/** The gate SELinuxMount is off, without which there is no other. */
const SELINUX_CHANGE_POLICIES = ['Recursive'];
const GROUP_CHANGE_POLICIES = ['Always', 'OnRootMismatch'];
const GROUPS_POLICIES = ['Merge', 'Strict'];

/** @source …/validation.go validatePodSpecSecurityContext */
export function* validatePodSecurityContext(spec: PodSpec, at: Path): Errors {
  const context = spec.securityContext;
  if (spec.shareProcessNamespace && spec.hostPID && !context) yield* togetherForbidden(at);
  if (!context) return;
  yield* ids(context, ['fsGroup', 'runAsUser', 'runAsGroup'], at);
  for (const [i, group] of (context.supplementalGroups ?? []).entries())
    yield* invalidFor(at.field('supplementalGroups').index(i), group, posixId(group));
  if (spec.shareProcessNamespace && spec.hostPID) yield* togetherForbidden(at);
  yield* validateSysctls(context.sysctls ?? [], spec, at.field('sysctls'));
  yield* oneOf(context.fsGroupChangePolicy, GROUP_CHANGE_POLICIES, at.field('fsGroupChangePolicy'));
  yield* validateSeccomp(context.seccompProfile, at.field('seccompProfile'));
  yield* validateWindowsOptions(context.windowsOptions, at.field('windowsOptions'));
  yield* validateAppArmor(context.appArmorProfile, at.field('appArmorProfile'));
  yield* oneOf(context.supplementalGroupsPolicy, GROUPS_POLICIES, at.field('supplementalGroupsPolicy'));
  yield* oneOf(context.seLinuxChangePolicy, SELINUX_CHANGE_POLICIES, at.field('seLinuxChangePolicy'));
}

function* togetherForbidden(at: Path): Errors {
  yield invalid(at.field('shareProcessNamespace'), true, 'ShareProcessNamespace and HostPID cannot both be enabled');
}

function* oneOf(value: string | undefined, supported: readonly string[], at: Path): Errors {
  if (value !== undefined && !supported.includes(value)) yield notSupported(at, value, supported);
}

function* ids<K extends string>(
  context: Readonly<Partial<Record<K, number | undefined>>>,
  fields: readonly K[],
  at: Path,
): Errors {
  for (const field of fields) {
    const id = context[field];
    if (typeof id === 'number') yield* invalidFor(at.field(field), id, posixId(id));
  }
}

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const segment = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const IPC_SYSCTLS =
  /^(?:kernel[./](?:shmall|shmmax|shmmni|shm_rmid_forced|msgmax|msgmnb|msgmni|sem)$|kernel[./](?:shm|msg)|fs[./]mqueue[./])/;

function* validateSysctls(sysctls: readonly Sysctl[], spec: PodSpec, at: Path): Errors {
  const seen = new Set<string>();
  for (const [i, { name = '' }] of sysctls.entries()) {
    const here = at.index(i).field('name');
    if (!name) yield required(here);
    else if (byteLength(name) > 253 || !name.split(/[./]/).every((part) => segment.test(part)))
      yield invalid(here, name, `must have at most 253 characters and match regex ^(${SEGMENT}[\\./])*${SEGMENT}$`);
    else if (seen.has(name)) yield duplicate(here, name);
    if (spec.hostNetwork && /^net[./]/.test(name))
      yield invalid(here, name, "may not be specified when 'hostNetwork' is true");
    else if (spec.hostIPC && IPC_SYSCTLS.test(name))
      yield invalid(here, name, "may not be specified when 'hostIPC' is true");
    seen.add(name);
  }
}

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function* validateSeccomp(profile: SeccompProfile | undefined, at: Path): Errors {
  if (!profile) return;
  if (!profile.type) yield required(at.field('type'), 'type is required when seccompProfile is set');
  else if (!PROFILE_TYPES.includes(profile.type)) yield notSupported(at.field('type'), profile.type, PROFILE_TYPES);
  const here = at.field('localhostProfile');
  if (profile.type !== 'Localhost') {
    if (profile.localhostProfile !== undefined)
      yield invalid(here, internalForm('SeccompProfile', profile), 'can only be set when seccomp type is Localhost');
  } else if (profile.localhostProfile === undefined) yield required(here, 'must be set when seccomp type is Localhost');
  else yield* localDescendingPath(profile.localhostProfile, here);
}

const LONGEST_PATH = 4095;

function* validateAppArmor(profile: AppArmorProfile | undefined, at: Path): Errors {
  if (!profile) return;
  const here = at.field('localhostProfile');
  const local = profile.localhostProfile;
  if (profile.type === 'Localhost') {
    if (local === undefined || local === '') yield required(here, 'must be set when AppArmor type is Localhost');
    else if (local.trim() !== local) yield invalid(here, local, 'must not be padded with whitespace');
    if (local !== undefined && byteLength(local) > LONGEST_PATH) yield tooLong(here, LONGEST_PATH);
  } else if (!profile.type) yield required(at.field('type'), 'type is required when appArmorProfile is set');
  else if (!PROFILE_TYPES.includes(profile.type)) yield notSupported(at.field('type'), profile.type, PROFILE_TYPES);
  else if (local !== undefined) yield invalid(here, local, 'can only be set when AppArmor type is Localhost');
}

const WITHOUT_HOST_USERS = 'when `hostUsers` is false';

/** A pod with users of its own cannot share what belongs to the host's. @source …/validation.go validateHostUsers */
export function* validateHostUsers(spec: PodSpec, at: Path): Errors {
  if (spec.hostUsers !== false) return;
  for (const [field, name] of [
    ['hostNetwork', 'hostNetwork'],
    ['hostPID', 'HostPID'],
    ['hostIPC', 'HostIPC'],
  ] as const)
    if (spec[field]) yield forbidden(at.field(name), WITHOUT_HOST_USERS);
  for (const { container, at: here } of containersOf(spec, at))
    if (container.volumeDevices?.length) yield forbidden(here.field('volumeDevices'), WITHOUT_HOST_USERS);
}
