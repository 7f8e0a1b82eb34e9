import type { DaemonSet, Deployment, KubeObject, StatefulSet } from '../../../api/schema/kinds.ts';
import { goQuote } from '../../../go-quote.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagValue } from '../../line.ts';
import type { Refusal } from '../../refusals.ts';
import { findObjects } from '../../resource-arguments.ts';
import { inFiles } from '../../visit.ts';

/** Kinds that roll out. */
export type Rolling = Deployment | DaemonSet | StatefulSet;

export const targetFlags = 'filename,f:strings kustomize,k:string recursive,R:bool selector,l:string';
export const changingFlags = `${targetFlags} allow-missing-template-keys:bool output,o:string show-managed-fields:bool template:string`;

export interface Targets {
  readonly objects: readonly KubeObject[];
  /** Of those that are not there; the others are dealt with first. */
  readonly missing: readonly Refusal[];
}

/** What a rollout command is about. */
export function targets(context: CommandContext): Targets | Failure {
  const { line, cluster, namespace } = context;
  const inManifests = line.flags.has('filename');
  if (line.args.length === 0 && !inManifests) return plainFailure('required resource not specified');
  const labels = flagValue(line, 'selector');
  const found = inManifests
    ? inFiles(context, line.args)
    : findObjects(cluster.store, { args: line.args, namespace, labels, typeAlone: 'means all' });
  if (isFailure(found)) return found;
  return {
    objects: found.flatMap((item) => ('error' in item ? [] : item.object)),
    missing: found.flatMap((item) => ('error' in item ? { status: item.error } : [])),
  };
}

export function isRolling(object: KubeObject): object is Rolling {
  return object.kind === 'Deployment' || object.kind === 'DaemonSet' || object.kind === 'StatefulSet';
}

/** Kinds that upstream visits, whether they roll out or not. */
const VISITED = new Set(['CronJob', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController']);

/**
 * Why something has no revisions.
 * @param what - what would read them, and how an error calls it
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/apps/kind_visitor.go; pkg/polymorphichelpers/{history,rollback}.go
 */
export function withoutRevisions(object: KubeObject, what: 'history viewer' | 'rollbacker'): string {
  const kind = goQuote(groupKind(object));
  if (VISITED.has(object.kind)) return `no ${what} has been implemented for ${kind}`;
  const [group = '', version] = object.apiVersion.split('/');
  const named = `{${version === undefined ? '' : group} ${object.kind}}`;
  return `error retrieving ${what.replace(' viewer', '')} for ${kind}, no visitor method exists for ${named}`;
}

/** "Pod", "Job.batch": a kind with its group, as messages have it. */
export function groupKind({ kind, apiVersion }: KubeObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group ?? ''}`;
}
