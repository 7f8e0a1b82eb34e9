import type { Container, KubeObject, PodSpec } from '../../../api/schema/kinds.ts';
import type { Change } from '../../change.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagValue, flagValues, isOn } from '../../line.ts';
import type { Refusal } from '../../refusals.ts';
import { splitArguments } from '../../set-arguments.ts';
import { visitNamed } from '../../visit.ts';
import { setting } from './setting.ts';
import { envLine, resolvedEnv } from './env-list.ts';
import { changedEnv, envFrom, readEnvPairs, type EnvChanges } from './env-pairs.ts';
import { setFlags } from './image.ts';
import { isMeant, eachContainer, patchTemplate, podSpecOf, withoutTemplate, withPodSpec } from './template.ts';

export const setEnvFlags = `${setFlags} containers,c:string env,e:string from:string keys:strings list:bool overwrite:bool prefix:string resolve:bool`;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go */
export const setEnv = setting(setAll);

function setAll(context: CommandContext, change: Change): Failure | undefined {
  const { line } = context;
  if (isOn(line, 'all') && flagValue(line, 'selector'))
    return plainFailure('cannot set --all and --selector at the same time');
  const split = splitArguments(line.args, (arg) => arg.indexOf('=') > 0 || arg.endsWith('-'), 'environment');
  if (isFailure(split)) return split;
  if (split.resources.length === 0)
    return plainFailure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (isOn(line, 'list') && flagValue(line, 'output'))
    return plainFailure('--list and --output may not be specified together');
  if (flagValues(line, 'keys').length > 0 && !flagValue(line, 'from'))
    return plainFailure('when specifying --keys, a configmap or secret must be provided with --from');
  const typed = readEnvPairs([...flagValues(line, 'env'), ...split.pairs]);
  if (isFailure(typed)) return typed;
  const taken = envFrom(context);
  if (isFailure(taken)) return taken;
  const prefix = flagValue(line, 'prefix') ?? '';
  const changes = { ...typed, set: [...typed.set, ...taken].map((v) => ({ ...v, name: `${prefix}${v.name}` })) };
  return visitNamed(context, (object) => setOne(context, change, object, changes), split.resources);
}

function setOne(
  context: CommandContext,
  change: Change,
  object: KubeObject,
  changes: EnvChanges,
): Refusal | Failure | undefined {
  const { line, err } = context;
  const found = podSpecOf(object);
  if (!found) return withoutTemplate(object);
  const name = flagValue(line, 'containers') ?? '*';
  const containers = [...found.spec.containers, ...(found.spec.initContainers ?? [])].filter((c) => matches(name, c));
  if (containers.length === 0)
    err(`Warning: ${object.kind}/${object.metadata.name} does not have any containers matching "${name}"\n`);
  if (isOn(line, 'list')) return listAll(context, object, containers, changes);
  if (flagValue(line, 'overwrite') === 'false') {
    const [taken] = containers.flatMap((c) =>
      changes.set.flatMap((v) => {
        const old = c.env?.find(({ name }) => name === v.name);
        return old && (old.value ?? '') !== (v.value ?? '') ? [old] : [];
      }),
    );
    if (taken)
      return {
        text: withoutTemplate(
          object,
          `'${taken.name}' already has a value (${taken.value ?? ''}), and --overwrite is false`,
        ).text,
      };
  }
  const withVariables = (spec: PodSpec): PodSpec =>
    eachContainer(spec, name, (c) => {
      const env = changedEnv(c.env ?? [], changes);
      return env.length > 0 || c.env ? { ...c, env } : c;
    });
  return patchTemplate(
    context,
    change,
    object,
    withPodSpec(object, found.path, withVariables),
    'env update to pod template:',
    'env updated',
  );
}

const matches = (name: string, container: Container): boolean => isMeant(container.name, name);

function listAll(
  { cluster, line, out }: CommandContext,
  object: KubeObject,
  containers: readonly Container[],
  changes: EnvChanges,
): undefined {
  for (const container of containers) {
    out(`# ${object.kind} ${object.metadata.name}, container ${container.name}\n`);
    for (const variable of changedEnv(container.env ?? [], changes)) {
      const value = isOn(line, 'resolve') ? resolvedEnv(cluster.store, object, variable) : undefined;
      out(value === undefined ? envLine(variable) : `${variable.name}=${value}\n`);
    }
  }
}
