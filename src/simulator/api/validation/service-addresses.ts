import { duplicate, invalid, notSupported, Path, required, type Errors } from '../field-error.ts';
import type { ServiceSpec } from '../schema/kinds.ts';
import { validateStrictIp } from './address-range.ts';
import { ipFamily } from './ip-address.ts';

const SPEC = Path.root('spec');
const IPS = SPEC.field('clusterIPs');
const FAMILIES = SPEC.field('ipFamilies');
const POLICY = SPEC.field('ipFamilyPolicy');

export const isHeadless = ({ clusterIPs }: ServiceSpec): boolean =>
  clusterIPs?.length === 1 && clusterIPs[0] === 'None';

/**
 * The cluster's own addresses of a Service, their families and how many it wants of them.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateServiceClusterIPsRelatedFields
 */
export function* validateAddresses(spec: ServiceSpec): Errors {
  if (spec.type === 'ExternalName') return;
  const ips = spec.clusterIPs ?? [];
  const families = spec.ipFamilies ?? [];
  if (spec.clusterIP) {
    if (ips.length === 0) yield required(IPS);
    else if (ips[0] !== spec.clusterIP) yield invalid(IPS, ips, 'first value must match `clusterIP`');
  } else if (ips.length > 0) yield invalid(IPS, ips, 'must be empty when `clusterIP` is not specified');
  for (const [i, family] of families.entries()) {
    if (family !== 'IPv4' && family !== 'IPv6') yield notSupported(FAMILIES.index(i), family, ['IPv4', 'IPv6']);
    if (families.indexOf(family) < i) yield duplicate(FAMILIES.index(i), family);
  }
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  if (spec.ipFamilyPolicy !== undefined && !policies.includes(spec.ipFamilyPolicy))
    yield notSupported(POLICY, spec.ipFamilyPolicy, policies);
  let broken = false;
  for (const [i, ip] of ips.entries()) {
    if (i === 0 && ip === 'None') {
      if (ips.length > 1) {
        broken = true;
        yield invalid(IPS, ips, "'None' must be the first and only value");
      }
    } else
      for (const error of validateStrictIp(ip, IPS.index(i))) {
        broken = true;
        yield error;
      }
  }
  if (ips.length > 2) yield invalid(IPS, ips, 'may only hold up to 2 values');
  if (broken) return;
  if (ips.length > 1 && new Set(ips.map(ipFamily)).size < 2)
    yield invalid(IPS, ips, 'may specify no more than one IP for each IP family');
  if (isHeadless(spec)) return;
  for (const [i, ip] of ips.entries()) {
    const family = families[i];
    if (family !== undefined && `IPv${ipFamily(ip)}` !== family && (family === 'IPv4' || family === 'IPv6'))
      yield invalid(IPS.index(i), ip, `expected an ${family} value as indicated by \`ipFamilies[${i}]\``);
  }
}

/**
 * The first address of a Service stays; a second may come and go.
 * @source …/validation.go validateUpgradeDowngradeClusterIPs, validateUpgradeDowngradeIPFamilies
 */
export function* validateAddressesChange(spec: ServiceSpec, before: ServiceSpec): Errors {
  if (spec.type === 'ExternalName' || before.type === 'ExternalName') return;
  const [headless, wasHeadless] = [isHeadless(spec), isHeadless(before)];
  if (!headless || !wasHeadless)
    yield* validateListChange(spec.clusterIPs ?? [], before.clusterIPs ?? [], IPS, spec, 'clusterIP');
  if (!headless && !wasHeadless)
    yield* validateListChange(spec.ipFamilies ?? [], before.ipFamilies ?? [], FAMILIES, spec, 'ipFamily');
}

function* validateListChange(
  now: readonly string[],
  last: readonly string[],
  list: Path,
  spec: ServiceSpec,
  what: 'clusterIP' | 'ipFamily',
): Errors {
  const changed = 'may not change once set';
  const shown = what === 'clusterIP' ? now : (spec.clusterIPs ?? null);
  if (now.length === last.length) {
    for (const [i, value] of last.entries())
      if (value !== now[i]) yield invalid(list.index(what === 'clusterIP' ? i : 0), now, changed);
    return;
  }
  if (now.length < last.length && (spec.clusterIPs ?? []).length === 0)
    yield invalid(list.index(0), now.length > 0 ? now : null, `primary ${what} can not be unset`);
  if (last.length > 0 && now.length > 0 && now[0] !== last[0]) yield invalid(list.index(0), shown, changed);
  if (now.length === 1 && last.length > 1 && spec.ipFamilyPolicy !== 'SingleStack')
    yield invalid(
      POLICY,
      spec.ipFamilyPolicy ?? null,
      `must be set to 'SingleStack' when releasing the secondary ${what}`,
    );
}
