import { describe, expect, test } from 'vitest';
import {
  byteLength,
  configMapKey,
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  portName,
  qualifiedName,
  relaxedEnvName,
} from './names.ts';

const long = (n: number) => 'a'.repeat(n);

describe('what passes and what does not', () => {
  test.each([
    [dns1123Label, 'web-1', true],
    [dns1123Label, 'Web', false],
    [dns1123Label, 'web-', false],
    [dns1123Label, '', false],
    [dns1123Subdomain, 'web.example.com', true],
    [dns1123Subdomain, 'web..com', false],
    [dns1123Subdomain, long(253), true],
    [dns1123Subdomain, long(254), false],
    [qualifiedName, 'app.kubernetes.io/name', true],
    [qualifiedName, 'Name_1', true],
    [qualifiedName, '', false],
    [qualifiedName, 'a b', false],
    [labelValue, '', true],
    [labelValue, 'a_b.c', true],
    [labelValue, '-a', false],
    [portName, 'http-2', true],
    [portName, '8080', false],
    [configMapKey, 'a.b_c-d', true],
    [configMapKey, '..', false],
    [relaxedEnvName, '1 A', true],
    [relaxedEnvName, 'A=b', false],
    [relaxedEnvName, '한', false],
  ])('%# %s', (check, value, passes) => expect(check(value).length === 0).toBe(passes));
});

test.each([
  [dns1123Label, 'a.b', ['must not contain dots']],
  [dns1123Label, long(64), ['must be no more than 63 characters']],
  [labelValue, long(64), ['must be no more than 63 bytes']],
  [qualifiedName, '/app', ['prefix part must be non-empty']],
  [
    portName,
    'Http--x',
    ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)', 'must not contain consecutive hyphens'],
  ],
])('complaint %#', (check, value, complaints) => expect(check(value)).toEqual(complaints));

test.each([
  [dns1123Label, 63],
  [labelValue, 63],
  [qualifiedName, 63],
  [configMapKey, 253],
  [portName, 15],
])('length %# ends at its limit', (check, most) =>
  expect([long(most), long(most + 1)].map((name) => check(name).length === 0)).toEqual([true, false]),
);

test('bytes are counted as UTF-8 has them', () => expect(['a', 'é', '한', '😀'].map(byteLength)).toEqual([1, 2, 3, 4]));
