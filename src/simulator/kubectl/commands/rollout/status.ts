import type { DaemonSet, Deployment, KubeObject, StatefulSet } from '../../../api/schema/kinds.ts';
import { goQuote } from '../../../go-quote.ts';
import { Signal, until, untilOr, type Task } from '../../../task.ts';
import type { Command, CommandContext } from '../../command.ts';
import { isFailure, plainFailure } from '../../failure.ts';
import { flagDuration, flagNumber, flagValue } from '../../line.ts';
import { refusalsText } from '../../refusals.ts';
import { groupKind, isRolling, targetFlags, targets, type Rolling } from './targets.ts';

export const statusFlags = `${targetFlags} revision:int64 timeout:duration watch,w:bool`;

/** What a rollout is at: a line, and whether it ends the waiting. */
export type Progress = { readonly text: string; readonly done: boolean } | { readonly problem: string };

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/rollout/rollout_status.go */
export const status: Command = function* (context) {
  const found = targets(context);
  if (isFailure(found)) {
    context.err(found.failure);
    return found.exit;
  }
  const { objects, missing } = found;
  if (objects.length + missing.length === 0) context.err(`No resources found in ${context.namespace} namespace.\n`);
  for (const object of objects) {
    const exit = yield* statusOf(context, object);
    if (exit !== 0) return exit;
  }
  context.err(refusalsText(missing));
  return missing.length > 0 ? 1 : 0;
};

/** Tells how far one object is until it is done. */
function* statusOf(context: CommandContext, object: KubeObject): Task<number> {
  const { line, cluster, out, err } = context;
  if (!isRolling(object)) {
    err(plainFailure(`no status viewer has been implemented for ${groupKind(object)}`).failure);
    return 1;
  }
  const { namespace, name } = object.metadata;
  const timeout = flagDuration(line, 'timeout') ?? 0;
  const deadline = timeout > 0 ? cluster.clock.now + timeout : Infinity;
  // Every change is told, also where two come at one instant.
  const seen: (Rolling | undefined)[] = [object];
  const changed = new Signal();
  const stop = cluster.store.watch(object.kind, (change) => {
    if (change.object.metadata.name !== name || change.object.metadata.namespace !== namespace) return;
    seen.push(change.type === 'deleted' ? undefined : (change.object as Rolling));
    changed.notify();
  });
  try {
    for (;;) {
      for (let current = seen.shift(); current !== undefined || seen.length > 0; current = seen.shift()) {
        const progress = current
          ? progressOf(current, flagNumber(line, 'revision') ?? 0)
          : { problem: 'object has been deleted' };
        if ('problem' in progress) {
          err(`error: ${progress.problem}\n`);
          return 1;
        }
        out(progress.text);
        if (progress.done || flagValue(line, 'watch') === 'false') return 0;
      }
      const left = deadline - cluster.clock.now;
      if (left <= 0) {
        err('error: timed out waiting for the condition\n');
        return 1;
      }
      yield left === Infinity ? until(changed) : untilOr(left, changed);
    }
  } finally {
    stop();
  }
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go */
function progressOf(object: Rolling, revision: number): Progress {
  switch (object.kind) {
    case 'Deployment':
      return deploymentProgress(object, revision);
    case 'DaemonSet':
      return daemonSetProgress(object);
    case 'StatefulSet':
      return statefulSetProgress(object);
  }
}

const waiting = (text: string): Progress => ({ text: `${text}\n`, done: false });
const done = (text: string): Progress => ({ text: `${text}\n`, done: true });

function deploymentProgress({ metadata, spec, status: seen }: Deployment, revision: number): Progress {
  const name = goQuote(metadata.name);
  const running = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  if (revision > 0 && revision !== running)
    return { problem: `desired revision (${revision}) is different from the running revision (${running})` };
  if ((metadata.generation ?? 0) > (seen?.observedGeneration ?? 0))
    return waiting('Waiting for deployment spec update to be observed...');
  if (seen?.conditions?.some((c) => c.type === 'Progressing' && c.reason === 'ProgressDeadlineExceeded'))
    return { problem: `deployment ${name} exceeded its progress deadline` };
  const [wanted, updated, all, available] = [
    spec?.replicas ?? 0,
    seen?.updatedReplicas ?? 0,
    seen?.replicas ?? 0,
    seen?.availableReplicas ?? 0,
  ];
  if (updated < wanted)
    return waiting(
      `Waiting for deployment ${name} rollout to finish: ${updated} out of ${wanted} new replicas have been updated...`,
    );
  if (all > updated)
    return waiting(
      `Waiting for deployment ${name} rollout to finish: ${all - updated} old replicas are pending termination...`,
    );
  if (available < updated)
    return waiting(
      `Waiting for deployment ${name} rollout to finish: ${available} of ${updated} updated replicas are available...`,
    );
  return done(`deployment ${name} successfully rolled out`);
}

function daemonSetProgress({ metadata, spec, status: seen }: DaemonSet): Progress {
  const name = goQuote(metadata.name);
  if (spec?.updateStrategy?.type !== 'RollingUpdate')
    return { problem: 'rollout status is only available for RollingUpdate strategy type' };
  if ((metadata.generation ?? 0) > (seen?.observedGeneration ?? 0))
    return waiting('Waiting for daemon set spec update to be observed...');
  const [wanted, updated, available] = [
    seen?.desiredNumberScheduled ?? 0,
    seen?.updatedNumberScheduled ?? 0,
    seen?.numberAvailable ?? 0,
  ];
  if (updated < wanted)
    return waiting(
      `Waiting for daemon set ${name} rollout to finish: ${updated} out of ${wanted} new pods have been updated...`,
    );
  if (available < wanted)
    return waiting(
      `Waiting for daemon set ${name} rollout to finish: ${available} of ${wanted} updated pods are available...`,
    );
  return done(`daemon set ${name} successfully rolled out`);
}

function statefulSetProgress({ metadata, spec, status: seen }: StatefulSet): Progress {
  if (spec?.updateStrategy?.type !== 'RollingUpdate')
    return { problem: 'rollout status is only available for RollingUpdate strategy type' };
  if (!seen?.observedGeneration || (metadata.generation ?? 0) > seen.observedGeneration)
    return waiting('Waiting for statefulset spec update to be observed...');
  const [wanted, ready, updated] = [spec.replicas ?? 0, seen.readyReplicas ?? 0, seen.updatedReplicas ?? 0];
  if (ready < wanted) return waiting(`Waiting for ${wanted - ready} pods to be ready...`);
  const rolling = spec.updateStrategy.rollingUpdate;
  if (rolling) {
    const rolled = wanted - (rolling.partition ?? 0);
    if (updated < rolled)
      return waiting(
        `Waiting for partitioned roll out to finish: ${updated} out of ${rolled} new pods have been updated...`,
      );
    return done(`partitioned roll out complete: ${updated} new pods have been updated...`);
  }
  if (seen.updateRevision !== seen.currentRevision)
    return waiting(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ${seen.updateRevision ?? ''}...`,
    );
  return done(
    `statefulset rolling update complete ${seen.currentReplicas ?? 0} pods at revision ${seen.currentRevision ?? ''}...`,
  );
}
