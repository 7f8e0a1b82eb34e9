import type { Random } from '../../random.ts';
import { goQuote } from '../../go-quote.ts';
import type { Container, Pod, PodSpec, ServiceAccount, Volume } from '../schema/kinds.ts';
import { resourceNameProblem } from '../resource-name.ts';
import type { AdmissionPlugin } from './admission.ts';
import { forbidden } from './refusal.ts';

const PREFIX = 'kube-api-access-';
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** An hour, and seven seconds that tell who asked: a token that the pod's author did not ask for. */
const TOKEN_SECONDS = 3607;
const MIRROR = 'kubernetes.io/config.mirror';

/**
 * Gives a pod the ServiceAccount `default` where it names none, and mounts a token, the cluster's root certificates and
 * the namespace's name into every container, unless the pod or its account says `automountServiceAccountToken: false`.
 * @source kubernetes/kubernetes plugin/pkg/admission/serviceaccount/admission.go
 */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  kinds: new Set(['Pod']),
  mutate: (request) => {
    const { object: pod, operation, subresource, namespace = '', store, random } = request;
    if (pod.kind !== 'Pod' || operation !== 'CREATE' || subresource) return { object: pod };
    if (pod.metadata.annotations?.[MIRROR] !== undefined) {
      const complaint = mirrorComplaint(pod);
      return complaint ? forbidden(request, complaint) : { object: pod };
    }
    const name = pod.spec.serviceAccountName || 'default';
    const account = store.get('ServiceAccount', namespace, name);
    if (!account)
      return forbidden(
        request,
        `error looking up service account ${namespace}/${name}: ${resourceNameProblem(name) ?? `serviceaccount ${goQuote(name)} not found`}`,
        'service-account-unknown',
      );
    let spec: PodSpec = { ...pod.spec, serviceAccountName: name, serviceAccount: name };
    if (pod.spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true)
      spec = withToken(spec, random);
    if (!spec.imagePullSecrets?.length && account.imagePullSecrets?.length)
      spec = { ...spec, imagePullSecrets: account.imagePullSecrets };
    const complaint = secretComplaint(spec, account);
    return complaint ? forbidden(request, complaint) : { object: { ...pod, spec } };
  },
};

/** A container that already mounts something at the token's path keeps that; a volume kube-api-access-… is used where there is one. */
function withToken(spec: PodSpec, random: Random): PodSpec {
  const existing = spec.volumes?.find((volume) => volume.projected && volume.name.startsWith(PREFIX));
  const name = existing?.name ?? PREFIX + random.suffix(5);
  let needed = false;
  const mount = (container: Container): Container => {
    if (container.volumeMounts?.some((m) => m.mountPath === MOUNT_PATH)) return container;
    needed = true;
    return {
      ...container,
      volumeMounts: [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: MOUNT_PATH }],
    };
  };
  const initContainers = spec.initContainers?.map(mount);
  const mounted: PodSpec = {
    ...spec,
    ...(initContainers ? { initContainers } : {}),
    containers: (spec.containers ?? []).map(mount),
  };
  return existing || !needed ? mounted : { ...mounted, volumes: [...(spec.volumes ?? []), tokenVolume(name)] };
}

const tokenVolume = (name: string): Volume => ({
  name,
  projected: {
    defaultMode: 0o644,
    sources: [
      { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
});

function mirrorComplaint({ spec }: Pod): string | undefined {
  if (spec.serviceAccountName) return 'a mirror pod may not reference service accounts';
  if (spec.volumes?.some((volume) => volume.secret)) return 'a mirror pod may not reference secrets';
  if (spec.volumes?.some((volume) => volume.projected?.sources?.some((source) => source.serviceAccountToken)))
    return 'a mirror pod may not use ServiceAccountToken volume projections';
  return undefined;
}

/** An account with the annotation enforce-mountable-secrets lets its pods use only the secrets that it lists. */
function secretComplaint(spec: PodSpec, account: ServiceAccount): string | undefined {
  if (account.metadata.annotations?.['kubernetes.io/enforce-mountable-secrets'] !== 'true') return undefined;
  const name = account.metadata.name;
  const mountable = new Set(account.secrets?.map((secret) => secret.name));
  for (const { secret } of spec.volumes ?? [])
    if (secret?.secretName !== undefined && !mountable.has(secret.secretName))
      return `volume with secret.secretName=${goQuote(secret.secretName)} is not allowed because service account ${name} does not reference that secret`;
  const containers: readonly (readonly [string, readonly Container[]])[] = [
    ['init container', spec.initContainers ?? []],
    ['container', spec.containers],
  ];
  for (const [word, list] of containers)
    for (const container of list)
      for (const { name: variable, valueFrom } of container.env ?? []) {
        const secret = valueFrom?.secretKeyRef?.name;
        if (secret !== undefined && !mountable.has(secret))
          return `${word} ${container.name} with envVar ${variable} referencing secret.secretName=${goQuote(secret)} is not allowed because service account ${name} does not reference that secret`;
      }
  const pullable = new Set(account.imagePullSecrets?.map((secret) => secret.name));
  for (const [i, { name: secret = '' }] of (spec.imagePullSecrets ?? []).entries())
    if (!pullable.has(secret))
      return `imagePullSecrets[${i}].name=${goQuote(secret)} is not allowed because service account ${name} does not reference that imagePullSecret`;
  return undefined;
}
