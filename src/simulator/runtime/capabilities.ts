/** What root may do in parts. @source Linux include/uapi/linux/capability.h, in the order of their bits */
const NAMES =
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(
    ' ',
  );

/** A set of capabilities, a bit for each. */
export type Capabilities = bigint;

export const ALL_CAPABILITIES: Capabilities = 2n ** BigInt(NAMES.length) - 1n;
/** @source containerd pkg/oci/spec.go defaultUnixCaps; recorded: security/cap-eff */
export const DEFAULT_CAPABILITIES: Capabilities = 0xa80425fbn;

const bit = (name: string): Capabilities => {
  const at = NAMES.indexOf(name.toUpperCase().replace(/^CAP_/, ''));
  return at < 0 ? 0n : 1n << BigInt(at);
};

/**
 * What is left after a container's own wishes; ALL stands for every one, and single ones go after it.
 * @source containerd internal/cri/opts/spec_linux_opts.go WithCapabilities
 */
export function capabilitiesOf(add: readonly string[], drop: readonly string[]): Capabilities {
  const isAll = (name: string): boolean => name.toUpperCase() === 'ALL';
  let held = add.some(isAll) ? ALL_CAPABILITIES : drop.some(isAll) ? 0n : DEFAULT_CAPABILITIES;
  for (const name of add) held |= bit(name);
  for (const name of drop) held &= ~bit(name);
  return held;
}

export const holds = (held: Capabilities | undefined, name: string): boolean =>
  ((held ?? DEFAULT_CAPABILITIES) & bit(name)) !== 0n;

/** As /proc shows them. @example 00000000a80425fb */
export const capabilityText = (held: Capabilities): string => held.toString(16).padStart(16, '0');
