import type { DaemonSet, Deployment, KubeObject, StatefulSet } from '../../../api/schema/kinds.ts';
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

/** "Pod", "Job.batch": a kind with its group, as messages have it. */
export function groupKind({ kind, apiVersion }: KubeObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group ?? ''}`;
}
