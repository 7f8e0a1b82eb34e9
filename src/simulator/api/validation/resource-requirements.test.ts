import { expect, test } from 'vitest';
import { describe, Path } from '../field-error.ts';
import { validateContainerResources } from './resource-requirements.ts';

test('a resource may be called as what every object has', () => {
  const requests = JSON.parse('{"__proto__": "500m", "constructor": "1"}') as Record<string, string>;
  const errors = [...validateContainerResources({ requests }, new Set(), Path.root('resources'))].map(describe);
  expect(errors).toContain(
    'resources.requests[constructor]: Invalid value: "constructor": must be a standard resource for containers',
  );
  expect(errors.some((error) => error.startsWith('resources.requests[__proto__]: Invalid value: "__proto__"'))).toBe(
    true,
  );
});
