import { goQuote } from '../../go-quote.ts';
import { details, reasons, violations } from '../pod-security/evaluate.ts';
import type { Checked } from '../pod-security/check.ts';
import { asksNothing, compareLevels, isSame, policyOf, shown, type LevelVersion } from '../pod-security/policy.ts';
import { qualifiedKind, resourceOf } from '../resources.ts';
import type { Kind, KubeObject, Namespace, Pod, PodTemplateSpec } from '../schema/kinds.ts';
import { invalid, type StatusError } from '../status-error.ts';
import type { AdmissionPlugin, AdmissionRequest } from './admission.ts';
import { forbidden } from './refusal.ts';

const WORKLOADS: readonly Kind[] = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'PodTemplate',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
];

/**
 * Holds pods to what the labels of their namespace ask, and warns of templates whose pods would not be let in.
 * @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/admission/admission.go
 */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  kinds: new Set<Kind>(['Namespace', 'Pod', ...WORKLOADS]),
  validate: (request) => {
    if (request.operation === 'DELETE') return undefined;
    if (request.object.kind === 'Namespace') return labelsRefusal(request, request.object);
    const looked = lookedAt(request);
    if (!looked || request.object.kind !== 'Pod') return undefined;
    const found = violations(looked.policy.enforce, looked.pod);
    return found.length === 0
      ? undefined
      : forbidden(
          request,
          `violates PodSecurity ${goQuote(shown(looked.policy.enforce))}: ${details(found)}`,
          'pod-security',
        );
  },
  warn: (request) => {
    if (request.operation === 'DELETE') return [];
    if (request.object.kind === 'Namespace') return namespaceWarnings(request, request.object);
    const looked = lookedAt(request);
    if (!looked) return [];
    const { policy, pod } = looked;
    if (request.object.kind === 'Pod' && violations(policy.enforce, pod).length > 0) return [];
    const found = violations(policy.warn, pod);
    return found.length === 0 ? [] : [`would violate PodSecurity ${goQuote(shown(policy.warn))}: ${details(found)}`];
  },
};

/** The pod, or the template, that a request brings, and what its namespace asks of it. */
function lookedAt(
  request: AdmissionRequest,
): { policy: ReturnType<typeof policyOf>['policy']; pod: Checked } | undefined {
  const { object, before, subresource, namespace = '', store } = request;
  const isPod = object.kind === 'Pod';
  if (isPod ? IGNORED.has(subresource ?? '') : subresource !== undefined) return undefined;
  const { policy, errors } = policyOf(store.get('Namespace', undefined, namespace)?.metadata.labels);
  if (errors.length === 0 && asksNothing(policy)) return undefined;
  if (isPod && before && !isSignificant(object, before as Pod)) return undefined;
  const pod = isPod ? object : templateOf(object);
  return pod?.spec ? { policy, pod: { metadata: pod.metadata ?? {}, spec: pod.spec } as Checked } : undefined;
}

const IGNORED: ReadonlySet<string> = new Set(['binding', 'eviction', 'status']);

function templateOf(object: KubeObject): PodTemplateSpec | undefined {
  if (object.kind === 'PodTemplate') return object.template;
  if (object.kind === 'CronJob') return object.spec.jobTemplate?.spec?.template;
  return (object as { readonly spec?: { readonly template?: PodTemplateSpec } }).spec?.template;
}

/** Of what a pod may change, only images and new containers matter. */
function isSignificant(pod: Pod, before: Pod): boolean {
  for (const list of ['containers', 'initContainers'] as const) {
    const [now, last] = [pod.spec[list] ?? [], before.spec[list] ?? []];
    if (now.length !== last.length || now.some(({ image }, i) => image !== last[i]?.image)) return true;
  }
  const had = new Map((before.spec.ephemeralContainers ?? []).map(({ name, image }) => [name, image ?? '']));
  return (pod.spec.ephemeralContainers ?? []).some(({ name, image }) => had.get(name) !== (image ?? ''));
}

/** A label that says nothing is refused where it is new. */
function labelsRefusal({ before, subresource }: AdmissionRequest, namespace: Namespace): StatusError | undefined {
  if (subresource) return undefined;
  const { errors } = policyOf(namespace.metadata.labels);
  if (errors.length === 0) return undefined;
  if (before && JSON.stringify(errors) === JSON.stringify(policyOf(before.metadata.labels).errors)) return undefined;
  return invalid(qualifiedKind(resourceOf('Namespace')), namespace.metadata.name, errors);
}

const MOST_PODS = 3000;

/** Pods that are there already stay; who makes a namespace stricter is told which would not be let in again. */
function namespaceWarnings(request: AdmissionRequest, namespace: Namespace): readonly string[] {
  const { before, subresource, store } = request;
  if (!before || subresource || labelsRefusal(request, namespace)) return [];
  const [{ enforce }, { enforce: last }] = [
    policyOf(namespace.metadata.labels).policy,
    policyOf(before.metadata.labels).policy,
  ];
  const isStricter = enforce.version !== last.version || compareLevels(enforce.level, last.level) > 0;
  if (isSame(enforce, last) || enforce.level === 'privileged' || !isStricter) return [];
  return podsWarnings(namespace.metadata.name, store.list('Pod', namespace.metadata.name), enforce);
}

function podsWarnings(namespace: string, all: readonly Pod[], enforce: LevelVersion): readonly string[] {
  const pods = onePodOfEachFirst(all);
  const byReasons = new Map<string, string[]>();
  for (const pod of pods.slice(0, MOST_PODS)) {
    const why = reasons(violations(enforce, pod));
    if (why !== '') byReasons.set(why, [...(byReasons.get(why) ?? []), pod.metadata.name]);
  }
  const told = [...byReasons].map(([why, names]) => {
    const [first = ''] = [...names].sort();
    const others = names.length - 1;
    const and = others === 0 ? '' : ` (and ${others} other ${others === 1 ? 'pod' : 'pods'})`;
    return `${first}${and}: ${why}`;
  });
  const checked =
    pods.length > MOST_PODS
      ? [`new PodSecurity enforce level only checked against the first ${MOST_PODS} of ${pods.length} existing pods`]
      : [];
  const violated = `existing pods in namespace ${goQuote(namespace)} violate the new PodSecurity enforce level ${goQuote(shown(enforce))}`;
  return [...checked, ...(told.length > 0 ? [violated] : []), ...told.sort()];
}

/** The other pods of a controller come last. */
function onePodOfEachFirst(pods: readonly Pod[]): readonly Pod[] {
  const seen = new Set<string>();
  const [first, others]: [Pod[], Pod[]] = [[], []];
  for (const pod of pods) {
    const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller)?.uid;
    (owner !== undefined && seen.has(owner) ? others : first).push(pod);
    if (owner !== undefined) seen.add(owner);
  }
  return [...first, ...others];
}
