import { expect, test } from 'vitest';
import { pathProblem } from './path-segment.ts';

test.each([
  ['web', undefined],
  ['', 'resource name may not be empty'],
  ['..', `invalid resource name "..": [may not be '..']`],
  ['a/b%', `invalid resource name "a/b%": [may not contain '/' may not contain '%']`],
])('%s', (name, problem) => {
  expect(pathProblem('resource name', name)).toBe(problem);
});
