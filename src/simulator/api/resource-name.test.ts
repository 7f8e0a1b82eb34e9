import { expect, test } from 'vitest';
import { namespaceProblem, resourceNameProblem } from './resource-name.ts';

test.each([
  ['web', undefined],
  ['', 'resource name may not be empty'],
  ['..', `invalid resource name "..": [may not be '..']`],
  ['a/%', `invalid resource name "a/%": [may not contain '/' may not contain '%']`],
])('%s', (name, expected) => expect(resourceNameProblem(name)).toBe(expected));

test('a namespace that is no part of a path', () =>
  expect(namespaceProblem('a/b')).toBe(`invalid namespace "a/b": [may not contain '/']`));
