import type { AppArmorProfile, Container, Pod } from '../schema/kinds.ts';
import { APPARMOR } from '../validation/pod-annotations.ts';

/**
 * A new Pod as today's components want it: what old annotations say of AppArmor stands in the fields that replaced them.
 * @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go applyAppArmorVersionSkew; recorded: manifests hello-apparmor.yaml
 */
export function inTodaysFields(pod: Pod): Pod {
  const { spec } = pod;
  const annotations = pod.metadata.annotations ?? {};
  const annotated = spec.os?.name !== 'windows' && Object.keys(annotations).some((key) => key.startsWith(APPARMOR));
  if (!annotated) return pod;
  const sync = (container: Container): Container => {
    const profile = profileOf(annotations[APPARMOR + container.name]);
    if (
      !profile ||
      container.securityContext?.appArmorProfile ||
      sameProfile(profile, spec.securityContext?.appArmorProfile)
    )
      return container;
    return { ...container, securityContext: { ...container.securityContext, appArmorProfile: profile } };
  };
  return {
    ...pod,
    spec: {
      ...spec,
      containers: spec.containers.map(sync),
      ...(spec.initContainers ? { initContainers: spec.initContainers.map(sync) } : {}),
    },
  };
}

/** The field that an old annotation stands for. @source …/pkg/api/pod/util.go ApparmorFieldForAnnotation */
export function profileOf(annotation: string | undefined): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const local = annotation?.startsWith('localhost/') ? annotation.slice('localhost/'.length) : '';
  return local !== '' && local.trim() === local ? { type: 'Localhost', localhostProfile: local } : undefined;
}

/** Of the same type and, where it is a file on the node, the same file. */
export function sameProfile(a: AppArmorProfile, b: AppArmorProfile | undefined): boolean {
  return a.type === b?.type && a.localhostProfile === b.localhostProfile;
}
