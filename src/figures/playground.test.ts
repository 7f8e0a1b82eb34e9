import { expect, test } from 'vitest';
import { withValues } from './playground.ts';

test('knobs set fields and environment variables', () => {
  const manifest = 'env:\n  - { name: HANG_AT, value: "32" }\nperiodSeconds: 5\nfailureThreshold: 3\n';
  expect(
    withValues(manifest, [
      ['HANG_AT', '40'],
      ['periodSeconds', '10'],
    ]),
  ).toBe('env:\n  - { name: HANG_AT, value: "40" }\nperiodSeconds: 10\nfailureThreshold: 3\n');
});
