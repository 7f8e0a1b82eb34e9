import { Path } from '../field-error.ts';
import type { Service } from '../schema/kinds.ts';
import { ipWarnings, rangeWarnings } from './ip-warnings.ts';
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
    const ignored = 'is ignored for headless services';
    if (spec.loadBalancerIP) warnings.push(`spec.loadBalancerIP ${ignored}`);
    if (spec.externalIPs?.length) warnings.push(`spec.externalIPs ${ignored}`);
    if (spec.sessionAffinity !== 'None') warnings.push(`spec.SessionAffinity ${ignored}`);
  }
  const external = spec.externalIPs ?? [];
  const isName = spec.type === 'ExternalName';
  for (const [i, ip] of external.entries()) warnings.push(...ipWarnings(ip, SPEC.field('externalIPs').index(i)));
  if (external.length > 0 && !isHeadless(spec) && !isName)
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  if (spec.loadBalancerIP) warnings.push(...ipWarnings(spec.loadBalancerIP, SPEC.field('loadBalancerIP')));
  for (const [i, range] of (spec.loadBalancerSourceRanges ?? []).entries())
    warnings.push(...rangeWarnings(range, SPEC.field('loadBalancerSourceRanges').index(i)));
  if (isName && external.length > 0) warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (!isName && spec.externalName) warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (spec.trafficDistribution === 'PreferClose')
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  return warnings;
}
