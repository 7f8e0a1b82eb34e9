import { expect, test } from 'vitest';
import { ipFamily } from './ip-address.ts';

test.each([
  ['10.0.0.1', 4],
  ['010.0.0.1', 4],
  ['256.0.0.1', undefined],
  ['10.0.0', undefined],
  ['::', 6],
  ['2001:db8::1', 6],
  ['::ffff:10.0.0.1', 6],
  ['1:2:3:4:5:6:7:8', 6],
  ['1:2:3:4:5:6:7', undefined],
  ['1::2::3', undefined],
  ['g::', undefined],
  ['', undefined],
  ['localhost', undefined],
])('%s is of family %s', (text, family) => expect(ipFamily(text)).toBe(family));
