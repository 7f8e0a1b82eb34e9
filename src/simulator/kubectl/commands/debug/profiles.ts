import type { Container, EphemeralContainer, Pod, SecurityContext } from '../../../api/schema/kinds.ts';

/** What kubectl debug makes: a container in a running Pod, a copy of a Pod, or a Pod on a node. */
export type DebugStyle = 'ephemeral' | 'copy' | 'node';

export type ProfileName = 'legacy' | 'general' | 'baseline' | 'restricted' | 'netadmin' | 'sysadmin';

/** What of a Pod its copy keeps. */
export interface Kept {
  readonly labels: boolean;
  readonly annotations: boolean;
  readonly liveness: boolean;
  readonly readiness: boolean;
  readonly startup: boolean;
  readonly initContainers: boolean;
}

type AnyContainer = Container | EphemeralContainer;

/**
 * Gives a debugging container what a profile allows it.
 * @param name - of the debugging container
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/debug/profiles.go
 */
export function applyProfile(profile: ProfileName, style: DebugStyle, pod: Pod, name: string, kept: Kept): Pod {
  const changed = (change: (context: SecurityContext | undefined) => SecurityContext | undefined): Pod =>
    withContainer(pod, name, (container) => withSecurity(container, change(container.securityContext)));
  switch (profile) {
    case 'legacy':
      if (style === 'node') return ofNode(withHostRoot(pod, name));
      return style === 'copy' ? withoutMetadata(pod, 'labels') : pod;
    case 'general':
      if (style === 'node') return ofNode(withHostRoot(changed(cleared), name));
      return shared(changed(adding('SYS_PTRACE')), style, kept);
    case 'baseline':
      return shared(changed(cleared), style, kept);
    case 'restricted':
      return shared(
        changed(() => RESTRICTED),
        style,
        kept,
      );
    case 'netadmin':
      return host(shared(changed(adding('NET_ADMIN', 'NET_RAW')), style, kept), style);
    case 'sysadmin': {
      const privileged = changed((context) => ({ ...context, privileged: true }));
      return style === 'node' ? ofNode(withHostRoot(privileged, name)) : shared(privileged, style, kept);
    }
  }
}

const cleared = (): undefined => undefined;

const adding =
  (...capabilities: readonly string[]) =>
  (context: SecurityContext | undefined): SecurityContext => ({
    ...context,
    capabilities: { ...context?.capabilities, add: [...(context?.capabilities?.add ?? []), ...capabilities] },
  });

const RESTRICTED: SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** A copy shares its processes, and leaves behind what would make others send it work or judge it. */
function shared(pod: Pod, style: DebugStyle, kept: Kept): Pod {
  if (style !== 'copy') return pod;
  const bare = (
    [
      ['labels', kept.labels],
      ['annotations', kept.annotations],
    ] as const
  ).reduce((left, [field, keep]) => (keep ? left : withoutMetadata(left, field)), pod);
  const { initContainers, ...spec } = bare.spec;
  return {
    ...bare,
    spec: {
      ...spec,
      ...(initContainers && kept.initContainers ? { initContainers } : {}),
      containers: spec.containers.map((container) => withoutProbes(container, kept)),
      shareProcessNamespace: spec.shareProcessNamespace ?? true,
    },
  };
}

function withoutProbes(
  { livenessProbe, readinessProbe, startupProbe, ...container }: Container,
  kept: Kept,
): Container {
  return {
    ...container,
    ...(livenessProbe && kept.liveness ? { livenessProbe } : {}),
    ...(readinessProbe && kept.readiness ? { readinessProbe } : {}),
    ...(startupProbe && kept.startup ? { startupProbe } : {}),
  };
}

function withoutMetadata(pod: Pod, field: 'labels' | 'annotations'): Pod {
  const { [field]: _, ...metadata } = pod.metadata;
  return { ...pod, metadata };
}

const host = (pod: Pod, style: DebugStyle): Pod => (style === 'node' ? ofNode(pod) : pod);

const ofNode = (pod: Pod): Pod => ({
  ...pod,
  spec: { ...pod.spec, hostNetwork: true, hostPID: true, hostIPC: true },
});

const HOST_ROOT = 'host-root';

function withHostRoot(pod: Pod, name: string): Pod {
  const mounted = withContainer(pod, name, (container) => ({
    ...container,
    volumeMounts: [...(container.volumeMounts ?? []), { mountPath: '/host', name: HOST_ROOT }],
  }));
  const volume = { name: HOST_ROOT, hostPath: { path: '/' } };
  return { ...mounted, spec: { ...mounted.spec, volumes: [...(mounted.spec.volumes ?? []), volume] } };
}

function withSecurity<C extends AnyContainer>(container: C, securityContext: SecurityContext | undefined): C {
  const { securityContext: _, ...rest } = container;
  return { ...rest, ...(securityContext ? { securityContext } : {}) } as C;
}

/** Changes one container, whichever list it stands in. */
export function withContainer(pod: Pod, name: string, change: <C extends AnyContainer>(container: C) => C): Pod {
  const all = <C extends AnyContainer>(list: readonly C[]): readonly C[] =>
    list.map((container) => (container.name === name ? change(container) : container));
  const { containers, initContainers, ephemeralContainers, ...spec } = pod.spec;
  return {
    ...pod,
    spec: {
      ...spec,
      containers: all(containers),
      ...(initContainers ? { initContainers: all(initContainers) } : {}),
      ...(ephemeralContainers ? { ephemeralContainers: all(ephemeralContainers) } : {}),
    },
  };
}
