import { expect, test } from 'vitest';
import { capabilitiesOf, capabilityText, holds } from './capabilities.ts';

test.each([
  [[], [], '00000000a80425fb'],
  [['NET_BIND_SERVICE'], ['ALL'], '0000000000000400'],
  [['CAP_SYS_TIME'], [], '00000000aa0425fb'],
  [[], ['CHOWN', 'KILL'], '00000000a80425da'],
  [['ALL'], [], '000001ffffffffff'],
  [['ALL'], ['NET_RAW'], '000001ffffffdfff'],
] as const)('add %j, drop %j', (add, drop, shown) => {
  expect(capabilityText(capabilitiesOf(add, drop))).toBe(shown);
});

test('where nothing is said the container holds the usual ones', () => {
  expect([holds(undefined, 'CHOWN'), holds(undefined, 'SYS_ADMIN')]).toEqual([true, false]);
});
