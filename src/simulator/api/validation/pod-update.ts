import {
  coded,
  forbidden,
  goJson,
  invalid,
  invalidFor,
  Path,
  required,
  type Errors,
  type FieldError,
} from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type {
  Affinity,
  Container,
  ContainerStatus,
  NodeAffinity,
  NodeSelectorTerm,
  Pod,
  PodSpec,
  Toleration,
} from '../schema/kinds.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { unpaddedImage } from './containers.ts';
import { internalForm } from './internal-form.ts';
import { validateStrictIp } from './address-range.ts';
import { immutable, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain, qualifiedName } from './names.ts';
import { isMirror, validatePodAnnotationChanges } from './pod-annotations.ts';
import { validateDeadlineChange, validatePod } from './pod.ts';
import { validateTolerations } from './tolerations.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
const UPDATABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/**
 * What may change of a Pod that exists: images, a shorter deadline, more tolerations, fewer scheduling gates; anything
 * else is shown as a difference of the two specs.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodUpdate
 */
export function* validatePodUpdate(pod: Pod, before: Pod): Errors {
  yield* validateObjectMetaUpdate(pod.metadata, before.metadata, METADATA);
  yield* validatePod(pod);
  yield* validatePodAnnotationChanges(
    pod.metadata.annotations,
    before.metadata.annotations,
    pod.spec,
    METADATA.field('annotations'),
  );
  for (const list of ['containers', 'initContainers'] as const)
    if (!(yield* validateContainerChanges(pod.spec[list] ?? [], before.spec[list] ?? [], SPEC.field(list)))) return;
  if (!(yield* validateDeadlineChange(pod.spec.activeDeadlineSeconds, before.spec.activeDeadlineSeconds))) return;
  yield* onlyMoreTolerations(pod.spec.tolerations ?? [], before.spec.tolerations ?? [], SPEC.field('tolerations'));
  yield* onlyFewerGates(pod.spec, before.spec);
  if (sameSpec(pod.spec, before.spec)) return;
  const rest = yield* withoutAllowedChanges(pod.spec, before.spec);
  if (!sameSpec(rest, before.spec))
    yield coded(
      'pod-field-fixed',
      forbidden(
        SPEC,
        `pod updates may not change fields other than ${UPDATABLE}\n${difference('PodSpec', before.spec, rest)}`,
      ),
    );
}

/** Two objects as the API server shows their difference: as indented JSON of its internal types. */
function difference(definition: string, before: object, after: object): string {
  return unifiedDiff(goJson(internalForm(definition, before), ' '), goJson(internalForm(definition, after), ' '));
}

function sameSpec(a: PodSpec, b: PodSpec): boolean {
  return sameJson(internalForm('PodSpec', a), internalForm('PodSpec', b));
}

/** @returns false where the lists are not of one length and nothing can be compared */
function* validateContainerChanges(
  containers: readonly Container[],
  before: readonly Container[],
  at: Path,
): Generator<FieldError, boolean> {
  if (containers.length !== before.length) {
    yield coded('pod-containers-fixed', forbidden(at, 'pod updates may not add or remove containers'));
    return false;
  }
  for (const [i, container] of containers.entries()) {
    if (!container.image) yield required(at.index(i).field('image'));
    yield* unpaddedImage(container, at.index(i));
  }
  return true;
}

function* onlyMoreTolerations(tolerations: readonly Toleration[], before: readonly Toleration[], at: Path): Errors {
  const key = ({ key, operator, value, effect }: Toleration): string =>
    goJson([key ?? '', operator ?? '', value ?? '', effect ?? '']);
  const now = new Set(tolerations.map(key));
  if (before.some((old) => !now.has(key(old))))
    yield forbidden(at, 'existing toleration can not be modified except its tolerationSeconds');
  else yield* validateTolerations(tolerations, at);
}

function* onlyFewerGates(spec: PodSpec, before: PodSpec): Errors {
  for (const [i, { name }] of (spec.schedulingGates ?? []).entries())
    if (!before.schedulingGates?.some((old) => old.name === name))
      yield forbidden(
        SPEC.field('schedulingGates').index(i).field('name'),
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      );
}

/** The new spec with every change undone that is allowed; those of a pod that waits at a gate are looked at here. */
function* withoutAllowedChanges(spec: PodSpec, before: PodSpec): Generator<FieldError, PodSpec> {
  const oldImages = (containers: readonly Container[] | undefined, old: readonly Container[] | undefined) =>
    containers?.map((container, i) => ({ ...container, image: old?.[i]?.image }));
  const allowed: PodSpec = {
    ...spec,
    containers: oldImages(spec.containers, before.containers) ?? [],
    initContainers: oldImages(spec.initContainers, before.initContainers),
    activeDeadlineSeconds: before.activeDeadlineSeconds,
    schedulingGates: before.schedulingGates,
    tolerations: before.tolerations,
  };
  const grace = (before.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  const rest = grace ? { ...allowed, terminationGracePeriodSeconds: before.terminationGracePeriodSeconds } : allowed;
  return before.schedulingGates?.length ? yield* withoutPlacement(rest, before) : rest;
}

/** A gated pod's nodes may be narrowed. @source …/validation.go validateNodeSelectorMutation, validateNodeAffinityMutation */
function* withoutPlacement(spec: PodSpec, before: PodSpec): Generator<FieldError, PodSpec> {
  const old = before.nodeSelector ?? {};
  if (Object.keys(old).some((key) => spec.nodeSelector?.[key] !== old[key]))
    yield invalid(
      SPEC.field('nodeSelector'),
      spec.nodeSelector ?? null,
      'only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    );
  const [now, then] = [spec.affinity?.nodeAffinity, before.affinity?.nodeAffinity];
  if (!sameJson(now, then)) yield* onlyNarrower(now, then, SPEC.field('affinity').field('nodeAffinity'));
  const affinity: Affinity = { ...spec.affinity, nodeAffinity: then };
  const isEmpty = !before.affinity && !affinity.podAffinity && !affinity.podAntiAffinity;
  return { ...spec, nodeSelector: before.nodeSelector, affinity: isEmpty ? undefined : affinity };
}

function* onlyNarrower(affinity: NodeAffinity | undefined, before: NodeAffinity | undefined, at: Path): Errors {
  const terms = before?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms?.length) return;
  const now = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const here = at.field('requiredDuringSchedulingIgnoredDuringExecution').field('nodeSelectorTerms');
  const shown = (term: NodeSelectorTerm) => internalForm('NodeSelectorTerm', term);
  if (terms.length !== now.length)
    return yield invalid(
      here,
      now.length > 0 ? now.map(shown) : null,
      'no additions/deletions to non-empty NodeSelectorTerms list are allowed',
    );
  for (const [i, old] of terms.entries()) {
    const term = now[i] ?? {};
    const kept = (['matchExpressions', 'matchFields'] as const).every((list) =>
      sameJson(term[list]?.slice(0, old[list]?.length ?? 0) ?? [], old[list] ?? []),
    );
    const wasEmpty = !old.matchExpressions?.length && !old.matchFields?.length;
    if (!kept || (wasEmpty && (term.matchExpressions?.length || term.matchFields?.length)))
      yield invalid(here.index(i), shown(term), 'only additions are allowed (no mutations or deletions)');
  }
}

/** @source …/validation.go ValidatePodEphemeralContainersUpdate */
export function* validateEphemeralContainersUpdate(pod: Pod, before: Pod): Errors {
  if (isMirror(before.metadata))
    return yield forbidden(Path.root(''), 'static pods do not support ephemeral containers');
  yield* validateObjectMetaUpdate(pod.metadata, before.metadata, METADATA);
  yield* validatePod(pod);
  yield* validatePodAnnotationChanges(
    pod.metadata.annotations,
    before.metadata.annotations,
    pod.spec,
    METADATA.field('annotations'),
  );
  const at = SPEC.field('ephemeralContainers');
  for (const old of before.spec.ephemeralContainers ?? []) {
    const now = pod.spec.ephemeralContainers?.find(({ name }) => name === old.name);
    if (!now) yield forbidden(at, `existing ephemeral containers "${old.name}" may not be removed\n`);
    else if (!sameJson(internalForm('EphemeralContainer', now), internalForm('EphemeralContainer', old)))
      yield forbidden(
        at,
        `existing ephemeral containers "${old.name}" may not be changed\n${difference('EphemeralContainer', old, now)}`,
      );
  }
}

/** @source …/validation.go ValidatePodStatusUpdate */
export function* validatePodStatusUpdate(pod: Pod, before: Pod): Errors {
  const at = Path.root('status');
  const { status, spec } = pod;
  yield* validateObjectMetaUpdate(pod.metadata, before.metadata, METADATA);
  yield* validatePodAnnotationChanges(
    pod.metadata.annotations,
    before.metadata.annotations,
    spec,
    METADATA.field('annotations'),
  );
  for (const [i, { type }] of (status.conditions ?? []).entries())
    yield* invalidFor(METADATA.field('conditions').index(i).field('Type'), type, qualifiedName(type));
  if ((spec.nodeName ?? '') !== (before.spec.nodeName ?? ''))
    yield forbidden(at.field('nodeName'), 'may not be changed directly');
  const nominated = status.nominatedNodeName;
  if (nominated && nominated !== before.status.nominatedNodeName)
    yield* invalidFor(at.field('nominatedNodeName'), nominated, dns1123Subdomain(nominated));
  yield* immutable(status.qosClass ?? '', before.status.qosClass ?? '', at.field('qosClass'));
  const policy = before.spec.restartPolicy;
  const sidecars = new Set(
    (before.spec.initContainers ?? []).filter((c) => c.restartPolicy === 'Always').map(({ name }) => name),
  );
  yield* staysEnded(
    status.containerStatuses,
    before.status.containerStatuses,
    policy,
    new Set(),
    at.field('containerStatuses'),
  );
  yield* staysEnded(
    status.initContainerStatuses,
    before.status.initContainerStatuses,
    policy,
    sidecars,
    at.field('initContainerStatuses'),
  );
  yield* staysEnded(
    status.ephemeralContainerStatuses,
    before.status.ephemeralContainerStatuses,
    'Never',
    new Set(),
    at.field('ephemeralContainerStatuses'),
  );
  for (const [i, { ip }] of (status.podIPs ?? []).entries()) yield* validateStrictIp(ip, at.field('podIPs').index(i));
}

/** A container that ended and is not to be restarted does not come back. @source …/validation.go ValidateContainerStateTransition */
function* staysEnded(
  statuses: readonly ContainerStatus[] | undefined,
  before: readonly ContainerStatus[] | undefined,
  policy: string | undefined,
  restartable: ReadonlySet<string>,
  at: Path,
): Errors {
  if (policy === 'Always') return;
  for (const [i, old] of (before ?? []).entries()) {
    const ended = old.state?.terminated;
    if (!ended || restartable.has(old.name) || (ended.exitCode !== 0 && policy === 'OnFailure')) continue;
    if (statuses?.some(({ name, state }) => name === old.name && !state?.terminated))
      yield forbidden(at.index(i).field('state'), 'may not be transitioned to non-terminated state');
  }
}
