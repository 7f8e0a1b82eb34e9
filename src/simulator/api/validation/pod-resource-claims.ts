import { duplicate, invalid, invalidFor, required, type Errors, type Path } from '../field-error.ts';
import type { PodResourceClaim } from '../schema/kinds.ts';
import { internalForm } from './internal-form.ts';
import { dns1123Label, dns1123Subdomain } from './names.ts';

/** The devices that a pod claims, each by a claim or by a template of one. @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePodResourceClaim */
export function* validateResourceClaims(claims: readonly PodResourceClaim[], at: Path): Errors {
  const names = new Set<string>();
  for (const [i, claim] of claims.entries()) {
    const here = at.index(i);
    const { name, resourceClaimName, resourceClaimTemplateName } = claim;
    if (!name) yield required(here.field('name'));
    else if (names.has(name)) yield duplicate(here.field('name'), name);
    else yield* invalidFor(here.field('name'), name, dns1123Label(name));
    if (name) names.add(name);
    const shown = () => internalForm('PodResourceClaim', claim);
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined)
      yield invalid(
        here,
        shown(),
        'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified',
      );
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined)
      yield invalid(here, shown(), 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const)
      if (claim[field] !== undefined)
        yield* invalidFor(here.field(field), claim[field], dns1123Subdomain(claim[field]));
  }
}
