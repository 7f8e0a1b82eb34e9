import { sameJson } from '../../api/same-json.ts';
import type { DaemonSet, DaemonSetStatus, Node, Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { currentRevision, forgetRevisions, REVISION_HASH } from '../controller-revisions.ts';
import { claim, indexByController, ownedBy } from '../ownership.ts';
import { isNamespaceEnding, podControl, slowStart } from '../pod-control.ts';
import { isAvailable, isFinished, isReady, isTerminating, nextAvailability } from '../pod-state.ts';
import { watchPodsOf } from '../pod-watch.ts';
import { templateHash } from '../template-hash.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { daemonPod, fitOf } from './daemon-pod.ts';
import { isUpdated, oldestFirst, placement, rollingStep, type NodePods, type Plan } from './daemon-plan.ts';

const ACTOR = 'daemonset-controller';
const BURST = 250;
/** A node's Pods that keep failing are replaced after 1 s, doubled with each up to 15 minutes; who comes too early waits the whole time again. */
const FAILED_BACKOFF = { first: 1000, longest: 900_000 } as const;

/**
 * Keeps one Pod on every node that suits.
 * @source kubernetes/kubernetes pkg/controller/daemon/daemon_controller.go
 */
export function startDaemonSetController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
  const pods = podControl(context, recorder);
  const failed = new Map<string, { readonly count: number; readonly at: Millis }>();
  indexByController(context, 'Pod');
  indexByController(context, 'ControllerRevision');
  const queue = new WorkQueue(clock, sync);
  store.watch('DaemonSet', (change) => queue.add(keyOf(change.object), change.entry));
  watchPodsOf(context, 'DaemonSet', (set, because) => queue.add(keyOf(set), because));
  store.watch('Node', (change) => {
    const before = change.type === 'modified' ? change.before : undefined;
    const node = change.object;
    const isSame =
      before &&
      sameJson(before.metadata.labels, node.metadata.labels) &&
      sameJson(before.spec?.taints, node.spec?.taints);
    if (change.type === 'deleted' || isSame) return;
    for (const set of store.list('DaemonSet')) if (concerns(set, node)) queue.add(keyOf(set), change.entry);
  });

  /** A Pod is to come or to go, or a misplaced one may be in its place again. @source syncNodeUpdate */
  function concerns(set: DaemonSet, node: Node): boolean {
    const fit = fitOf(set, node);
    const isThere = ownedBy(context, 'Pod', set.metadata.uid).some(({ spec }) => spec.nodeName === node.metadata.name);
    return isThere ? fit === 'go' || (set.status.numberMisscheduled ?? 0) > 0 : fit === 'run';
  }

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const set = store.get('DaemonSet', namespace, name);
    if (!set || set.metadata.deletionTimestamp) return 'done';
    const now = clock.epoch + clock.now;
    const cause = (reason: string): Cause => ({ actor: ACTOR, reason, because });
    const { template } = set.spec;
    const newHash = templateHash(template, set.status.collisionCount);
    const revision = currentRevision(
      context,
      set,
      template,
      { name: `${name}-${newHash}`, hash: newHash },
      cause('its Pod template is new'),
    );
    if (!revision) return 'failed';
    const hash = revision.metadata.labels?.[REVISION_HASH] ?? newHash;
    const { claimed } = claim(context, 'Pod', set, set.spec.selector, cause('its labels match those of the DaemonSet'));
    const before = byNode(set, claimed);
    const plan = withoutBackoff(set, placement(set, before, hash, now), key, because);
    let outcome = act(set, plan, hash, cause);
    if (plan.create.length + plan.remove.length === 0 && set.spec.updateStrategy?.type === 'RollingUpdate')
      outcome = act(set, { ...rollingStep(set, before, hash, now), ended: [] }, hash, cause);
    const used = new Set(claimed.map((pod) => pod.metadata.labels?.[REVISION_HASH]));
    forgetRevisions(
      context,
      set,
      (other) => other.metadata.name === revision.metadata.name || used.has(other.metadata.labels?.[REVISION_HASH]),
      set.spec.revisionHistoryLimit ?? 10,
      cause('the revision history has its limit'),
    );
    const status = statusOf(set, before, hash, now);
    if (!sameJson(status, set.status))
      api.writeStatus('DaemonSet', namespace, name, (stored) => ({ ...stored, status }), cause('its Pods changed'));
    const next = nextAvailability(claimed, set.spec.minReadySeconds ?? 0, now);
    if (next !== undefined) queue.addAfter(key, next, because);
    return outcome;
  }

  /**
   * Every node, and nodes that are gone for which there are Pods yet to be placed. Pods that have ended and are going count
   * no more; those that were on a node that is gone are the Pod collector's.
   */
  function byNode(set: DaemonSet, claimed: readonly Pod[]): readonly NodePods[] {
    const on = new Map<string, Pod[]>();
    for (const pod of claimed) {
      if (isFinished(pod) && isTerminating(pod)) continue;
      const node = pod.spec.nodeName || targetOf(pod);
      on.set(node, [...(on.get(node) ?? []), pod]);
    }
    const nodes = store
      .list('Node')
      .map((node) => ({ node: node.metadata.name, fit: fitOf(set, node), pods: on.get(node.metadata.name) ?? [] }));
    for (const { node } of nodes) on.delete(node);
    const nowhere = [...on].map(([node, pods]) => ({
      node,
      fit: 'go' as const,
      pods: pods.filter(({ spec }) => !spec.nodeName),
    }));
    return [...nodes, ...nowhere];
  }

  function act(
    set: DaemonSet,
    { create, remove, ended }: Plan,
    hash: string,
    cause: (reason: string) => Cause,
  ): Outcome {
    for (const pod of ended) tellEnded(set, pod, cause('its Pod ended'));
    const refused = slowStart(Math.min(create.length, BURST), (i) =>
      pods.create(daemonPod(set, create[i] ?? '', hash), set, cause(`node ${create[i] ?? ''} has no Pod of it`)),
    );
    const gone = remove
      .slice(0, BURST)
      .map((pod) => pods.remove(pod, set, cause('its node or its template is no longer right')));
    return (refused && !isNamespaceEnding(refused)) || gone.includes(false) ? 'failed' : 'done';
  }

  function tellEnded(set: DaemonSet, pod: Pod, cause: Cause): void {
    const { namespace, name } = pod.metadata;
    const where = `daemon pod ${namespace ?? ''}/${name} on node ${pod.spec.nodeName ?? ''}`;
    if (pod.status.phase === 'Failed')
      recorder.tell(set, {
        type: 'Warning',
        reason: 'FailedDaemonPod',
        message: `Found failed ${where}, will try to kill it`,
        cause,
      });
    else
      recorder.tell(set, {
        type: 'Normal',
        reason: 'SucceededDaemonPod',
        message: `Found succeeded ${where}, will try to delete it`,
        cause,
      });
  }

  /** Leaves failed Pods that have to wait for their replacement. @source kubernetes/kubernetes pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode */
  function withoutBackoff(set: DaemonSet, plan: Plan, key: string, because: number | undefined): Plan {
    const waiting = new Set<Pod>();
    for (const pod of plan.ended) {
      if (pod.status.phase !== 'Failed') continue;
      const id = `${set.metadata.uid}/${pod.spec.nodeName ?? ''}`;
      const before = failed.get(id);
      const wait = before ? Math.min(FAILED_BACKOFF.first * 2 ** (before.count - 1), FAILED_BACKOFF.longest) : 0;
      if (before && clock.now - before.at < wait) {
        waiting.add(pod);
        queue.addAfter(key, wait, because);
      } else
        failed.set(id, {
          count: before && clock.now - before.at < 2 * FAILED_BACKOFF.longest ? before.count + 1 : 1,
          at: clock.now,
        });
    }
    return {
      ...plan,
      remove: plan.remove.filter((pod) => !waiting.has(pod)),
      ended: plan.ended.filter((pod) => !waiting.has(pod)),
    };
  }
}

/** The node that a Pod's affinity names, before the scheduler has placed it. */
function targetOf(pod: Pod): string {
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms[0]?.matchFields?.find(({ key }) => key === 'metadata.name')?.values?.[0] ?? '';
}

/** @source kubernetes/kubernetes pkg/controller/daemon/daemon_controller.go updateDaemonSetStatus */
function statusOf(set: DaemonSet, nodes: readonly NodePods[], hash: string, now: Millis): DaemonSetStatus {
  const wanted = nodes.filter(({ fit }) => fit === 'run');
  const firsts = wanted.flatMap(({ pods }) => [...pods].sort(oldestFirst)[0] ?? []);
  const ready = firsts.filter(isReady);
  const available = ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length;
  const updated = firsts.filter((pod) => isUpdated(pod, hash)).length;
  const unavailable = wanted.length - available;
  const { collisionCount, conditions } = set.status;
  return {
    currentNumberScheduled: firsts.length,
    numberMisscheduled: nodes.filter(({ fit, pods }) => fit !== 'run' && pods.length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: ready.length,
    observedGeneration: set.metadata.generation,
    ...(updated ? { updatedNumberScheduled: updated } : {}),
    ...(available ? { numberAvailable: available } : {}),
    ...(unavailable ? { numberUnavailable: unavailable } : {}),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions ? { conditions } : {}),
  };
}
