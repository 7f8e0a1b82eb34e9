import { formComplaint } from '../../../api/validation/names.ts';
import type { EnvVar, KubeObject } from '../../../api/schema/kinds.ts';
import { goQuote } from '../../../go-quote.ts';
import type { CommandContext } from '../../command.ts';
import { failure, isFailure, plainFailure, statusText, type Failure } from '../../failure.ts';
import { flagValue, flagValues } from '../../line.ts';
import { findObjects } from '../../resource-arguments.ts';

/** Variables to be set and names to be taken away. */
export interface EnvChanges {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

/**
 * Reads `MODE=test` and `MODE-`.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/env/env_parse.go ParseEnv
 */
export function readEnvPairs(pairs: readonly string[]): EnvChanges | Failure {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) {
      const name = pair.slice(0, equals);
      if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
        return plainFailure(`${goQuote(name)} is not a valid key name: ${ENV_NAME}`);
      set.push({ name, value: pair.slice(equals + 1) });
    } else if (pair.endsWith('-')) remove.push(pair.slice(0, -1));
    else return plainFailure(`unknown argument type: ${pair}`);
  }
  if (remove.some((name) => set.some((v) => v.name === name)))
    return plainFailure('can not both modify and remove the same environment variable in the same command');
  return { set, remove };
}

/** kubectl is stricter than the API server. @source apimachinery pkg/util/validation/validation.go IsEnvVarName */
const ENV_NAME = formComplaint(
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  '[-._a-zA-Z][-._a-zA-Z0-9]*',
  'my.env-name',
  'MY_ENV.NAME',
  'MyEnvName1',
);

/**
 * Variables that --from takes out of a ConfigMap or a Secret: one for each key, by reference.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go RunEnv, keyToEnvName
 */
export function envFrom({ cluster, line, namespace, err }: CommandContext): readonly EnvVar[] | Failure {
  const from = flagValue(line, 'from') ?? '';
  if (from === '') return [];
  const found = findObjects(cluster.store, { args: [from], namespace, typeAlone: 'is refused' });
  if (isFailure(found)) return found;
  const variables: EnvVar[] = [];
  for (const item of found) {
    if ('error' in item) return failure(statusText(item.error));
    const keys = keysOf(item.object);
    if (!keys) return plainFailure('unsupported resource specified in --from');
    const wanted = flagValues(line, 'keys');
    for (const key of keys.filter((k) => wanted.length === 0 || wanted.includes(k))) {
      const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
      if (name !== key) err(`Warning: key ${key} transferred to ${name}\n`);
      const reference = { name: item.object.metadata.name, key };
      variables.push({
        name,
        valueFrom: item.object.kind === 'Secret' ? { secretKeyRef: reference } : { configMapKeyRef: reference },
      });
    }
  }
  return variables;
}

const keysOf = (object: KubeObject): readonly string[] | undefined =>
  object.kind === 'Secret' || object.kind === 'ConfigMap' ? Object.keys(object.data ?? {}).sort() : undefined;

/**
 * A variable that is there keeps its place; new ones come last.
 * @source the same file upstream, updateEnv
 */
export function changedEnv(existing: readonly EnvVar[], { set, remove }: EnvChanges): readonly EnvVar[] {
  const last = new Map(set.map((v) => [v.name, set.find((first) => first.name === v.name) ?? v]));
  const kept = existing.filter((v) => !remove.includes(v.name)).map((v) => last.get(v.name) ?? v);
  const names = new Set(kept.map((v) => v.name));
  return [...kept, ...[...last.values()].filter((v) => !names.has(v.name))];
}
