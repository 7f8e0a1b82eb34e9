import { NO_SUCH_PATH } from '../../api/create-object.ts';
import { namespaceProblem } from '../../api/resource-name.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import { readChange, type Change } from '../change.ts';
import type { Task } from '../../task.ts';
import type { Command, CommandContext } from '../command.ts';
import { createPatiently } from '../create-patiently.ts';
import { eachManifest } from '../each-manifest.ts';
import { ended, isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { withLastApplied } from '../last-applied.ts';
import { flagValues, isOn } from '../line.ts';
import { fileProblem, STDIN, type Manifest } from '../manifests.ts';
import { whileDoing, type Refusal } from '../refusals.ts';

export const createFlags =
  'allow-missing-template-keys:bool dry-run:string?unchanged edit:bool field-manager:string filename,f:strings kustomize,k:string output,o:string ' +
  'raw:string recursive,R:bool save-config:bool selector,l:string show-managed-fields:bool template:string validate:string?strict windows-line-endings:bool';

/** `kubectl create -f -`. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create.go */
export const create: Command = function* (context) {
  const change = readChange(context);
  return ended(context, isFailure(change) ? change : yield* createAll(context, change));
};

function* createAll(context: CommandContext, change: Change): Task<Failure | undefined> {
  if (context.line.args.length > 0 && flagValues(context.line, 'filename').length === 0)
    return usageFailure('create', `Unexpected args: [${context.line.args.join(' ')}]`);
  const missing = fileProblem(context, 'must specify one of -f and -k\n');
  if (missing) return missing;
  return yield* eachManifest(
    context,
    (manifest) => createOne(context, change, manifest),
    plainFailure('no objects passed to create'),
  );
}

function* createOne(
  { cluster, line }: CommandContext,
  change: Change,
  { object: written, namespace, served }: Manifest,
): Task<Refusal | Failure | undefined> {
  const object = isOn(line, 'save-config') ? withLastApplied(written) : written;
  if (change.dryRun === 'client') return change.tell(object as unknown as KubeObject, 'created');
  if (!served) return whileDoing('creating', STDIN, { status: NO_SUCH_PATH });
  const misnamed = namespace === undefined ? undefined : namespaceProblem(namespace);
  if (misnamed !== undefined) return whileDoing('creating', STDIN, { text: misnamed });
  const answer = yield* createPatiently(cluster, object, namespace, change.caller);
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, 'created') : whileDoing('creating', STDIN, { status: answer.error });
}
