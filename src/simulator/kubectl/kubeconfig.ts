import { goQuote } from '../go-quote.ts';
import type { Store } from '../store.ts';
import type { ParsedLine } from './command.ts';
import { failure, plainFailure, type Failure } from './failure.ts';
import { flagValue } from './line.ts';
import { durationOf, type Flag } from './flags.ts';

/** The context that a cluster comes with, and the only cluster and user that contexts can name. */
export const CONTEXT = {
  name: 'course',
  cluster: 'course',
  user: 'learner',
  server: 'https://127.0.0.1:6443',
} as const;

/** What `kubectl config` changes. */
export interface Contexts {
  current: string;
  /** The namespace of each context, by its name; '' where none was chosen. */
  readonly namespaces: Map<string, string>;
}

/** By cluster: they are forgotten with it. */
const configs = new WeakMap<Store, Contexts>();

export function contextsOf(store: Store): Contexts {
  const made = configs.get(store) ?? { current: CONTEXT.name, namespaces: new Map([[CONTEXT.name, '']]) };
  configs.set(store, made);
  return made;
}

/** The namespace of the context that a line names or that is in use, '' where none was chosen. */
export function contextNamespace(store: Store, line: ParsedLine): string {
  const { current, namespaces } = contextsOf(store);
  return namespaces.get(flagValue(line, 'context') || current) ?? '';
}

/**
 * Why a line cannot reach the cluster: its flags name a context, cluster or user that there is none of.
 * @param own - flags of the command itself, which may mean something else by such a name
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/tools/clientcmd/client_config.go; rest/config.go ParseTimeout
 */
export function connectionProblem(store: Store, line: ParsedLine, own: readonly Flag[] = []): Failure | undefined {
  if (line.command[0] === 'config') return undefined;
  const other = (flag: string, ...known: readonly string[]): string | undefined => {
    const value = own.some((f) => f.name === flag) ? undefined : flagValue(line, flag);
    return value && !known.includes(value) ? value : undefined;
  };
  const file = flagValue(line, 'kubeconfig');
  if (file) return plainFailure(`stat ${file}: no such file or directory`);
  const context = other('context', ...contextsOf(store).namespaces.keys());
  if (context !== undefined)
    return failure(`Error in configuration: context was not found for specified context: ${context}\n`);
  const cluster = other('cluster', CONTEXT.cluster);
  if (cluster !== undefined) return plainFailure(`no server found for cluster ${goQuote(cluster)}`);
  const user = other('user', CONTEXT.user);
  if (user !== undefined) return plainFailure(`auth info ${goQuote(user)} does not exist`);
  return Number.isNaN(requestTimeout(line))
    ? plainFailure(
        'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
      )
    : undefined;
}

/** How long a request may take, a watch included: milliseconds, 0 where nothing is said, NaN for what is no time. */
export function requestTimeout(line: ParsedLine): number {
  const text = flagValue(line, 'request-timeout') ?? '0';
  return /^\d+$/.test(text) ? Number(text) * 1000 : (durationOf(text) ?? Number.NaN);
}
