import { expect, test } from 'vitest';
import { Path } from '../field-error.ts';
import { ipWarnings } from './ip-warnings.ts';

test.each([
  ['10.0.0.1', []],
  ['localhost', []],
  ['010.0.0.1', ['ip: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"']],
  ['::ffff:10.0.0.1', ['ip: non-standard IP address "::ffff:10.0.0.1" is invalid: use "10.0.0.1"']],
  ['2001:db8::1', []],
  ['::', []],
  ['1::', []],
  [
    '2001:DB8:0:0:0:0:0:1',
    ['ip: IPv6 address "2001:DB8:0:0:0:0:0:1" should be in RFC 5952 canonical format ("2001:db8::1")'],
  ],
  ['1:0:0:2:0:0:0:3', ['ip: IPv6 address "1:0:0:2:0:0:0:3" should be in RFC 5952 canonical format ("1:0:0:2::3")']],
])('%s', (text, warnings) => expect([...ipWarnings(text, Path.root('ip'))]).toEqual(warnings));
