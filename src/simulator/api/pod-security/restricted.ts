import { procMount } from './baseline.ts';
import { containersOf, hasOwnUsers, namesOf, type Check, type Checked, type Violation } from './check.ts';
import { badSeccomp, seccompViolation } from './seccomp.ts';
import { containersText, distinct, plural, quoted, setters } from './wording.ts';

const ALLOWED_VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
] as const;

/** Fields of Linux that a pod of Windows could not set. */
const ofLinux =
  (find: (pod: Checked) => Violation | undefined): Check['find'] =>
  (pod, minor) =>
    minor >= 25 && pod.spec.os?.name === 'windows' ? undefined : find(pod);
/** What a pod with users of its own may do without. */
const ofHostUsers =
  (find: (pod: Checked) => Violation | undefined): Check['find'] =>
  (pod, minor) =>
    minor >= 35 && hasOwnUsers(pod) ? undefined : find(pod);

/**
 * What a container has to give up beyond the baseline: in the order in which it is told.
 * @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/policy/check_*.go
 */
export const restrictedChecks: readonly Check[] = [
  { id: 'allowPrivilegeEscalation', since: 8, find: ofLinux(escalation) },
  { id: 'capabilities_restricted', since: 22, instead: ['capabilities_baseline'], find: ofLinux(capabilities) },
  { id: 'procMount_restricted', since: 35, instead: ['procMount'], find: procMount },
  { id: 'restrictedVolumes', since: 0, instead: ['hostPathVolumes'], find: volumes },
  { id: 'runAsNonRoot', since: 0, find: ofHostUsers(nonRoot) },
  { id: 'runAsUser', since: 23, find: ofHostUsers(user) },
  { id: 'seccompProfile_restricted', since: 19, instead: ['seccompProfile_baseline'], find: ofLinux(seccomp) },
];

function escalation(pod: Checked): Violation | undefined {
  const bad = namesOf(pod, (c) => c.securityContext?.allowPrivilegeEscalation !== false);
  if (bad.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersText(bad)} must set securityContext.allowPrivilegeEscalation=false`,
  };
}

function capabilities(pod: Checked): Violation | undefined {
  const keeping = namesOf(pod, (c) => !c.securityContext?.capabilities?.drop?.includes('ALL'));
  const isBad = (capability: string): boolean => capability !== 'NET_BIND_SERVICE';
  const adding = namesOf(pod, (c) => (c.securityContext?.capabilities?.add ?? []).some(isBad));
  const added = containersOf(pod).flatMap((c) => (c.securityContext?.capabilities?.add ?? []).filter(isBad));
  const details = [
    ...(keeping.length > 0 ? [`${containersText(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [`${containersText(adding)} must not include ${quoted(distinct(added))} in securityContext.capabilities.add`]
      : []),
  ];
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
}

function volumes({ spec }: Checked): Violation | undefined {
  const bad = (spec.volumes ?? []).filter((volume) => ALLOWED_VOLUMES.every((type) => volume[type] === undefined));
  if (bad.length === 0) return undefined;
  const types = distinct(bad.map((volume) => Object.keys(volume).find((field) => field !== 'name') ?? 'unknown'));
  const names = `${plural('volume', 'volumes', bad.length)} ${quoted(bad.map(({ name }) => name))}`;
  const what = plural('restricted volume type', 'restricted volume types', types.length);
  return {
    reason: 'restricted volume types',
    detail: `${names} ${plural('uses', 'use', bad.length)} ${what} ${quoted(types)}`,
  };
}

function nonRoot(pod: Checked): Violation | undefined {
  const reason = 'runAsNonRoot != true';
  const ofPod = pod.spec.securityContext?.runAsNonRoot;
  const saying = namesOf(pod, (c) => c.securityContext?.runAsNonRoot === false);
  if (ofPod === false || saying.length > 0)
    return { reason, detail: `${setters(ofPod === false, saying)} must not set securityContext.runAsNonRoot=false` };
  const silent = ofPod ? [] : namesOf(pod, (c) => c.securityContext?.runAsNonRoot === undefined);
  if (silent.length === 0) return undefined;
  return { reason, detail: `pod or ${containersText(silent)} must set securityContext.runAsNonRoot=true` };
}

function user(pod: Checked): Violation | undefined {
  const ofPod = pod.spec.securityContext?.runAsUser === 0;
  const bad = namesOf(pod, (c) => c.securityContext?.runAsUser === 0);
  if (!ofPod && bad.length === 0) return undefined;
  return { reason: 'runAsUser=0', detail: `${setters(ofPod, bad)} must not set runAsUser=0` };
}

function seccomp(pod: Checked): Violation | undefined {
  const bad = badSeccomp(pod);
  const said = seccompViolation(bad);
  if (said) return said;
  const isOfPod = pod.spec.securityContext?.seccompProfile !== undefined;
  const silent = isOfPod ? [] : namesOf(pod, (c) => c.securityContext?.seccompProfile === undefined);
  if (silent.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${containersText(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
}
