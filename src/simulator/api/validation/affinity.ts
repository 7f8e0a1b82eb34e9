import { coded, forbidden, invalid, invalidFor, required, type Errors, type Path } from '../field-error.ts';
import type {
  Affinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
  PodAntiAffinity,
} from '../schema/kinds.ts';
import { validateMatchLabelKeys } from './match-label-keys.ts';
import { validateLabelName, validateLabelSelector } from './metadata.ts';
import { dns1123Label, dns1123Subdomain, labelValue } from './names.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateAffinity */
export function* validateAffinity(affinity: Affinity | undefined, at: Path): Errors {
  const nodes = affinity?.nodeAffinity;
  const here = at.field('nodeAffinity');
  if (nodes?.[REQUIRED]) yield* validateNodeSelector(nodes[REQUIRED], here.field(REQUIRED));
  for (const [i, term] of (nodes?.[PREFERRED] ?? []).entries()) {
    const place = here.field(PREFERRED).index(i);
    yield* validateWeight(term.weight ?? 0, place.field('weight'));
    yield* validateNodeSelectorTerm(term.preference ?? {}, 'any values', place.field('preference'));
  }
  if (affinity?.podAffinity) yield* validatePodTerms(affinity.podAffinity, at.field('podAffinity'));
  if (affinity?.podAntiAffinity) yield* validatePodTerms(affinity.podAntiAffinity, at.field('podAntiAffinity'));
}

/** @source …/validation.go ValidateNodeSelector */
export function* validateNodeSelector(selector: NodeSelector, at: Path): Errors {
  const here = at.field('nodeSelectorTerms');
  const terms = selector.nodeSelectorTerms ?? [];
  if (terms.length === 0) yield required(here, 'must have at least one node selector term');
  for (const [i, term] of terms.entries()) yield* validateNodeSelectorTerm(term, 'label values', here.index(i));
}

/** Values of a preference may be anything: a wrong one only never matches. */
type ValueRule = 'label values' | 'any values';

function* validateNodeSelectorTerm(term: NodeSelectorTerm, rule: ValueRule, at: Path): Errors {
  for (const [i, requirement] of (term.matchExpressions ?? []).entries())
    yield* validateRequirement(requirement, rule, at.field('matchExpressions').index(i));
  for (const [i, requirement] of (term.matchFields ?? []).entries())
    yield* validateFieldRequirement(requirement, at.field('matchFields').index(i));
}

function* validateRequirement(requirement: NodeSelectorRequirement, rule: ValueRule, at: Path): Errors {
  const values = requirement.values ?? [];
  const here = at.field('values');
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0)
        yield coded('affinity-values', required(here, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        yield coded(
          'affinity-values',
          forbidden(here, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        );
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1)
        yield coded(
          'affinity-values',
          required(here, "must be specified single value when `operator` is 'Lt' or 'Gt'"),
        );
      break;
    default:
      yield coded(
        'affinity-operator',
        invalid(at.field('operator'), requirement.operator ?? '', 'not a valid selector operator'),
      );
  }
  yield* validateLabelName(requirement.key ?? '', at.field('key'));
  if (rule === 'label values')
    for (const [i, value] of values.entries())
      yield* invalidFor(here.index(i), value, labelValue(value), 'label-format');
}

/** Of a node's fields only its name can be asked for. */
function* validateFieldRequirement(requirement: NodeSelectorRequirement, at: Path): Errors {
  const values = requirement.values ?? [];
  if (requirement.operator !== 'In' && requirement.operator !== 'NotIn')
    yield coded(
      'affinity-operator',
      invalid(at.field('operator'), requirement.operator ?? '', 'not a valid selector operator'),
    );
  else if (values.length !== 1)
    yield required(
      at.field('values'),
      "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
    );
  if (requirement.key !== 'metadata.name')
    yield invalid(at.field('key'), requirement.key ?? '', 'not a valid field selector key');
  else
    for (const [i, value] of values.entries())
      yield* invalidFor(at.field('values').index(i), value, dns1123Subdomain(value));
}

function* validatePodTerms(affinity: PodAntiAffinity, at: Path): Errors {
  for (const [i, term] of (affinity[REQUIRED] ?? []).entries())
    yield* validatePodTerm(term, at.field(REQUIRED).index(i));
  for (const [i, weighted] of (affinity[PREFERRED] ?? []).entries()) {
    const here = at.field(PREFERRED).index(i);
    yield* validateWeight(weighted.weight ?? 0, here.field('weight'));
    yield* validatePodTerm(weighted.podAffinityTerm ?? {}, here.field('podAffinityTerm'));
  }
}

function* validatePodTerm(term: PodAffinityTerm, at: Path): Errors {
  yield* validateLabelSelector(term.labelSelector, at.field('labelSelector'));
  yield* validateLabelSelector(term.namespaceSelector, at.field('namespaceSelector'));
  for (const namespace of term.namespaces ?? [])
    yield* invalidFor(at.field('namespace'), namespace, dns1123Label(namespace));
  yield* validateMatchLabelKeys(term, at);
  if (!term.topologyKey) yield coded('topology-key-missing', required(at.field('topologyKey'), 'can not be empty'));
  yield* validateLabelName(term.topologyKey ?? '', at.field('topologyKey'));
}

function* validateWeight(weight: number, at: Path): Errors {
  if (weight < 1 || weight > 100) yield coded('affinity-weight', invalid(at, weight, 'must be in the range 1-100'));
}
