import { expect, test } from 'vitest';
import { fixOf, nearest } from './fix.ts';

test.each([
  ['imagee', ['image', 'name'], 'image'],
  ['failureTreshold', ['failureThreshold', 'successThreshold'], 'failureThreshold'],
  ['restartpolicy', ['restartPolicy'], 'restartPolicy'],
  ['nmae', ['name'], 'name'],
  ['prt', ['port', 'part'], undefined],
  ['foo', ['name', 'image'], undefined],
  ['abc', ['abcde'], undefined],
])('%s of %j is %s', (typed, names, right) => expect(nearest(typed, names)).toBe(right));

const text = 'spec:\n  containers:\n    - imagee: x\n';
const unknown = {
  severity: 'error' as const,
  message: 'strict decoding error: unknown field "spec.containers[0].imagee"',
  line: 3,
  column: 7,
};

test('an unknown field is compared with what may stand in its place', async () => {
  const asked: number[] = [];
  const namesAt = (offset: number) => (asked.push(offset), Promise.resolve(['image', 'name']));
  expect(await fixOf(unknown, text, namesAt)).toEqual({ kind: 'field', line: 3, wrong: 'imagee', right: 'image' });
  expect(text.slice(asked[0])).toMatch(/^imagee/);
});

test('a value that is not supported is compared with those that are', async () => {
  const problem = {
    ...unknown,
    message: 'spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"',
    line: 1,
    column: 16,
  };
  expect(await fixOf(problem, 'restartPolicy: always\n', () => Promise.resolve([]))).toEqual({
    kind: 'value',
    line: 1,
    wrong: 'always',
    right: 'Always',
  });
});

test('other problems have no fix', async () => {
  expect(
    await fixOf({ ...unknown, message: 'Required value' }, text, () => Promise.resolve(['image'])),
  ).toBeUndefined();
});
