import { compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';
import { duplicate, forbidden, invalid, invalidFor, Path, required, type Errors } from '../field-error.ts';
import type { LimitRange, LimitRangeItem } from '../schema/kinds.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain, qualifiedName } from './names.ts';
import { containerResourceName, isHugePages, isNative, resourceName } from './resource-requirements.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const LIMITS = Path.root('spec').field('limits');
const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];

type Field = 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio';

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateLimitRange; an update is validated as a new one */
export const limitRangeRules: KindRules<'LimitRange'> = {
  create: validateLimitRange,
  update: function* (limitRange, before) {
    yield* validateLimitRange(limitRange);
    yield* validateObjectMetaUpdate(limitRange.metadata, before.metadata, METADATA);
  },
};

function* validateLimitRange({ metadata, spec }: LimitRange): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  const types = new Set<string>();
  for (const [i, item] of (spec?.limits ?? []).entries()) {
    const at = LIMITS.index(i);
    const type = item.type ?? '';
    yield* validateType(type, at.field('type'));
    if (types.has(type)) yield duplicate(at.field('type'), type);
    types.add(type);
    yield* validateNames(item, at);
    yield* validateAmounts(item, at);
  }
}

function* validateType(type: string, at: Path): Errors {
  const complaints = qualifiedName(type);
  yield* invalidFor(at, type, complaints);
  if (complaints.length === 0 && !type.includes('/') && !TYPES.includes(type))
    yield invalid(at, type, 'must be a standard limit type or fully qualified');
}

/** Containers and pods have other resources than claims. */
function* validateNames(item: LimitRangeItem, at: Path): Errors {
  const rule = item.type === 'Pod' || item.type === 'Container' ? containerResourceName : resourceName;
  const names = function* (field: Field): Errors {
    for (const name of Object.keys(item[field] ?? {})) yield* rule(name, at.field(field).key(name));
  };
  yield* names('max');
  yield* names('min');
  if (item.type === 'Pod') {
    for (const field of ['default', 'defaultRequest'] as const)
      if (Object.keys(item[field] ?? {}).length > 0)
        yield forbidden(at.field(field), "may not be specified when `type` is 'Pod'");
  } else {
    yield* names('default');
    yield* names('defaultRequest');
  }
  if (
    item.type === 'PersistentVolumeClaim' &&
    item.min?.['storage'] === undefined &&
    item.max?.['storage'] === undefined
  )
    yield required(at.field('limits'), 'either minimum or maximum storage value is required, but neither was provided');
  yield* names('maxLimitRequestRatio');
}

/** minimum ≤ default request ≤ default limit ≤ maximum, where they are there. Resources by name: Go's maps have no order. */
function* validateAmounts(item: LimitRangeItem, at: Path): Errors {
  const forPod = item.type === 'Pod';
  const names = new Set(
    (['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const)
      .filter((field) => !forPod || !field.startsWith('default'))
      .flatMap((field) => Object.keys(item[field] ?? {})),
  );
  for (const name of [...names].sort()) yield* validateAmount(item, name, at);
}

function* validateAmount(item: LimitRangeItem, name: string, at: Path): Errors {
  const of = (field: Field): Quantity | undefined => {
    const text = item.type === 'Pod' && field.startsWith('default') ? undefined : item[field]?.[name];
    return text === undefined ? undefined : parseQuantity(text);
  };
  const [min, max, limit, request, ratio] = [
    of('min'),
    of('max'),
    of('default'),
    of('defaultRequest'),
    of('maxLimitRequestRatio'),
  ];
  const complain = (field: Field, shown: Quantity, detail: string): ReturnType<typeof invalid> =>
    invalid(at.field(field).key(name), shown.canonical, detail);
  const above = (a: Quantity | undefined, b: Quantity | undefined): boolean =>
    !!a && !!b && compareQuantities(a, b) > 0;
  if (min && max && above(min, max))
    yield complain('min', min, `min value ${min.canonical} is greater than max value ${max.canonical}`);
  if (request && min && above(min, request))
    yield complain(
      'defaultRequest',
      request,
      `min value ${min.canonical} is greater than default request value ${request.canonical}`,
    );
  if (request && max && above(request, max))
    yield complain(
      'defaultRequest',
      request,
      `default request value ${request.canonical} is greater than max value ${max.canonical}`,
    );
  if (request && limit && above(request, limit))
    yield complain(
      'defaultRequest',
      request,
      `default request value ${request.canonical} is greater than default limit value ${limit.canonical}`,
    );
  if (limit && min && above(min, limit))
    yield complain('default', min, `min value ${min.canonical} is greater than default value ${limit.canonical}`);
  if (limit && max && above(limit, max))
    yield complain('default', max, `default value ${limit.canonical} is greater than max value ${max.canonical}`);
  if (ratio && ratio.milli < 1000)
    yield complain('maxLimitRequestRatio', ratio, `ratio ${ratio.canonical} is less than 1`);
  if (ratio && min && max && ratio.milli / 1000 > max.milli / min.milli)
    yield complain(
      'maxLimitRequestRatio',
      ratio,
      `ratio ${ratio.canonical} is greater than max/min = ${(max.milli / min.milli).toFixed(6)}`,
    );
  if (limit && request && !mayOvercommit(name) && compareQuantities(limit, request) !== 0)
    yield complain(
      'defaultRequest',
      request,
      `default value ${limit.canonical} must equal to defaultRequest value ${request.canonical} in ${name}`,
    );
}

const mayOvercommit = (name: string): boolean => isNative(name) && !isHugePages(name);
