import { Path } from '../field-error.ts';
import type { Service } from '../schema/kinds.ts';
import { ipWarnings } from './ip-warnings.ts';
import { isHeadless } from './service-addresses.ts';

const SPEC = Path.root('spec');
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

/** @source kubernetes/kubernetes pkg/api/service/warnings.go GetWarningsForService */
export function serviceWarnings({ metadata, spec }: Service): readonly string[] {
  const warnings: string[] = [];
  if (metadata.annotations?.[HINTS] !== undefined)
    warnings.push(`annotation ${HINTS} is deprecated, please use ${MODE} instead`);
  if (!isHeadless(spec))
    for (const [i, ip] of (spec.clusterIPs ?? []).entries())
      warnings.push(...ipWarnings(ip, SPEC.field('clusterIPs').index(i)));
  if (isHeadless(spec)) {
    const ignored = 'is ignored when spec.clusterIP is "None"';
    if (spec.loadBalancerIP) warnings.push(`spec.loadBalancerIP ${ignored}`);
    if (spec.externalIPs?.length) warnings.push(`spec.externalIPs ${ignored}`);
    if (spec.sessionAffinity !== 'None') warnings.push(`spec.SessionAffinity ${ignored}`);
  }
  for (const [i, ip] of (spec.externalIPs ?? []).entries())
    warnings.push(...ipWarnings(ip, SPEC.field('externalIPs').index(i)));
  if (spec.externalIPs?.length) warnings.push('spec.externalIPs is deprecated');
  return warnings;
}
