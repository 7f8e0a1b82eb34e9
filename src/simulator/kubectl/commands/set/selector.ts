import type { JsonObject } from '../../../api/json.ts';
import type { KubeObject } from '../../../api/schema/kinds.ts';
import type { Change } from '../../change.ts';
import type { CommandContext } from '../../command.ts';
import { plainFailure, type Failure } from '../../failure.ts';
import { parseLabelSelector } from '../../label-selector.ts';
import { flagValue } from '../../line.ts';
import type { Refusal } from '../../refusals.ts';
import { visitNamed } from '../../visit.ts';
import { setting } from './setting.ts';

export const setSelectorFlags =
  'all:bool allow-missing-template-keys:bool dry-run:string?unchanged field-manager:string filename,f:strings local:bool output,o:string ' +
  'recursive,R:bool resource-version:string show-managed-fields:bool template:string';

/** The last word is the selector. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_selector.go */
export const setSelector = setting(setAll);

function setAll(context: CommandContext, change: Change): Failure | undefined {
  const { args } = context.line;
  const text = args.at(-1);
  if (text === undefined) return plainFailure('one selector is required');
  const parsed = parseLabelSelector(text);
  if ('problem' in parsed) return plainFailure(parsed.problem);
  const selector = Object.fromEntries(parsed.requirements.map((r) => [r.key, r.values?.[0] ?? '']));
  return visitNamed(context, (object) => setOne(context, change, object, selector), args.slice(0, -1));
}

function setOne(
  { cluster, line }: CommandContext,
  change: Change,
  object: KubeObject,
  selector: Readonly<Record<string, string>>,
): Refusal | Failure | undefined {
  if (object.kind !== 'Service') return { text: 'setting a selector is only supported for Services' };
  const { namespace, name } = object.metadata;
  const gone = Object.keys(object.spec?.selector ?? {}).filter((key) => !Object.hasOwn(selector, key));
  if (change.dryRun === 'client')
    return change.tell({ ...object, spec: { ...object.spec, selector } }, 'selector updated');
  const version = flagValue(line, 'resource-version');
  const body: JsonObject = {
    ...(version ? { metadata: { resourceVersion: version } } : {}),
    spec: { selector: { ...Object.fromEntries(gone.map((key) => [key, null])), ...selector } },
  };
  const answer = cluster.api.patch({ kind: 'Service', namespace, name }, { type: 'strategic', body }, change.caller);
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, 'selector updated') : { status: answer.error };
}
