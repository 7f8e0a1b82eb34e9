import type { DaemonSet, Deployment, KubeObject, StatefulSet } from '../../../api/schema/kinds.ts';
import type { CommandContext } from '../../command.ts';
import { failure, isFailure, plainFailure, statusText, type Failure } from '../../failure.ts';
import { flagValue } from '../../line.ts';
import { findObjects } from '../../resource-arguments.ts';

/** Kinds that roll out. */
export type Rolling = Deployment | DaemonSet | StatefulSet;

export const targetFlags = 'filename,f:strings kustomize,k:string recursive,R:bool selector,l:string';
export const changingFlags = `${targetFlags} allow-missing-template-keys:bool output,o:string show-managed-fields:bool template:string`;

/** What a rollout command is about. */
export function targets({ line, cluster, namespace }: CommandContext): readonly KubeObject[] | Failure {
  if (line.args.length === 0) return plainFailure('required resource not specified');
  const found = findObjects(cluster.store, {
    args: line.args,
    namespace,
    labels: flagValue(line, 'selector'),
    typeAlone: 'means all',
  });
  if (isFailure(found)) return found;
  const objects: KubeObject[] = [];
  for (const item of found) {
    if ('error' in item) return failure(statusText(item.error));
    objects.push(item.object);
  }
  return objects;
}

export function isRolling(object: KubeObject): object is Rolling {
  return object.kind === 'Deployment' || object.kind === 'DaemonSet' || object.kind === 'StatefulSet';
}

/** "Pod", "Job.batch": a kind with its group, as messages have it. */
export function groupKind({ kind, apiVersion }: KubeObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group ?? ''}`;
}
