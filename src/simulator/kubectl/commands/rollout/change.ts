import type { JsonObject } from '../../../api/json.ts';
import type { Deployment, KubeObject, PodTemplateSpec } from '../../../api/schema/kinds.ts';
import type { Patch } from '../../../api/server.ts';
import { goQuote } from '../../../go-quote.ts';
import { timestamp } from '../../../timestamp.ts';
import { readChange, type Change } from '../../change.ts';
import type { Command, CommandContext } from '../../command.ts';
import { podTemplateText } from '../../describe/pod.ts';
import { ended, failure, isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagNumber } from '../../line.ts';
import { compactJson, type Value } from '../../printers/json-text.ts';
import { refusalsText, type Refusal } from '../../refusals.ts';
import { resourceOf } from '../../resources.ts';
import { revisionsOf } from './revisions.ts';
import { changingFlags, isRolling, targets, withoutRevisions, type Rolling } from './targets.ts';

export const changeFlags = `${changingFlags} field-manager:string`;
export const undoFlags = `${changingFlags} dry-run:string?unchanged to-revision:int64`;

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** A Deployment's own annotations that going back leaves alone. */
const KEPT: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

type Step = (context: CommandContext, change: Change, object: KubeObject) => Refusal | undefined;

/** A command that changes each of its targets and tells of all that were refused. */
function changing(step: Step): Command {
  return function* (context) {
    const change = readChange(context, 'typed');
    if (isFailure(change)) return ended(context, change);
    const found = targets(context);
    if (isFailure(found)) return ended(context, found);
    const { objects, missing } = found;
    if (objects.length + missing.length === 0) context.err(`No resources found in ${context.namespace} namespace.\n`);
    const refused = objects.map((object) => step(context, change, object)).filter((r) => r !== undefined);
    const refusals = [...missing, ...refused];
    return ended(context, refusals.length > 0 ? failure(refusalsText(refusals)) : undefined);
  };
}

function send(
  { cluster }: CommandContext,
  change: Change,
  object: KubeObject,
  patch: Patch,
  done: string,
): Refusal | undefined {
  const { namespace, name } = object.metadata;
  const answer =
    change.dryRun === 'client'
      ? undefined
      : cluster.api.patch({ kind: object.kind, namespace, name }, patch, change.caller);
  if (answer) change.warn(answer.warnings);
  if (answer && !answer.ok) return { status: answer.error };
  const told = change.tell(answer?.object ?? object, done);
  return told ? { text: told.failure.trimEnd() } : undefined;
}

/** How an error about an object begins, which is so also where several are told together. */
const named = (object: KubeObject): string => {
  const { plural, group } = resourceOf(object.kind);
  return `error: ${group === '' ? plural : `${plural}.${group}`} ${goQuote(object.metadata.name)}`;
};

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/objectrestarter.go */
export const restart = changing((context, change, object) => {
  if (!isRolling(object)) return { text: `${named(object)} restarting is not supported` };
  if (object.kind === 'Deployment' && object.spec?.paused)
    return { text: `${named(object)} can't restart paused deployment (run rollout resume first)` };
  const restartedAt = timestamp(context.cluster.clock);
  if (object.spec?.template?.metadata?.annotations?.[RESTARTED_AT] === restartedAt)
    return {
      text: `failed to create patch for ${object.metadata.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    };
  const body = {
    spec: { template: { metadata: { annotations: { [RESTARTED_AT]: restartedAt } } } },
  };
  return send(context, change, object, { type: 'strategic', body }, 'restarted');
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/{objectpauser,objectresumer}.go */
export const pause = changing((context, change, object) => {
  if (object.kind !== 'Deployment') return { text: `${named(object)} pausing is not supported` };
  if (object.spec?.paused) return { text: `${named(object)} is already paused` };
  return send(context, change, object, { type: 'strategic', body: { spec: { paused: true } } }, 'paused');
});

export const resume = changing((context, change, object) => {
  if (object.kind !== 'Deployment') return { text: `${named(object)} resuming is not supported` };
  if (!object.spec?.paused) return { text: `${named(object)} is not paused` };
  return send(context, change, object, { type: 'strategic', body: { spec: { paused: null } } }, 'resumed');
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollback.go; pkg/cmd/rollout/rollout_undo.go */
export const undo = changing((context, change, object) => {
  const resource = resourceOf(object.kind);
  if (object.metadata.annotations?.[LAST_APPLIED])
    context.err(
      `Warning: resource ${resource.plural}/${object.metadata.name} was previously managed with 'kubectl apply'. Rolling back will not update the ${LAST_APPLIED} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n`,
    );
  if (!isRolling(object)) return { text: withoutRevisions(object, 'rollbacker') };
  const wanted = flagNumber(context.line, 'to-revision') ?? 0;
  const target = revisionToGoBackTo(context, object, wanted);
  if (isFailure(target)) return { text: target.failure.trimEnd() };
  const done = sameTemplate(target.template, object.spec?.template)
    ? `skipped rollback (current template already matches revision ${wanted})`
    : 'rolled back';
  if (change.dryRun === 'client') {
    const before = object.kind === 'Deployment' ? '' : 'will roll back to ';
    const told = change.tell(object, `${before}${podTemplateText(target.template)}`);
    return told ? { text: told.failure.trimEnd() } : undefined;
  }
  if (object.kind === 'Deployment' && object.spec?.paused)
    return {
      text: `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
    };
  if (done !== 'rolled back') {
    const told = change.tell(object, done);
    return told ? { text: told.failure.trimEnd() } : undefined;
  }
  return send(context, change, object, patchBack(object, target), done);
});

type Target = ReturnType<typeof revisionsOf>[number];

function revisionToGoBackTo({ cluster }: CommandContext, object: Rolling, wanted: number): Target | Failure {
  const revisions = revisionsOf(cluster.store, object);
  const found = wanted === 0 ? revisions.at(-2) : revisions.find((r) => r.number === wanted);
  if (found) return found;
  if (wanted !== 0) return plainFailure(`unable to find specified revision ${wanted} in history`);
  return plainFailure(
    object.kind === 'Deployment'
      ? `no rollout history found for deployment ${goQuote(object.metadata.name)}`
      : 'no last revision to roll back to',
  );
}

function patchBack(object: Rolling, { template, annotations }: Target): Patch {
  const value = withoutHash(template) as unknown as JsonObject;
  if (object.kind !== 'Deployment')
    return { type: 'strategic', body: { spec: { template: { ...value, $patch: 'replace' } } } };
  return {
    type: 'json',
    body: [
      { op: 'replace', path: '/spec/template', value },
      { op: 'replace', path: '/metadata/annotations', value: annotationsAfter(object, annotations) },
    ],
  };
}

function annotationsAfter(
  { metadata }: Deployment,
  revision: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = Object.entries(metadata.annotations ?? {}).filter(([key]) => KEPT.has(key));
  const restored = Object.entries(revision).filter(([key]) => !KEPT.has(key));
  return Object.fromEntries([...kept, ...restored]);
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const labels = Object.entries(template.metadata?.labels ?? {}).filter(([key]) => key !== 'pod-template-hash');
  return { ...template, metadata: { ...template.metadata, labels: Object.fromEntries(labels) } };
}

function sameTemplate(a: PodTemplateSpec, b: PodTemplateSpec | undefined): boolean {
  const text = (template: PodTemplateSpec): string => compactJson(withoutHash(template) as unknown as Value);
  return b !== undefined && text(a) === text(b);
}
