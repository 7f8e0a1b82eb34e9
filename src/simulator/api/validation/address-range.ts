import { invalid, type Errors, type Path } from '../field-error.ts';
import { ipFamily } from './ip-address.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go IsValidCIDR */
export function* validateCidr(text: string, at: Path): Errors {
  const slash = text.indexOf('/');
  const family = slash < 0 ? undefined : ipFamily(text.slice(0, slash));
  const size = text.slice(slash + 1);
  const fits = family !== undefined && /^\d{1,3}$/.test(size) && Number(size) <= (family === 4 ? 32 : 128);
  if (!fits) yield invalid(at, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
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
