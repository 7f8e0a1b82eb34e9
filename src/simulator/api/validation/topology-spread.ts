import { coded, duplicate, invalid, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type { TopologySpreadConstraint } from '../schema/kinds.ts';
import { validateMatchLabelKeys } from './match-label-keys.ts';
import { validateLabelSelector } from './metadata.ts';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const NODE_POLICIES = ['Honor', 'Ignore'];

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateTopologySpreadConstraints */
export function* validateTopologySpread(constraints: readonly TopologySpreadConstraint[], at: Path): Errors {
  for (const [i, constraint] of constraints.entries()) {
    const here = at.index(i);
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable: action = '', minDomains } = constraint;
    if (maxSkew <= 0) yield invalid(here.field('maxSkew'), maxSkew, 'must be greater than zero');
    if (!topologyKey) yield coded('topology-key-missing', required(here.field('topologyKey'), 'can not be empty'));
    if (!ACTIONS.includes(action))
      yield coded('spread-when', notSupported(here.field('whenUnsatisfiable'), action, ACTIONS));
    if (
      constraints.slice(i + 1).some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === action)
    )
      yield duplicate(here.field('{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${action}}`);
    if (minDomains !== undefined) yield* validateMinDomains(minDomains, action, here.field('minDomains'));
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field];
      if (policy !== undefined && !NODE_POLICIES.includes(policy))
        yield notSupported(here.field(field), policy, NODE_POLICIES);
    }
    yield* validateMatchLabelKeys(
      { labelSelector: constraint.labelSelector, matchLabelKeys: constraint.matchLabelKeys },
      here,
    );
    yield* validateLabelSelector(constraint.labelSelector, here.field('labelSelector'));
  }
}

function* validateMinDomains(minDomains: number, action: string, at: Path): Errors {
  if (minDomains <= 0) yield invalid(at, minDomains, 'must be greater than zero');
  if (action !== 'DoNotSchedule')
    yield invalid(at, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`);
}
