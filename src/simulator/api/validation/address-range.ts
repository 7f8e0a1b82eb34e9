import { invalid, type Errors, type Path } from '../field-error.ts';
import { ipFamily } from './ip-address.ts';

/**
 * An address as built-in kinds must write it since v1.36 (StrictIPCIDRValidation): no leading zeros, no IPv4 in IPv6 clothes.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go IsValidIPForLegacyField
 */
export function* validateStrictIp(text: string, at: Path): Errors {
  if (ipFamily(text) === undefined)
    yield invalid(at, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
  else if (hasLeadingZeros(text)) yield invalid(at, text, 'must not have leading 0s');
  else if (isMapped(text)) yield invalid(at, text, 'must not be an IPv4-mapped IPv6 address');
}

/** As validateStrictIp; and the address is the first of its range. @source …/ip.go IsValidCIDRForLegacyField */
export function* validateCidr(text: string, at: Path): Errors {
  const slash = text.indexOf('/');
  const address = text.slice(0, Math.max(0, slash));
  const family = ipFamily(address);
  const size = text.slice(slash + 1);
  if (family === undefined || !/^\d{1,3}$/.test(size) || Number(size) > (family === 4 ? 32 : 128))
    yield invalid(at, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
  else if (hasLeadingZeros(address) || /^0\d/.test(size))
    yield invalid(at, text, 'must not have leading 0s in IP or prefix length');
  else if (isMapped(address)) yield invalid(at, text, 'must not have an IPv4-mapped IPv6 address');
  else if (bitsOf(address, family).slice(Number(size)).includes('1'))
    yield invalid(at, text, 'must not have bits set beyond the prefix length');
}

/** Only the dotted parts: IPv6 may have them. */
export const hasLeadingZeros = (text: string): boolean =>
  text.includes('.') &&
  text
    .slice(text.lastIndexOf(':') + 1)
    .split('.')
    .some((part) => /^0\d/.test(part));

const isMapped = (text: string): boolean => ipFamily(text) === 6 && /^0{80}1{16}/.test(bitsOf(text, 6));

/** As zeros and ones. */
function bitsOf(text: string, family: 4 | 6): string {
  const bits = (n: number, size: number): string => n.toString(2).padStart(size, '0');
  const dotted = (part: string): string =>
    part
      .split('.')
      .map((byte) => bits(Number(byte), 8))
      .join('');
  if (family === 4) return dotted(text);
  const half = (part: string): string =>
    part
      .split(':')
      .map((group) => (group.includes('.') ? dotted(group) : group === '' ? '' : bits(parseInt(group, 16), 16)))
      .join('');
  const [head = '', tail] = text.split('::').map(half);
  return tail === undefined ? head : head + tail.padStart(128 - head.length, '0');
}

/**
 * An address that a packet can be sent to from elsewhere: no loopback, no link-local one.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateNonSpecialIP
 */
export function* validateOrdinaryIp(text: string, at: Path): Errors {
  const family = ipFamily(text);
  if (family === undefined) {
    yield invalid(at, text, 'must be a valid IP address');
    return;
  }
  const is = (v4: RegExp, v6: RegExp): boolean =>
    (family === 4 ? v4 : v6).test(family === 4 ? plain(text) : text.toLowerCase());
  if (is(/^0\.0\.0\.0$/, /^[0:]+$/)) yield invalid(at, text, `may not be unspecified (${text})`);
  if (is(/^127\./, /^[0:]*:0*1$/)) yield invalid(at, text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (is(/^169\.254\./, /^fe[89ab]/))
    yield invalid(at, text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  if (is(/^224\.0\.0\./, /^ff[0-9a-f]2:/))
    yield invalid(at, text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
}

/** Without leading zeros. */
const plain = (v4: string): string => v4.split('.').map(Number).join('.');
