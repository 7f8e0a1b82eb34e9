import { invalid, Path, required, type Errors } from '../field-error.ts';
import type { ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../schema/kinds.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { isHugePages, resourceName, validateAmount } from './resource-requirements.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

type Amounts = Readonly<Record<string, string>> | undefined;

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateResourceQuota, ValidateResourceQuotaUpdate */
export const resourceQuotaRules: KindRules<'ResourceQuota'> = {
  create: function* ({ metadata, spec, status }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec ?? {});
    yield* validateStatus(status);
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSpec(spec ?? {});
    const [now, last] = [new Set(spec?.scopes), new Set(before.spec?.scopes)];
    if (now.size !== last.size || [...now].some((scope) => !last.has(scope)))
      yield invalid(SPEC.field('scopes'), spec?.scopes ?? null, 'field is immutable');
  },
  subresources: {
    status: function* ({ metadata, status }, before) {
      yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
      yield* validateStatus(status);
    },
  },
};

function* validateStatus(status: ResourceQuota['status'] | undefined): Errors {
  for (const field of ['hard', 'used'] as const)
    yield* validateAmounts(status?.[field], Path.root('status').field(field));
}

function* validateAmounts(amounts: Amounts, list: Path): Errors {
  for (const [name, amount] of Object.entries(amounts ?? {})) {
    const at = list.key(name);
    yield* resourceName(name, at);
    if (!name.includes('/') && !isQuotaResource(name)) yield invalid(at, name, 'must be a standard resource for quota');
    yield* validateAmount(name, amount, at);
  }
}

function* validateSpec(spec: ResourceQuotaSpec): Errors {
  yield* validateAmounts(spec.hard, SPEC.field('hard'));
  const scopes = spec.scopes ?? [];
  const at = SPEC.field('scopes');
  for (const scope of scopes) {
    if (!SCOPES.includes(scope)) yield invalid(at, scopes, 'unsupported scope');
    yield* outOfScope(spec, scope, at, scopes);
  }
  if (scopes.length > 0) yield* conflicts(new Set(scopes), at, scopes);
  const requirements = spec.scopeSelector?.matchExpressions ?? [];
  if (!spec.scopeSelector) return;
  const list = SPEC.field('scopeSelector').field('matchExpressions');
  for (const requirement of requirements) yield* validateRequirement(spec, requirement, list);
  yield* conflicts(new Set(requirements.map(({ scopeName }) => scopeName)), list, spec.scopes ?? null);
}

const shownSelector = (requirements: readonly ScopedResourceSelectorRequirement[]): unknown => ({
  MatchExpressions: requirements.map(({ scopeName, operator, values }) => ({
    ScopeName: scopeName,
    Operator: operator,
    Values: values ?? null,
  })),
});

function* validateRequirement(
  spec: ResourceQuotaSpec,
  { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement,
  at: Path,
): Errors {
  if (!SCOPES.includes(scopeName)) yield invalid(at.field('scopeName'), scopeName, 'unsupported scope');
  yield* outOfScope(spec, scopeName, at, shownSelector(spec.scopeSelector?.matchExpressions ?? []));
  if (EXISTING.includes(scopeName) && operator !== 'Exists')
    yield invalid(
      at.field('operator'),
      operator,
      "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
    );
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0)
        yield required(
          at.field('values'),
          "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
        );
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        yield invalid(
          at.field('values'),
          values,
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
        );
      break;
    default:
      yield invalid(at.field('operator'), operator, 'not a valid selector operator');
  }
}

const EXISTING = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const SCOPES = [...EXISTING, 'PriorityClass', 'VolumeAttributesClass'];

/** A scope selects pods (or claims), so it limits only what these use; best effort is nothing but a number of pods. */
function* outOfScope(spec: ResourceQuotaSpec, scope: string, at: Path, shown: unknown): Errors {
  for (const name of Object.keys(spec.hard ?? {}).sort())
    if (isQuotaResource(name) && !fitsScope(scope, name))
      yield invalid(at, shown, 'unsupported scope applied to resource');
}

const COMPUTE: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'limits.cpu',
  'limits.memory',
  'requests.cpu',
  'requests.memory',
]);

function fitsScope(scope: string, name: string): boolean {
  if (scope === 'BestEffort') return name === 'pods';
  if (scope === 'VolumeAttributesClass') return name === 'persistentvolumeclaims' || name === 'requests.storage';
  return !SCOPES.includes(scope) || name === 'pods' || COMPUTE.has(name);
}

function* conflicts(scopes: ReadonlySet<string>, at: Path, shown: unknown): Errors {
  for (const scope of ['BestEffort', 'Terminating'])
    if (scopes.has(scope) && scopes.has(`Not${scope}`)) yield invalid(at, shown, 'conflicting scopes');
}

const QUOTA_RESOURCES: ReadonlySet<string> = new Set([
  ...COMPUTE,
  'ephemeral-storage',
  'requests.ephemeral-storage',
  'limits.ephemeral-storage',
  'requests.storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'configmaps',
  'services.nodeports',
  'services.loadbalancers',
]);

const isQuotaResource = (name: string): boolean =>
  QUOTA_RESOURCES.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
