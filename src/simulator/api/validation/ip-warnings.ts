import { quote, type Path } from '../field-error.ts';
import { hasLeadingZeros } from './address-range.ts';
import { ipFamily } from './ip-address.ts';

/**
 * Of an address that is there since it was let through, or is valid but should be written otherwise.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go GetWarningsForIP
 */
export function* ipWarnings(text: string, at: Path): Generator<string> {
  const family = ipFamily(text);
  if (family === undefined) return;
  const proper = family === 4 ? text.split('.').map(Number).join('.') : canonicalV6(text);
  if (proper === text) return;
  if (ipFamily(proper) === 4 || hasLeadingZeros(text))
    yield `${at.text}: non-standard IP address ${quote(text)} is invalid: use ${quote(proper)}`;
  else yield `${at.text}: IPv6 address ${quote(text)} should be in RFC 5952 canonical format (${quote(proper)})`;
}

/** Of a range that is let through nothing else than its writing can be wrong. @source …/ip.go GetWarningsForCIDR */
export function* rangeWarnings(text: string, at: Path): Generator<string> {
  const [address = '', size = ''] = text.split('/');
  if (ipFamily(address) !== 6) return;
  const proper = `${canonicalV6(address)}/${size}`;
  if (proper !== text)
    yield `${at.text}: IPv6 CIDR value ${quote(text)} should be in RFC 5952 canonical format (${quote(proper)})`;
}

/** Small letters, no leading zeros, the longest run of zeros left out; an IPv4 address in IPv6 clothes is IPv4. */
function canonicalV6(text: string): string {
  const groups = groupsOf(text);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  const run = longestZeros(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return run.length < 2
    ? hex(groups)
    : `${hex(groups.slice(0, run.from))}::${hex(groups.slice(run.from + run.length))}`;
}

function groupsOf(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const read = (part: string): number[] =>
    part === ''
      ? []
      : part.split(':').flatMap((group) => {
          if (!group.includes('.')) return [parseInt(group, 16)];
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
          return [(a << 8) | b, (c << 8) | d];
        });
  const [before, after] = [read(head), read(tail ?? '')];
  return tail === undefined
    ? before
    : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function longestZeros(groups: readonly number[]): { readonly from: number; readonly length: number } {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < groups.length; from++) {
    let end = from;
    while (groups[end] === 0) end++;
    if (end - from > best.length) best = { from, length: end - from };
  }
  return best;
}
