import type { JsonObject } from '../../api/json.ts';
import { sameJson } from '../../api/same-json.ts';
import type {
  ControllerRevision,
  Pod,
  PodTemplateSpec,
  StatefulSet,
  StatefulSetStatus,
} from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { currentRevision, forgetRevisions, goJson, revisionData, revisionsOf } from '../controller-revisions.ts';
import { claim, indexByController } from '../ownership.ts';
import { isAvailable, isReady, isTerminating, nextAvailability } from '../pod-state.ts';
import { watchPodsOf } from '../pod-watch.ts';
import { revisionHash } from '../template-hash.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { isStale, ownersOfClaim } from './claim-retention.ts';
import { isOfCurrentRevision, statefulPlan } from './stateful-plan.ts';
import {
  claimNames,
  claimsOf,
  identityLabels,
  ordinalOf,
  podName,
  revisionOf,
  statefulPod,
  wantedReplicas,
} from './stateful-pod.ts';

const ACTOR = 'statefulset-controller';

type Verb = 'Create' | 'Update' | 'Delete';

/**
 * Keeps Pods that have names, in order, and their claims.
 * @source kubernetes/kubernetes pkg/controller/statefulset/stateful_set.go, stateful_set_control.go
 */
export function startStatefulSetController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
  indexByController(context, 'Pod');
  indexByController(context, 'ControllerRevision');
  const queue = new WorkQueue(clock, sync);
  store.watch('StatefulSet', (change) => queue.add(keyOf(change.object), change.entry));
  watchPodsOf(context, 'StatefulSet', (set, because) => queue.add(keyOf(set), because));
  store.watch('PersistentVolumeClaim', ({ type, object: { metadata }, entry }) => {
    const owner = metadata.ownerReferences?.find(({ kind }) => kind === 'Pod');
    const set = owner?.name.replace(/-\d+$/, '');
    if (type === 'deleted' && set) queue.add(`${metadata.namespace ?? ''}/${set}`, entry);
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const set = store.get('StatefulSet', namespace, name);
    if (!set) return 'done';
    const now = clock.epoch + clock.now;
    const cause = (reason: string): Cause => ({ actor: ACTOR, reason, because });
    const hash = revisionHash(goJson(revisionData(set.spec.template)), set.status.collisionCount ?? 0);
    const update = currentRevision(
      context,
      set,
      set.spec.template,
      { name: `${name}-${hash}`, hash },
      cause('its Pod template is new'),
    );
    if (!update) return 'failed';
    const current =
      revisionsOf(context, set).find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update;
    const mine = (): readonly Pod[] =>
      claim(context, 'Pod', set, set.spec.selector, cause('its labels match those of the StatefulSet')).claimed.filter(
        (pod) => ordinalOf(set, pod) !== undefined,
      );
    const pods = mine();
    let outcome: Outcome = 'done';
    if (!set.metadata.deletionTimestamp) {
      for (const pod of pods) giveClaims(set, pod, cause('whether its claims go with them is up to the StatefulSet'));
      for (const step of statefulPlan(set, pods, update.metadata.name, now)) {
        const isDone =
          step.do === 'create'
            ? create(set, step.ordinal, current, update, cause)
            : (step.do === 'label' ? label : remove)(set, step.pod, cause);
        if (!isDone) outcome = 'failed';
      }
    }
    const after = mine();
    const status = statusOf(set, after, current.metadata.name, update.metadata.name, now);
    if (!sameJson(status, set.status))
      api.writeStatus('StatefulSet', namespace, name, (stored) => ({ ...stored, status }), cause('its Pods changed'));
    const used = new Set([status.currentRevision, status.updateRevision, ...after.map(revisionOf)]);
    forgetRevisions(
      context,
      set,
      ({ metadata }) => used.has(metadata.name),
      set.spec.revisionHistoryLimit ?? 10,
      cause('the revision history has its limit'),
    );
    const next = nextAvailability(after, set.spec.minReadySeconds ?? 0, now);
    if (next !== undefined) queue.addAfter(key, next, because);
    return outcome;
  }

  function create(
    set: StatefulSet,
    ordinal: number,
    current: ControllerRevision,
    update: ControllerRevision,
    cause: (reason: string) => Cause,
  ): boolean {
    const why = cause(`StatefulSet ${set.metadata.name} lacks Pod ${ordinal}`);
    const name = podName(set, ordinal);
    const claimed = claimNames(set, name).flatMap(
      (one) => store.get('PersistentVolumeClaim', set.metadata.namespace, one) ?? [],
    );
    if (claimed.some((one) => isStale(one, name, undefined))) return true; // they go first, and their going brings the set back
    for (const { name: wanted, object } of claimsOf(set, ordinal)) {
      if (store.get('PersistentVolumeClaim', set.metadata.namespace, wanted)) continue;
      const answer = api.create(object, set.metadata.namespace, { cause: why });
      const about = `Claim ${wanted} Pod ${name} in StatefulSet ${set.metadata.name}`;
      if (!answer.ok) return tell(set, 'Create', `${about} failed error: ${answer.error.message}`, why, 'Failed');
      tell(set, 'Create', `${about} success`, why, 'Successful');
    }
    const [revision, template] = isOfCurrentRevision(set, ordinal)
      ? [current, templateOf(current)]
      : [update, set.spec.template];
    const answer = api.create(statefulPod(set, template, ordinal, revision.metadata.name), set.metadata.namespace, {
      cause: why,
    });
    if (!answer.ok && answer.error.reason === 'AlreadyExists') return false; // tried again without a word
    if (answer.ok) giveClaims(set, answer.object as Pod, why);
    return said(set, 'Create', name, answer.ok ? undefined : answer.error.message, why);
  }

  /** Who owns a Pod's claims decides what goes when. */
  function giveClaims(set: StatefulSet, pod: Pod, cause: Cause): void {
    const { namespace, name } = pod.metadata;
    for (const claimed of claimNames(set, name)) {
      const found = store.get('PersistentVolumeClaim', namespace, claimed);
      const owners = found && ownersOfClaim(set, pod, found);
      if (!owners) continue;
      const ownerReferences = owners.length > 0 ? owners.map((owner) => ({ ...owner })) : null;
      const target = { kind: 'PersistentVolumeClaim' as const, namespace, name: claimed };
      api.patch(target, { type: 'merge', body: { metadata: { ownerReferences } } }, { cause });
    }
  }

  /** @source kubernetes/kubernetes pkg/controller/statefulset/stateful_pod_control.go UpdateStatefulPod */
  function label(set: StatefulSet, pod: Pod, cause: (reason: string) => Cause): boolean {
    const { namespace, name } = pod.metadata;
    const why = cause('an adopted Pod is told by its labels too');
    const body = { metadata: { labels: identityLabels(name, ordinalOf(set, pod) ?? 0) } };
    const answer = api.patch({ kind: 'Pod', namespace, name }, { type: 'merge', body }, { cause: why });
    return said(set, 'Update', name, answer.ok ? undefined : answer.error.message, why);
  }

  function remove(
    set: StatefulSet,
    { metadata: { namespace, name, uid } }: Pod,
    cause: (reason: string) => Cause,
  ): boolean {
    const why = cause('its turn in the StatefulSet has come');
    const answer = api.delete({ kind: 'Pod', namespace, name }, { preconditions: { uid } }, { cause: why });
    return said(set, 'Delete', name, answer.ok ? undefined : answer.error.message, why);
  }

  /** @source kubernetes/kubernetes pkg/controller/statefulset/stateful_pod_control.go recordPodEvent */
  function said(set: StatefulSet, verb: Verb, pod: string, problem: string | undefined, cause: Cause): boolean {
    const about = `Pod ${pod} in StatefulSet ${set.metadata.name}`;
    return problem === undefined
      ? tell(set, verb, `${about} successful`, cause, 'Successful')
      : tell(set, verb, `${about} failed error: ${problem}`, cause, 'Failed');
  }

  function tell(set: StatefulSet, verb: Verb, text: string, cause: Cause, how: 'Successful' | 'Failed'): boolean {
    recorder.tell(set, {
      type: how === 'Failed' ? 'Warning' : 'Normal',
      reason: `${how}${verb}`,
      message: `${verb} ${text}`,
      cause,
    });
    return how === 'Successful';
  }
}

/** The Pod template that a revision remembers. */
function templateOf({ data }: ControllerRevision): PodTemplateSpec {
  const { $patch: _patch, ...template } = (data as { readonly spec: { readonly template: JsonObject } }).spec.template;
  return template as unknown as PodTemplateSpec;
}

/** @source stateful_set_control.go computeReplicaStatus, completeRollingUpdate */
function statusOf(
  set: StatefulSet,
  pods: readonly Pod[],
  current: string,
  update: string,
  now: Millis,
): StatefulSetStatus {
  const ready = pods.filter((pod) => pod.status.phase === 'Running' && isReady(pod));
  const available = ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length;
  const lasting = pods.filter((pod) => !isTerminating(pod));
  const updated = lasting.filter((pod) => revisionOf(pod) === update).length;
  const wanted = wantedReplicas(set);
  const isOver =
    set.spec.updateStrategy?.type === 'RollingUpdate' &&
    updated === wanted &&
    ready.length === wanted &&
    pods.length === wanted;
  const currentReplicas = isOver ? updated : lasting.filter((pod) => revisionOf(pod) === current).length;
  const { conditions, collisionCount } = set.status;
  return {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    ...(ready.length ? { readyReplicas: ready.length } : {}),
    ...(currentReplicas ? { currentReplicas } : {}),
    ...(updated ? { updatedReplicas: updated } : {}),
    currentRevision: isOver ? update : current,
    updateRevision: update,
    collisionCount: collisionCount ?? 0,
    availableReplicas: available,
    ...(conditions ? { conditions } : {}),
  };
}
