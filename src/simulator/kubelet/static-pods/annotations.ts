import type { Pod } from '../../api/schema/kinds.ts';

/** How a Pod came to its node. @source kubernetes/kubernetes pkg/kubelet/types/pod_update.go */
export const SOURCE = 'kubernetes.io/config.source';
/** Of the manifest, in the static Pod and in its mirror. */
export const HASH = 'kubernetes.io/config.hash';
/** When the kubelet first saw the manifest. */
export const SEEN = 'kubernetes.io/config.seen';
/** The hash again: only a mirror has it. */
export const MIRROR = 'kubernetes.io/config.mirror';

export const isStaticPod = ({ metadata }: Pod): boolean => {
  const source = metadata.annotations?.[SOURCE];
  return source !== undefined && source !== 'api' && metadata.annotations?.[MIRROR] === undefined;
};

export const isMirrorPod = ({ metadata }: Pod): boolean => metadata.annotations?.[MIRROR] !== undefined;

/** A Pod's name and namespace: what a static Pod and its mirror share. */
export const fullName = ({ metadata }: Pod): string => `${metadata.name}_${metadata.namespace ?? ''}`;
