import type { Kind } from '../api/schema/kinds.ts';
import type { Resource } from './resources.ts';

/** Kinds that a Kubernetes 1.36 serves and this cluster does not know, by group and version. */
const KINDS: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1':
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
  'authentication.k8s.io/v1': 'SelfSubjectReview TokenReview',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/v1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io/v1': 'RuntimeClass',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io/v1': 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
  'storage.k8s.io/v1': 'CSIDriver CSINode CSIStorageCapacity VolumeAttachment VolumeAttributesClass',
};

/**
 * Whether Kubernetes itself would take an object that this cluster cannot.
 * @source kubernetes.io/docs/reference/kubernetes-api (v1.36, kinds that are served by default)
 */
export const isKubernetesKind = (apiVersion: string, kind: string): boolean =>
  Object.hasOwn(KINDS, apiVersion) && KINDS[apiVersion]?.split(' ').includes(kind) === true;

const SHORT: Readonly<Record<string, string>> = {
  crd: 'CustomResourceDefinition',
  crds: 'CustomResourceDefinition',
  csr: 'CertificateSigningRequest',
  cs: 'ComponentStatus',
  ing: 'Ingress',
  ip: 'IPAddress',
  netpol: 'NetworkPolicy',
  vac: 'VolumeAttributesClass',
};

/**
 * The kind that somebody means by a resource's name, where a Kubernetes 1.36 has it and this cluster does not.
 * @param typed - in lower case: "ingress", "netpol", "clusterroles"
 * @source recorded: kubectl api-resources (short names)
 */
export function kindNotSimulated(typed: string): string | undefined {
  const kinds = [...Object.values(KINDS).flatMap((names) => names.split(' ')), 'ComponentStatus'];
  return (
    (Object.hasOwn(SHORT, typed) ? SHORT[typed] : undefined) ??
    kinds.find((kind) => typed === kind.toLowerCase() || typed === pluralOf(kind))
  );
}

/** The same, as the resource and its group. @param group - '' for any */
export function pluralNotSimulated(
  typed: string,
  group: string,
): { readonly group: string; readonly plural: string } | undefined {
  const kind = kindNotSimulated(typed.toLowerCase());
  const version = Object.keys(KINDS).find((v) => kind !== undefined && KINDS[v]?.split(' ').includes(kind));
  const its = version?.split('/')[0];
  if (kind === undefined || its === undefined || (group !== '' && group !== its)) return undefined;
  return { group: its, plural: pluralOf(kind) };
}

/** What every cluster has some of, or what cannot be listed. */
const THERE = /^(APIService|ClusterRole|ComponentStatus|FlowSchema|IPAddress|PriorityLevel|Role|ServiceCIDR|.*Review$)/;
const IN_NAMESPACES: ReadonlySet<string> = new Set(
  'CSIStorageCapacity Ingress NetworkPolicy ResourceClaim ResourceClaimTemplate'.split(' '),
);

/**
 * A resource of which there is nothing until somebody makes some, which nobody can here: reading it is answered as a
 * cluster without any does.
 * @param typed - "ing", "networkpolicies.networking.k8s.io"
 */
export function resourceWithoutObjects(typed: string): Resource | undefined {
  const [name = '', ...wanted] = typed.toLowerCase().split('.');
  const kind = kindNotSimulated(name);
  if (kind === undefined || THERE.test(kind)) return undefined;
  const versions = Object.keys(KINDS).find((version) => KINDS[version]?.split(' ').includes(kind)) ?? '';
  const [group = '', version = ''] = versions.split('/');
  if (!['', group, `${version}.${group}`].includes(wanted.join('.'))) return undefined;
  const namespaced = IN_NAMESPACES.has(kind);
  // No object of such a kind is ever stored.
  const known = { kind: kind as Kind, definition: '', group, version, plural: pluralOf(kind), namespaced };
  return { ...known, singular: kind.toLowerCase(), short: [], inAll: false };
}

function pluralOf(kind: string): string {
  const one = kind.toLowerCase();
  return one.endsWith('s') ? `${one}es` : one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
}
