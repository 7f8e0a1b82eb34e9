import { qualified } from '../api/resources.ts';
import type { Kind } from '../api/schema/kinds.ts';
import type { ApiServer, Target } from '../api/server.ts';
import type { StatusError } from '../api/status-error.ts';
import { goQuote } from '../go-quote.ts';
import type { ClusterAccess, ParsedLine } from './command.ts';
import { failure, plainFailure, statusText, type Failure } from './failure.ts';
import { CONTEXT } from './kubeconfig.ts';
import { flagValue, flagValues, isOn } from './line.ts';
import { readArguments } from './resource-arguments.ts';
import { resourceOf, type Resource } from './resources.ts';

/** Who asks: whose kubeconfig it is, who may do everything, or whom --as names. */
interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

const MASTERS = 'system:masters';

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/filters/impersonation/impersonation.go */
export function userOf(line: ParsedLine): User | Failure {
  const name = flagValue(line, 'as') ?? '';
  const groups = flagValues(line, 'as-group');
  if (name === '')
    return groups.length > 0 || flagValue(line, 'as-uid')
      ? plainFailure(`requesting uid, groups or user-extra for ${CONTEXT.user} without impersonating a user`)
      : { name: CONTEXT.user, groups: [MASTERS, 'system:authenticated'] };
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name) ?? [];
  const own = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const isKnown = name !== 'system:anonymous';
  return {
    name,
    groups: [...(groups.length > 0 ? groups : own), isKnown ? 'system:authenticated' : 'system:unauthenticated'],
  };
}

/** Roles are not simulated: whoever is no master may do nothing to resources. */
export const mayDoAll = ({ groups }: User): boolean => groups.includes(MASTERS);

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go forbiddenMessage */
function forbidden(user: User, verb: string, resource: Resource, namespace = '', name = ''): StatusError {
  const what = qualified(resource) + (name === '' ? '' : ` ${goQuote(name)}`);
  const where =
    resource.namespaced && namespace !== '' ? `in the namespace ${goQuote(namespace)}` : 'at the cluster scope';
  const message = `${what} is forbidden: User ${goQuote(user.name)} cannot ${verb} resource ${goQuote(resource.plural)} in API group ${goQuote(resource.group)} ${where}`;
  return { code: 403, reason: 'Forbidden', message };
}

/** Commands that first read what their arguments name. */
const READ = new Set(
  'get describe scale set label annotate patch delete edit expose autoscale rollout wait taint'.split(' '),
);
const OF_PODS = new Set(['logs', 'exec', 'attach', 'debug', 'port-forward']);
const OF_NODES = new Set(['cordon', 'uncordon', 'drain']);

/** What a line is told at its first request, where the user may do nothing; undefined where it reads nothing by name. */
export function refusedReading(line: ParsedLine, user: User, inNamespace: string): Failure | undefined {
  const [first = ''] = line.command;
  const [target = ''] = line.args;
  const args = OF_PODS.has(first)
    ? [target.includes('/') ? target : `pods/${target}`]
    : OF_NODES.has(first)
      ? line.args.map((arg) => `nodes/${arg.slice(arg.indexOf('/') + 1)}`)
      : first === 'events'
        ? ['events']
        : READ.has(first)
          ? line.args.filter((arg) => !/[=:]|-$/.test(arg))
          : [];
  const all = isOn(line, 'all-namespaces');
  const [labels, fields] = [flagValue(line, 'selector'), flagValue(line, 'field-selector')];
  const read = readArguments({
    args,
    namespace: inNamespace,
    allNamespaces: all,
    labels,
    fields,
    typeAlone: 'means all',
  });
  if ('failure' in read) return undefined;
  const told = read.selections.map(({ resource, name }) => {
    const verb = name === undefined ? 'list' : first === 'delete' ? 'delete' : 'get';
    return statusText(forbidden(user, verb, resource, all ? '' : inNamespace, name));
  });
  return failure(told.join(''));
}

/** The cluster as a user meets it who may change nothing. */
export function withoutRights(cluster: ClusterAccess, user: User): ClusterAccess {
  const { clock, random, store, history, api } = cluster;
  const refuse =
    (verb: string) =>
    ({ kind, namespace, name }: Pick<Target, 'kind' | 'namespace'> & { readonly name?: string }) => ({
      ok: false as const,
      error: forbidden(user, verb, resourceOf(kind), namespace, name),
      warnings: [],
    });
  const refusing: ApiServer = {
    ...api,
    create: (object, namespace) => refuse('create')({ kind: object['kind'] as Kind, namespace }),
    update: refuse('update'),
    patch: refuse('patch'),
    delete: refuse('delete'),
  };
  return { clock, random, store, history, api: refusing, node: (name) => cluster.node(name) };
}
