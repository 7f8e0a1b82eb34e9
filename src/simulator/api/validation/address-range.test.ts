import { describe, expect, test } from 'vitest';
import { Path, type FieldError } from '../field-error.ts';
import { validateCidr, validateOrdinaryIp, validateStrictIp } from './address-range.ts';

const at = Path.root('ip');
const detail = (errors: Iterable<FieldError>): string[] => [...errors].map((error) => error.detail);

describe('addresses are written in one way', () => {
  test.each([
    ['10.0.0.1', []],
    ['2001:db8::1', []],
    ['010.0.0.1', ['must not have leading 0s']],
    ['::ffff:10.0.0.1', ['must not be an IPv4-mapped IPv6 address']],
    ['::ffff:a00:1', ['must not be an IPv4-mapped IPv6 address']],
    ['1.2.3', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ])('%s', (text, details) => expect(detail(validateStrictIp(text, at))).toEqual(details));
});

describe('ranges begin where they say', () => {
  test.each([
    ['10.0.0.0/24', []],
    ['2001:db8::/32', []],
    ['10.0.0.5/24', ['must not have bits set beyond the prefix length']],
    ['10.0.0.0/08', ['must not have leading 0s in IP or prefix length']],
    ['10.0.0.0/33', ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']],
    ['10.0.0.0', ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']],
  ])('%s', (text, details) => expect(detail(validateCidr(text, at))).toEqual(details));
});

describe('addresses that mean something else on every machine', () => {
  test.each([
    ['127.0.0.1', ['may not be in the loopback range (127.0.0.0/8, ::1/128)']],
    ['::1', ['may not be in the loopback range (127.0.0.0/8, ::1/128)']],
    ['0.0.0.0', ['may not be unspecified (0.0.0.0)']],
    ['169.254.1.1', ['may not be in the link-local range (169.254.0.0/16, fe80::/10)']],
    ['224.0.0.5', ['may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)']],
    ['8.8.8.8', []],
  ])('%s', (text, details) => expect(detail(validateOrdinaryIp(text, at))).toEqual(details));
});
