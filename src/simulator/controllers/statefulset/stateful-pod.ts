import type { JsonObject } from '../../api/json.ts';
import type { PersistentVolumeClaim, Pod, PodTemplateSpec, StatefulSet } from '../../api/schema/kinds.ts';
import { REVISION_HASH } from '../controller-revisions.ts';
import { podFromTemplate } from '../pod-control.ts';

export const podName = ({ metadata }: StatefulSet, ordinal: number): string => `${metadata.name}-${ordinal}`;

/** The ordinal at the end of a Pod's name; undefined where it is none of the set's names. */
export function ordinalOf({ metadata: { name: set } }: StatefulSet, { metadata: { name } }: Pod): number | undefined {
  const digits = name.startsWith(`${set}-`) ? name.slice(set.length + 1) : '';
  return /^(0|[1-9]\d{0,8})$/.test(digits) ? Number(digits) : undefined;
}

export const firstOrdinal = ({ spec }: StatefulSet): number => spec.ordinals?.start ?? 0;
export const wantedReplicas = ({ spec }: StatefulSet): number => spec.replicas ?? 1;

/** Whether the set, as it now is, has a place for the Pod. */
export function isInRange(set: StatefulSet, pod: Pod): boolean {
  const place = (ordinalOf(set, pod) ?? -1) - firstOrdinal(set);
  return place >= 0 && place < wantedReplicas(set);
}

export const revisionOf = ({ metadata }: Pod): string | undefined => metadata.labels?.[REVISION_HASH];

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/** What tells a Pod by its labels. @source kubernetes/kubernetes pkg/controller/statefulset/stateful_set_utils.go updateIdentity */
export const identityLabels = (name: string, ordinal: number): Readonly<Record<string, string>> => ({
  [POD_NAME_LABEL]: name,
  'apps.kubernetes.io/pod-index': String(ordinal),
});

/** Whether a Pod with a name of the set's has its label too; one that was adopted may not. @source the same file, identityMatches */
export const hasIdentity = ({ metadata: { name, labels } }: Pod): boolean => labels?.[POD_NAME_LABEL] === name;

/**
 * The Pod of an ordinal: its name, host name and claims are its own and stay.
 * @source the same file, newStatefulSetPod, initIdentity, updateStorage
 */
export function statefulPod(
  set: StatefulSet,
  template: PodTemplateSpec,
  ordinal: number,
  revision: string,
): JsonObject {
  const name = podName(set, ordinal);
  const spec = template.spec ?? { containers: [] };
  const templates = set.spec.volumeClaimTemplates ?? [];
  const claims = templates.map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(claim, name), readOnly: false },
  }));
  const others = (spec.volumes ?? []).filter((volume) => !claims.some((claim) => claim.name === volume.name));
  const volumes = [...claims, ...others];
  return podFromTemplate(template, set, {
    name,
    labels: { ...identityLabels(name, ordinal), [REVISION_HASH]: revision },
    spec: {
      ...spec,
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...(volumes.length > 0 ? { volumes } : {}),
    },
  });
}

const claimName = (claim: PersistentVolumeClaim, pod: string): string => `${claim.metadata.name}-${pod}`;

/** The names of the claims of a Pod. */
export const claimNames = ({ spec }: StatefulSet, pod: string): readonly string[] =>
  (spec.volumeClaimTemplates ?? []).map((claim) => claimName(claim, pod));

/** The claims that the Pod of an ordinal needs. @source the same file, getPersistentVolumeClaims */
export const claimsOf = (
  set: StatefulSet,
  ordinal: number,
): readonly { readonly name: string; readonly object: JsonObject }[] =>
  (set.spec.volumeClaimTemplates ?? []).map((claim) => {
    const name = claimName(claim, podName(set, ordinal));
    const labels = { ...claim.metadata.labels, ...set.spec.selector.matchLabels };
    return {
      name,
      object: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, labels, annotations: claim.metadata.annotations },
        spec: claim.spec,
      } as unknown as JsonObject,
    };
  });
