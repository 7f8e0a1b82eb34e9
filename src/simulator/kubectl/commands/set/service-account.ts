import type { KubeObject } from '../../../api/schema/kinds.ts';
import type { Change } from '../../change.ts';
import type { CommandContext } from '../../command.ts';
import { plainFailure, type Failure } from '../../failure.ts';
import type { Refusal } from '../../refusals.ts';
import { visitNamed } from '../../visit.ts';
import { setting } from './setting.ts';
import { patchTemplate, podSpecOf, withoutTemplate, withPodSpec } from './template.ts';

/** The last word is the account. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_serviceaccount.go */
export const setServiceAccount = setting(setAll);

function setAll(context: CommandContext, change: Change): Failure | undefined {
  const { args } = context.line;
  const account = args.at(-1);
  if (account === undefined) return plainFailure('serviceaccount is required');
  return visitNamed(context, (object) => setOne(context, change, object, account), args.slice(0, -1));
}

function setOne(
  context: CommandContext,
  change: Change,
  object: KubeObject,
  account: string,
): Refusal | Failure | undefined {
  const found = podSpecOf(object);
  if (!found) return withoutTemplate(object);
  const wanted = withPodSpec(object, found.path, (spec) => ({ ...spec, serviceAccountName: account }));
  return patchTemplate(context, change, object, wanted, 'ServiceAccountName', 'serviceaccount updated', 'is told');
}
