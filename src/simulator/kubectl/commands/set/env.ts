import type { EnvVar, KubeObject, PodSpec } from '../../../api/schema/kinds.ts';
import { readChange, type Change } from '../../change.ts';
import type { Command, CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagValue, flagValues, isOn } from '../../line.ts';
import type { Refusal } from '../../refusals.ts';
import { splitArguments } from '../../set-arguments.ts';
import { visitNamed } from '../../visit.ts';
import { setFlags } from './image.ts';
import { eachContainer, patchTemplate, podSpecOf, withPodSpec } from './template.ts';

export const setEnvFlags = `${setFlags} containers,c:string env,e:strings from:string keys:strings list:bool overwrite:bool prefix:string resolve:bool`;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go */
export const setEnv: Command = function* (context) {
  const change = readChange(context);
  const failed = isFailure(change) ? change : setAll(context, change);
  if (!failed) return 0;
  context.err(failed.failure);
  return failed.exit;
};

function setAll(context: CommandContext, change: Change): Failure | undefined {
  const { line } = context;
  const split = splitArguments(line.args, (arg) => arg.includes('=') || arg.endsWith('-'), 'environment');
  if (isFailure(split)) return split;
  const pairs = [...split.pairs, ...flagValues(line, 'env')];
  if (split.resources.length === 0)
    return plainFailure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (isOn(line, 'list')) return visitNamed(context, (object) => listOne(context, object), split.resources);
  if (pairs.length === 0) return plainFailure('at least one environment variable must be provided');
  return visitNamed(context, (object) => setOne(context, change, object, pairs), split.resources);
}

function listOne({ out }: CommandContext, object: KubeObject): undefined {
  for (const container of podSpecOf(object)?.spec.containers ?? []) {
    out(`# ${object.kind} ${object.metadata.name}, container ${container.name}\n`);
    for (const variable of container.env ?? []) out(listed(variable));
  }
}

function listed({ name, value = '', valueFrom }: EnvVar): string {
  if (valueFrom?.secretKeyRef)
    return `# ${name} from secret ${valueFrom.secretKeyRef.name ?? ''}, key ${valueFrom.secretKeyRef.key}\n`;
  if (valueFrom?.configMapKeyRef)
    return `# ${name} from configmap ${valueFrom.configMapKeyRef.name ?? ''}, key ${valueFrom.configMapKeyRef.key}\n`;
  if (valueFrom?.fieldRef) return `# ${name} from field path ${valueFrom.fieldRef.fieldPath}\n`;
  if (valueFrom?.resourceFieldRef)
    return `# ${name} from resource field ${valueFrom.resourceFieldRef.containerName ?? ''}.${valueFrom.resourceFieldRef.resource}\n`;
  return `${name}=${value}\n`;
}

function setOne(
  context: CommandContext,
  change: Change,
  object: KubeObject,
  pairs: readonly string[],
): Refusal | Failure | undefined {
  const found = podSpecOf(object);
  if (!found) return undefined;
  const name = flagValue(context.line, 'containers') ?? '*';
  const withVariables = (spec: PodSpec): PodSpec =>
    eachContainer(spec, name, (c) => ({ ...c, env: changed(c.env ?? [], pairs) }));
  return patchTemplate(
    context,
    change,
    object,
    withPodSpec(object, found.path, withVariables),
    'env update to pod template:',
    'env updated',
  );
}

/** A variable that is there keeps its place; new ones come last. */
function changed(env: readonly EnvVar[], pairs: readonly string[]): readonly EnvVar[] {
  let variables = env;
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair.slice(0, -1) : pair.slice(0, equals);
    if (equals < 0) variables = variables.filter((v) => v.name !== name);
    else {
      const variable = { name, value: pair.slice(equals + 1) };
      variables = variables.some((v) => v.name === name)
        ? variables.map((v) => (v.name === name ? variable : v))
        : [...variables, variable];
    }
  }
  return variables;
}
