import type { KubeObject } from '../api/schema/kinds.ts';
import type { StatusError } from '../api/status-error.ts';
import { goQuote } from '../go-quote.ts';
import { matchesRequirements } from '../selector.ts';
import type { Store } from '../store.ts';
import { plainFailure, type Failure } from './failure.ts';
import { readFieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';
import { heardLeases } from './heard-leases.ts';
import { kindNotSimulated, pluralNotSimulated, resourceWithoutObjects } from './kinds-not-simulated.ts';
import { pathProblem } from './path-segment.ts';
import { findResource, notFoundMessage, resources, type Resource } from './resources.ts';

export interface Selection {
  readonly resource: Resource;
  /** undefined: all that the selectors leave. */
  readonly name: string | undefined;
}

export interface Wanted {
  readonly args: readonly string[];
  readonly namespace: string;
  readonly allNamespaces?: boolean;
  /** -l */
  readonly labels?: string | undefined;
  /** --field-selector */
  readonly fields?: string | undefined;
  /** Whether a type alone means every object of it: get and describe say so, others with --all. */
  readonly typeAlone: 'means all' | 'is refused';
  /** Milliseconds since 1970, where leases that are not stored are to be found too. */
  readonly now?: number;
}

/** One object that was found, or the server's refusal of one that was not or of a list, in the order of the arguments. */
export type Found =
  | { readonly resource: Resource; readonly object: KubeObject }
  | { readonly resource: Resource; readonly name: string; readonly error: StatusError };

/** What `TYPE NAME…`, `TYPE/NAME…`, `TYPE,TYPE` and `all` ask for. */
export interface Selections {
  readonly selections: readonly Selection[];
  /** Written as TYPE/NAME or as TYPE NAME: a 404 then names one object, else there is a list. */
  readonly byName: boolean;
}

export const NOTHING_NAMED =
  'You must provide one or more resources by argument or filename.\n' +
  "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

/**
 * Reads resource arguments.
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/builder.go ResourceTypeOrNameArgs, visitorResult
 */
export function readArguments(wanted: Wanted): Selections | Failure {
  const { args } = wanted;
  const selected = Boolean(wanted.labels ?? '') || Boolean(wanted.fields ?? '');
  const combined = args.filter((arg) => arg.includes('/'));
  // "pods,svc a" is read as "pods/a svc/a".
  if (combined.length > 0 && args.length > 1 && args[0]?.includes(',')) return tooManySlashes();
  if (combined.length > 0) {
    if (combined.length < args.length)
      return plainFailure(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    if (selected) return plainFailure('selectors and the all flag cannot be used when passing resource/name arguments');
    const selections: Selection[] = [];
    for (const arg of args) {
      const [type = '', name = '', ...more] = arg.split('/');
      if (more.length > 0) return tooManySlashes();
      if (type === '' || name === '' || type.includes(','))
        return plainFailure('arguments in resource/name form must have a single resource and name');
      const resource = findResource(type) ?? resourceWithoutObjects(type);
      if (!resource) return unknownType(type);
      selections.push({ resource, name });
    }
    if (wanted.allNamespaces) return plainFailure('a resource cannot be retrieved by name across all namespaces');
    return { selections, byName: true };
  }
  const [types, ...names] = args;
  if (types === undefined) return plainFailure(NOTHING_NAMED);
  const found = readTypes(types);
  if ('failure' in found) return found;
  if (names.length > 0) {
    if (selected) return plainFailure('name cannot be provided when a selector is specified');
    if (wanted.allNamespaces) return plainFailure('a resource cannot be retrieved by name across all namespaces');
    if (types.split(',').includes('all')) return plainFailure('you must specify only one resource');
    return { selections: names.flatMap((name) => found.map((resource) => ({ resource, name }))), byName: true };
  }
  if (!selected && wanted.typeAlone === 'is refused')
    return plainFailure('resource(s) were provided, but no name was specified');
  return { selections: found.map((resource) => ({ resource, name: undefined })), byName: false };
}

const tooManySlashes = (): Failure => plainFailure('arguments in resource/name form may not have more than one slash');

/** "pods,svc", "all". */
function readTypes(text: string): readonly Resource[] | Failure {
  const found: Resource[] = [];
  for (const type of text.split(',')) {
    const all =
      type === 'all' ? resources.filter((r) => r.inAll) : [findResource(type) ?? resourceWithoutObjects(type)];
    for (const resource of all) {
      if (!resource) return unknownType(type);
      if (!found.some((f) => f.kind === resource.kind)) found.push(resource);
    }
  }
  return found;
}

function unknownType(type: string): Failure {
  // "deployments.v1beta1.apps" is asked for by version and group: the message has the resource alone.
  const [name = '', ...group] = type.split('.');
  const known =
    group.length > 0 && !pluralNotSimulated(name, group.join('.')) ? undefined : kindNotSimulated(name.toLowerCase());
  return plainFailure(
    known === undefined
      ? `the server doesn't have a resource type ${JSON.stringify(name)}`
      : `${known} is not simulated here: "kubectl api-resources" lists what is`,
  );
}

/** The objects that arguments ask for. */
export function findObjects(store: Store, wanted: Wanted): readonly Found[] | Failure {
  const read = readArguments(wanted);
  if ('failure' in read) return read;
  const found: Found[] = [];
  for (const { resource, name } of read.selections) {
    const namespace = resource.namespaced ? wanted.namespace : undefined;
    const nowhere = namespace !== undefined && !(wanted.allNamespaces && name === undefined);
    const problem =
      (nowhere ? pathProblem('namespace', namespace) : undefined) ??
      (name === undefined ? undefined : pathProblem('resource name', name));
    if (problem !== undefined) return plainFailure(problem);
    if (name !== undefined) {
      const object =
        store.get(resource.kind, namespace, name) ??
        listed(store, resource, namespace, wanted.now).find((lease) => lease.metadata.name === name);
      found.push(object ? { resource, object } : { resource, name, error: missing(store, namespace, resource, name) });
      continue;
    }
    const matches = matcher(resource, wanted);
    if ('refused' in matches) {
      found.push({ resource, name: '', error: matches.refused });
      continue;
    }
    const inNamespace = wanted.allNamespaces || !resource.namespaced ? undefined : wanted.namespace;
    for (const object of sortedByKey([
      ...store.list(resource.kind, inNamespace),
      ...listed(store, resource, inNamespace, wanted.now),
    ]))
      if (matches.test(object)) found.push({ resource, object });
  }
  return found;
}

/** What a kind has that is not stored. */
function listed(
  store: Store,
  resource: Resource,
  namespace: string | undefined,
  now: number | undefined,
): readonly KubeObject[] {
  return resource.kind === 'Lease' && now !== undefined ? heardLeases(store, namespace, now) : [];
}

/**
 * Of an object that is not there in a namespace that is not there, the namespace is told.
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go Info.Get
 */
function missing(store: Store, namespace: string | undefined, resource: Resource, name: string): StatusError {
  // A store that was given no namespaces at all knows nothing of any.
  const knows = store.count('Namespace') > 0;
  const isNowhere = knows && namespace && namespace !== 'default' && !store.get('Namespace', undefined, namespace);
  return isNowhere
    ? { code: 404, reason: 'NotFound', message: `namespaces ${goQuote(namespace)} not found` }
    : notFound(resource, name);
}

export function notFound(resource: Resource, name: string): StatusError {
  return { code: 404, reason: 'NotFound', message: notFoundMessage(resource, name) };
}

/** As etcd lists them: by namespace and name. */
export function sortedByKey<T extends KubeObject>(objects: readonly T[]): T[] {
  const key = (o: T): string => `${o.metadata.namespace ?? ''}/${o.metadata.name}`;
  return objects
    .map((object) => ({ object, key: key(object) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ object }) => object);
}

interface Matcher {
  readonly test: (object: KubeObject) => boolean;
}

/**
 * What -l and --field-selector leave of a resource. It is the API server that reads them, and refuses what it cannot read.
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/selector.go EnhanceListError
 */
export function matcher(
  resource: Resource,
  { labels = '', fields = '' }: Pick<Wanted, 'labels' | 'fields'>,
): Matcher | { readonly refused: StatusError } {
  const tests: ((object: KubeObject) => boolean)[] = [];
  const refused = (why: string): { readonly refused: StatusError } => {
    const version = resource.group === '' ? `/${resource.version}` : `${resource.group}/${resource.version}`;
    const what = goQuote(`${version}, Resource=${resource.plural}`);
    const message = `Unable to find ${what} that match label selector ${goQuote(labels)}, field selector ${goQuote(fields)}: ${why}`;
    return { refused: { code: 400, reason: 'BadRequest', message } };
  };
  if (labels !== '') {
    const selector = parseLabelSelector(labels);
    if ('problem' in selector) return refused(selector.problem);
    tests.push((object) => matchesRequirements(selector.requirements, object.metadata.labels));
  }
  if (fields !== '') {
    const selector = readFieldSelector(resource.kind, fields);
    if ('problem' in selector) return refused(selector.problem);
    tests.push(selector.test);
  }
  return { test: (object) => tests.every((test) => test(object)) };
}
