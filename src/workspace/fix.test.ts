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

const none = (): Promise<readonly string[]> => Promise.resolve([]);

test.each([
  ['look-alike', '    \u2013 name: web', '    \u2013 name: web', '    - name: web'],
  ['look-alike', '\u00a0\u00a0name: web', '\u00a0\u00a0name: web', '  name: web'],
  ['look-alike', 'kind\uff1aPod', 'kind\uff1aPod', 'kind: Pod'],
  ['yaml-colon-space', '  name:web', 'name:web', 'name: web'],
  ['api-version-missing', 'apiversion: v1', 'apiversion', 'apiVersion'],
  ['kind-missing', 'kin: Pod', 'kin', 'kind'],
])('%s has one way to be meant: %s', async (code, line, wrong, right) => {
  const problem = { ...unknown, code, message: '', line: 1, column: 1 };
  expect(await fixOf(problem, `${line}\n`, none)).toMatchObject({ line: 1, wrong, right });
});

test('a kind that is near, else the version under which it is served', async () => {
  const problem = { ...unknown, code: 'kind-unknown', message: '', line: 2, column: 7 };
  const namesAt = (offset: number) => Promise.resolve(offset > 15 ? ['Pod', 'Deployment'] : ['apps/v1']);
  const fix = (kind: string) => fixOf(problem, `apiVersion: v1\nkind: ${kind}\n`, namesAt);
  expect(await fix('pods')).toMatchObject({ line: 2, wrong: 'pods', right: 'Pod' });
  expect(await fix('Deployment')).toMatchObject({ line: 1, wrong: 'v1', right: 'apps/v1' });
  expect(await fix('Gadget')).toBeUndefined();
});

test('other problems have no fix', async () => {
  expect(
    await fixOf({ ...unknown, message: 'Required value' }, text, () => Promise.resolve(['image'])),
  ).toBeUndefined();
});
