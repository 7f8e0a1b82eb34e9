import { asInt64, compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
import {
  coded,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  notSupported,
  required,
  duplicate,
  type Errors,
  type Path,
} from '../field-error.ts';
import type { ResourceClaim, ResourceRequirements } from '../schema/kinds.ts';
import { dns1123Label, qualifiedName } from './names.ts';

type Quantities = Readonly<Record<string, string>>;
type NameRule = (name: string, at: Path) => Errors;

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements */
export function validateContainerResources(
  resources: ResourceRequirements,
  podClaims: ReadonlySet<string>,
  at: Path,
): Errors {
  return validateRequirements(resources, containerResourceName, podClaims, at);
}

/** @source …/validation.go validatePodResourceRequirements */
export function validatePodLevelResources(
  resources: ResourceRequirements,
  podClaims: ReadonlySet<string>,
  at: Path,
): Errors {
  return validateRequirements(resources, podResourceName, podClaims, at);
}

/** A list of amounts of which nothing else is known than that a container may have them, such as a pod's overhead. */
export function validateOverhead(overhead: Quantities, at: Path): Errors {
  return validateRequirements({ limits: overhead }, containerResourceName, new Set(), at);
}

function* validateRequirements(
  resources: ResourceRequirements,
  nameRule: NameRule,
  podClaims: ReadonlySet<string>,
  at: Path,
): Errors {
  const limits = resources.limits ?? {};
  const requests = resources.requests ?? {};
  for (const name in limits) {
    const here = at.field('limits').key(name);
    yield* nameRule(name, here);
    yield* validateAmount(name, limits[name] ?? '0', here);
    yield* wholeHugePages(name, limits[name] ?? '0', here);
  }
  for (const name in requests) {
    const here = at.field('requests').key(name);
    yield* nameRule(name, here);
    yield* validateAmount(name, requests[name] ?? '0', here);
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined; // a name may be __proto__
    yield* withinLimit(name, requests[name] ?? '0', limit, at);
    yield* wholeHugePages(name, requests[name] ?? '0', here);
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    yield forbidden(at, 'HugePages require cpu or memory');
  yield* validateClaims(resources.claims ?? [], podClaims, at.field('claims'));
}

function* withinLimit(name: string, request: string, limit: string | undefined, at: Path): Errors {
  const exact = !canOvercommit(name);
  if (limit === undefined) {
    if (exact) yield required(at.field('limits'), 'Limit must be set for non overcommitable resources');
    return;
  }
  const order = compareQuantities(amountOf(request), amountOf(limit));
  const told = (relation: string) =>
    invalid(at.field('requests'), request, `must be ${relation} ${name} limit of ${limit}`);
  if (exact && order !== 0) yield told('equal to');
  else if (order > 0) yield coded('request-over-limit', told('less than or equal to'));
}

/** @source …/validation.go ValidateResourceQuantityValue */
export function* validateAmount(name: string, text: string, at: Path): Errors {
  const amount = amountOf(text);
  if (amount.mantissa < 0n) yield coded('amount-negative', invalid(at, text, 'must be greater than or equal to 0'));
  if (isWhole(name) && asInt64(amount, 3) % 1000n !== 0n) yield invalid(at, text, 'must be an integer');
}

function* wholeHugePages(name: string, text: string, at: Path): Errors {
  if (!isHugePages(name)) return;
  const page = parseQuantity(name.slice('hugepages-'.length));
  const amount = amountOf(text);
  const fits =
    page &&
    page.mantissa > 0n &&
    amount.mantissa > 0n &&
    asInt64(amount, 3) % 1000n === 0n &&
    asInt64(amount, 0) % asInt64(page, 0) === 0n;
  if (!fits) yield invalid(at, text, `${text} is not positive integer multiple of ${name}`);
}

/** @source …/validation.go ValidateResourceName: a name without a slash has to be one of Kubernetes' own */
export function* resourceName(name: string, at: Path): Errors {
  const complaints = qualifiedName(name);
  yield* invalidFor(at, name, complaints);
  if (complaints.length === 0 && !name.includes('/') && !isStandard(name))
    yield invalid(at, name, 'must be a standard resource type or fully qualified');
}

/** @source …/validation.go validateContainerResourceName */
export function* containerResourceName(name: string, at: Path): Errors {
  yield* resourceName(name, at);
  if (!name.includes('/')) {
    if (!CONTAINER_RESOURCES.has(name) && !isHugePages(name))
      yield coded('resource-unknown', invalid(at, name, 'must be a standard resource for containers'));
  } else if (!isNative(name) && !isExtended(name))
    yield invalid(at, name, "doesn't follow extended resource name standard");
}

function* podResourceName(name: string, at: Path): Errors {
  let fine = true;
  for (const error of resourceName(name, at)) {
    fine = false;
    yield error;
  }
  if (fine && name !== 'cpu' && name !== 'memory' && !isHugePages(name))
    yield notSupported(at, name, ['cpu', 'hugepages-', 'memory']);
}

function* validateClaims(claims: readonly ResourceClaim[], podClaims: ReadonlySet<string>, at: Path): Errors {
  const seen = new Set<string>();
  for (const [i, claim] of claims.entries()) {
    if (!claim.name) {
      yield required(at.index(i));
      continue;
    }
    yield* claimedTwice(claim, seen, at.index(i));
    if (!podClaims.has(claim.name)) {
      const known = podClaims.size === 0 ? ' which is empty' : `: ${[...podClaims].sort().join(', ')}`;
      yield {
        ...notFound(at.index(i), claim.name),
        detail: `must be one of the names in pod.spec.resourceClaims${known}`,
      };
    }
  }
}

/** A claim as a whole is claimed once, or requests of it are, each once. */
function* claimedTwice({ name, request }: ResourceClaim, seen: Set<string>, at: Path): Errors {
  if (seen.has(name)) return yield duplicate(at, name);
  if (request) yield* invalidFor(at.field('request'), request, dns1123Label(request));
  const key = request ? `${name}/${request}` : name;
  if (seen.has(key)) yield duplicate(at, key);
  else if (!request) for (const other of seen) if (other.startsWith(`${name}/`)) yield duplicate(at, name);
  seen.add(key);
}

const CONTAINER_RESOURCES: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const WHOLE_RESOURCES: ReadonlySet<string> = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
const STANDARD_RESOURCES: ReadonlySet<string> = new Set([
  ...CONTAINER_RESOURCES,
  ...WHOLE_RESOURCES,
  ...['requests', 'limits'].flatMap((list) => [...CONTAINER_RESOURCES].map((name) => `${list}.${name}`)),
  'requests.storage',
  'storage',
]);

export const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isStandard = (name: string): boolean =>
  STANDARD_RESOURCES.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
export const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
/** A resource that a device plugin or an administrator brings. @source pkg/apis/core/helper/helpers.go IsExtendedResourceName */
const isExtended = (name: string): boolean =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
const isWhole = (name: string): boolean => WHOLE_RESOURCES.has(name) || isExtended(name);
const canOvercommit = (name: string): boolean => isNative(name) && !isHugePages(name);

const ZERO = parseQuantity('0');
function amountOf(text: string): Quantity {
  const amount = parseQuantity(text) ?? ZERO;
  if (!amount) throw new Error(`no quantity: ${text}`);
  return amount;
}
