import { NO_SUCH_PATH } from '../../api/create-object.ts';
import type { Kind, KubeObject } from '../../api/schema/kinds.ts';
import { readChange, type Change } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, failure, isFailure, plainFailure, type Failure } from '../failure.ts';
import { flagNumber, flagValue } from '../line.ts';
import { refusalsText, type Refusal } from '../refusals.ts';
import { visitNamed } from '../visit.ts';

export const scaleFlags =
  'all:bool allow-missing-template-keys:bool current-replicas:int dry-run:string?unchanged filename,f:strings kustomize,k:string output,o:string recursive,R:bool ' +
  'replicas:int resource-version:string selector,l:string show-managed-fields:bool template:string timeout:duration';

const SCALABLE: ReadonlySet<Kind> = new Set<Kind>(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/scale/scale.go */
export const scale: Command = function* (context) {
  const change = readChange(context);
  return ended(context, isFailure(change) ? change : scaleAll(context, change));
};

function scaleAll(context: CommandContext, change: Change): Failure | undefined {
  const replicas = flagNumber(context.line, 'replicas') ?? -1;
  if (replicas < 0)
    return plainFailure('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  if ((flagNumber(context.line, 'current-replicas') ?? -1) < -1)
    return plainFailure('The --current-replicas must specify an integer of -1 or greater');
  const objects: KubeObject[] = [];
  const missing = visitNamed(context, (object) => void objects.push(object));
  if (objects.length === 0) return missing ?? plainFailure('no objects passed to scale');
  if (flagValue(context.line, 'resource-version') && objects.length > 1)
    return plainFailure('cannot use --resource-version with multiple resources');
  for (const object of objects) {
    const failed = scaleOne(context, change, object, replicas);
    if (failed) return isFailure(failed) ? failed : failure(refusalsText([failed]));
  }
  return missing;
}

function scaleOne(
  { cluster, line }: CommandContext,
  change: Change,
  object: KubeObject,
  replicas: number,
): Refusal | Failure | undefined {
  // What is told is what was found, with the number asked for: nothing is read again.
  const told = { ...object, spec: { ...('spec' in object ? object.spec : {}), replicas } } as KubeObject;
  if (change.dryRun === 'client') return change.tell(told, 'scaled');
  if (!SCALABLE.has(object.kind)) return { status: NO_SUCH_PATH };
  const { name, namespace } = object.metadata;
  const current = 'spec' in object && object.spec && 'replicas' in object.spec ? (object.spec.replicas ?? 1) : 1;
  const expected = flagNumber(line, 'current-replicas') ?? -1;
  if (expected >= 0 && expected !== current) return { text: `Expected replicas to be ${expected}, was ${current}` };
  const version = flagValue(line, 'resource-version');
  if (version && version !== object.metadata.resourceVersion)
    return { text: `Expected resource version to be ${version}, was ${object.metadata.resourceVersion ?? ''}` };
  const answer = cluster.api.patch(
    { kind: object.kind, namespace, name, subresource: 'scale' },
    { type: 'merge', body: { spec: { replicas } } },
    { ...change.caller, fieldManager: 'kubectl' },
  );
  change.warn(answer.warnings);
  return answer.ok ? change.tell(told, 'scaled') : { status: answer.error };
}
