import type { KubeObject, PodSpec } from '../../../api/schema/kinds.ts';
import { parseQuantity } from '../../../quantity.ts';
import type { Change } from '../../change.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagValue } from '../../line.ts';
import type { Refusal } from '../../refusals.ts';
import { NOTHING_NAMED } from '../../resource-arguments.ts';
import { visitNamed } from '../../visit.ts';
import { setting } from './setting.ts';
import { setFlags } from './image.ts';
import { eachContainer, patchTemplate, podSpecOf, withoutTemplate, withPodSpec } from './template.ts';

export const setResourcesFlags = `${setFlags} containers,c:string limits:string requests:string`;

type Amounts = Readonly<Record<string, string>>;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_resources.go */
export const setResources = setting(setAll);

function setAll(context: CommandContext, change: Change): Failure | undefined {
  const { line } = context;
  const limits = amountsOf(flagValue(line, 'limits'));
  const requests = amountsOf(flagValue(line, 'requests'));
  if (isFailure(limits)) return limits;
  if (isFailure(requests)) return requests;
  if (line.args.length === 0 && !line.flags.has('filename')) return plainFailure(NOTHING_NAMED);
  if (Object.keys(limits).length + Object.keys(requests).length === 0)
    return plainFailure('you must specify an update to requests or limits (in the form of --requests/--limits)');
  return visitNamed(context, (object) => setOne(context, change, object, limits, requests));
}

/** "cpu=200m,memory=512Mi" */
function amountsOf(text: string | undefined): Amounts | Failure {
  const amounts: Record<string, string> = {};
  for (const pair of text ? text.split(',') : []) {
    const [name = '', amount, ...more] = pair.split('=');
    if (amount === undefined || more.length > 0)
      return plainFailure(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
    const quantity = parseQuantity(amount);
    if (!quantity)
      return plainFailure(
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      );
    amounts[name] = quantity.canonical;
  }
  return amounts;
}

function setOne(
  context: CommandContext,
  change: Change,
  object: KubeObject,
  limits: Amounts,
  requests: Amounts,
): Refusal | Failure | undefined {
  const found = podSpecOf(object);
  if (!found) return withoutTemplate(object);
  const name = flagValue(context.line, 'containers') ?? '*';
  const names = [...found.spec.containers, ...(found.spec.initContainers ?? [])].map((c) => c.name);
  if (name !== '*' && !names.includes(name)) return { text: `unable to find container named ${name}` };
  const merged = (before: Amounts | undefined, amounts: Amounts): Amounts | undefined => {
    const all = { ...before, ...amounts };
    return Object.keys(all).length > 0 ? all : undefined;
  };
  const withResources = (spec: PodSpec): PodSpec =>
    eachContainer(spec, name, (c) => {
      const [newLimits, newRequests] = [merged(c.resources?.limits, limits), merged(c.resources?.requests, requests)];
      return {
        ...c,
        resources: {
          ...c.resources,
          ...(newLimits ? { limits: newLimits } : {}),
          ...(newRequests ? { requests: newRequests } : {}),
        },
      };
    });
  return patchTemplate(
    context,
    change,
    object,
    withPodSpec(object, found.path, withResources),
    'resources update to pod template',
    'resource requirements updated',
  );
}
