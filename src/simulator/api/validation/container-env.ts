import { parseQuantity } from '../../quantity.ts';
import { coded, invalid, invalidFor, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type {
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FileKeySelector,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from '../schema/kinds.ts';
import { configMapKey, dns1123Label, dns1123Subdomain, qualifiedName, relaxedEnvName } from './names.ts';
import { localNonReservedPath } from './paths.ts';

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateEnv */
export function* validateEnv(variables: readonly EnvVar[], at: Path): Errors {
  for (const [i, variable] of variables.entries()) {
    const here = at.index(i);
    if (!variable.name) yield required(here.field('name'));
    else yield* invalidFor(here.field('name'), variable.name, relaxedEnvName(variable.name), 'env-name-format');
    if (variable.valueFrom) yield* validateSource(variable.valueFrom, variable.value ?? '', here.field('valueFrom'));
  }
}

const FIELDS_FOR_ENV = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

function* validateSource(source: EnvVarSource, value: string, at: Path): Errors {
  if (source.fieldRef) yield* validateFieldSelector(source.fieldRef, FIELDS_FOR_ENV, at.field('fieldRef'));
  if (source.resourceFieldRef) yield* validateResourceSelector(source.resourceFieldRef, at.field('resourceFieldRef'));
  if (source.configMapKeyRef) yield* validateKeySelector(source.configMapKeyRef, at.field('configMapKeyRef'));
  if (source.secretKeyRef) yield* validateKeySelector(source.secretKeyRef, at.field('secretKeyRef'));
  if (source.fileKeyRef) yield* validateFileSelector(source.fileKeyRef, at.field('fileKeyRef'));
  const sources = [
    source.fieldRef,
    source.resourceFieldRef,
    source.configMapKeyRef,
    source.secretKeyRef,
    source.fileKeyRef,
  ].filter(Boolean).length;
  if (sources === 0)
    yield invalid(
      at,
      '',
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    );
  else if (value !== '')
    yield coded('env-two-values', invalid(at, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) yield invalid(at, '', 'may not have more than one field specified at a time');
}

/** @source …/validation.go ValidateEnvFrom: its complaints about the sources stand at the list, not at the entry */
export function* validateEnvFrom(sources: readonly EnvFromSource[], at: Path): Errors {
  for (const [i, source] of sources.entries()) {
    const here = at.index(i);
    if (source.prefix) yield* invalidFor(here.field('prefix'), source.prefix, relaxedEnvName(source.prefix));
    for (const kind of ['configMapRef', 'secretRef'] as const) {
      const reference = source[kind];
      if (reference && !reference.name) yield required(here.field(kind).field('name'));
      else if (reference?.name)
        yield* invalidFor(
          here.field(kind).field('name'),
          reference.name,
          dns1123Subdomain(withoutTrailingDash(reference.name)),
        );
    }
    if (!source.configMapRef && !source.secretRef)
      yield invalid(at, '', 'must specify one of: `configMapRef` or `secretRef`');
    else if (source.configMapRef && source.secretRef)
      yield invalid(at, '', 'may not have more than one field specified at a time');
  }
}

const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  ...FIELDS_FOR_ENV,
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);

/**
 * A field of the pod that its own containers may read.
 * @param allowed - what this place lets through, sorted
 * @source …/validation.go validateObjectFieldSelector; pkg/apis/core/pods/helpers.go ConvertDownwardAPIFieldLabel
 */
export function* validateFieldSelector(selector: ObjectFieldSelector, allowed: readonly string[], at: Path): Errors {
  if (!selector.apiVersion) return yield required(at.field('apiVersion'));
  if (!selector.fieldPath) return yield required(at.field('fieldPath'));
  const path = selector.fieldPath;
  const cannot = (why: string) => invalid(at.field('fieldPath'), path, `error converting fieldPath: ${why}`);
  if (selector.apiVersion !== 'v1') return yield cannot(`unsupported pod version: ${selector.apiVersion}`);
  const subscript = splitSubscript(path);
  if (subscript) {
    const [map, key] = subscript;
    if (map === 'metadata.annotations') yield* invalidFor(at, key.toLowerCase(), qualifiedName(key.toLowerCase()));
    else if (map === 'metadata.labels') yield* invalidFor(at, key, qualifiedName(key));
    else yield cannot(`field label does not support subscript: ${path}`);
    return;
  }
  if (!KNOWN_FIELDS.has(path) && path !== 'spec.host') return yield cannot(`field label not supported: ${path}`);
  const field = path === 'spec.host' ? 'spec.nodeName' : path;
  if (!allowed.includes(field)) yield notSupported(at.field('fieldPath'), field, allowed);
}

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const isHugePages = (resource: string): boolean =>
  resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-');

/** @param place - a file of a volume has to say whose resources it means */
export function* validateResourceSelector(
  selector: ResourceFieldSelector,
  at: Path,
  place: 'env' | 'file' = 'env',
): Errors {
  if (place === 'file' && !selector.containerName) yield required(at.field('containerName'));
  else if (!selector.resource) yield required(at.field('resource'));
  else if (!RESOURCES.includes(selector.resource) && !isHugePages(selector.resource))
    yield notSupported(at.field('resource'), selector.resource, RESOURCES);
  yield* validateDivisor(selector.resource, selector.divisor, at.field('divisor'));
}

const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

function* validateDivisor(resource: string, divisor: string | undefined, at: Path): Errors {
  const amount = divisor === undefined ? undefined : parseQuantity(divisor);
  if (!amount || amount.mantissa === 0n) return;
  if (resource === 'limits.cpu' || resource === 'requests.cpu') {
    if (amount.canonical !== '1m' && amount.canonical !== '1')
      yield invalid(at, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
    return;
  }
  const named = byteResource(resource);
  if (named && !BYTE_DIVISORS.includes(amount.canonical))
    yield invalid(
      at,
      resource,
      `only divisor's values ${BYTE_DIVISORS.join(', ')} are supported with the ${named} resource`,
    );
}

function byteResource(resource: string): string | undefined {
  if (resource.endsWith('.memory')) return 'memory';
  if (resource.endsWith('.ephemeral-storage')) return 'local ephemeral storage';
  return isHugePages(resource) ? 'hugepages' : undefined;
}

function* validateKeySelector(selector: ConfigMapKeySelector, at: Path): Errors {
  yield* invalidFor(at.field('name'), selector.name ?? '', dns1123Subdomain(selector.name ?? ''));
  if (!selector.key) yield required(at.field('key'));
  else yield* invalidFor(at.field('key'), selector.key, configMapKey(selector.key));
}

function* validateFileSelector(selector: FileKeySelector, at: Path): Errors {
  if (!selector.volumeName) yield required(at.field('volumeName'));
  else yield* invalidFor(at.field('volumeName'), selector.volumeName, dns1123Label(selector.volumeName));
  if (!selector.path) yield required(at.field('path'));
  else yield* localNonReservedPath(selector.path, at.field('path'));
  if (!selector.key) yield required(at.field('key'));
  else yield* invalidFor(at.field('key'), selector.key, relaxedEnvName(selector.key));
}

/** "metadata.labels['app']" → ["metadata.labels", "app"]. @source pkg/fieldpath/fieldpath.go SplitMaybeSubscriptedPath */
function splitSubscript(path: string): [string, string] | undefined {
  const open = path.indexOf("['");
  return path.endsWith("']") && open > 0 && open + 2 <= path.length - 2
    ? [path.slice(0, open), path.slice(open + 2, -2)]
    : undefined;
}

/** Names here may be prefixes of generated ones. */
function withoutTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -1)}a` : name;
}
