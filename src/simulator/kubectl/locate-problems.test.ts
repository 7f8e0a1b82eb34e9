import { expect, test } from 'vitest';
import { locateProblems } from './locate-problems.ts';

const yaml = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      args: ["--port", 9090]
      nodeSelector:
        gpu: "true"
`;
const server =
  'Error from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: ';

test.each([
  [
    'an unknown field',
    `${server}strict decoding error: unknown field "spec.containers[0].nodeSelector"`,
    { line: 9, column: 7, endColumn: 19, path: 'spec.containers[0].nodeSelector' },
  ],
  [
    'a value of another type',
    `${server}json: cannot unmarshal number into Go struct field Container.spec.containers.args of type string`,
    { line: 8, column: 24, endColumn: 28, path: 'spec.containers[0].args[1]' },
  ],
  [
    'a field that is absent',
    'The Pod "web" is invalid: spec.containers[0].image: Required value',
    { line: 7, path: 'spec.containers[0].image' },
  ],
  [
    'a key with brackets and dots of its own',
    'The Pod "web" is invalid: spec.containers[0].resources.requests[c]p.u[]: Invalid value: "c]p.u[": no',
    { line: 7, path: 'spec.containers[0].resources.requests[c]p.u[]' },
  ],
  [
    'a field that is there',
    'The Pod "web" is invalid: metadata.name: Invalid value: "web": no',
    { line: 4, column: 3, path: 'metadata.name' },
  ],
  [
    'a warning',
    'Warning: spec.containers[0].args: strange',
    { severity: 'warning', line: 8, path: 'spec.containers[0].args' },
  ],
  [
    'a kind that there is not',
    'error: resource mapping not found for name: "web" namespace: "" from "STDIN": no matches for kind "Pod" in version "v1"',
    { line: 1, column: 13, path: 'apiVersion' },
  ],
  ['an anchor that there is not', "error: yaml: unknown anchor 'true' referenced", { line: 1, column: 1 }],
  ['what speaks of no place', 'error: no objects passed to apply', { line: 1, column: 1 }],
])('%s', (_, stderr, expected) =>
  expect(locateProblems(yaml, `${stderr}\n`)).toEqual([expect.objectContaining(expected)]),
);

test.each([
  [
    'a namespace that there is not',
    'Error from server (NotFound): error when creating "STDIN": namespaces "shop" not found',
    5,
  ],
  ['data that is no base64', `${server.replaceAll('Pod', 'Secret')}illegal base64 data at input byte 0`, 6],
])('%s', (_, stderr, line) => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: pay\n  namespace: shop\ndata: { token: yes! }\n';
  expect(locateProblems(secret, `${stderr}\n`)).toEqual([expect.objectContaining({ line })]);
});

test('a key without a space after its colon is a text in the place of fields', () => {
  const stderr =
    'error: unable to decode "STDIN": json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta\n';
  expect(locateProblems('kind: Pod\nmetadata:\n  name:web\n', stderr)).toEqual([
    expect.objectContaining({ line: 3, code: 'yaml-colon-space' }),
  ]);
});

test('each error of a list has its place', () => {
  const stderr =
    'The Pod "web" is invalid: \n* spec.containers[0].image: Required value\n* metadata.name: Invalid value: "web": no\n';
  expect(locateProblems(yaml, stderr).map((p) => [p.line, p.message])).toEqual([
    [7, 'The Pod "web" is invalid: spec.containers[0].image: Required value'],
    [4, 'The Pod "web" is invalid: metadata.name: Invalid value: "web": no'],
  ]);
});

test("a reader's line counts in its document, the place in the whole text", () => {
  const broken = `${yaml}---\nkind: Pod\n\tname: x\n`;
  expect(
    locateProblems(
      broken,
      'error: error parsing STDIN: error converting YAML to JSON: yaml: line 2: found character that cannot start any token\n',
    ),
  ).toEqual([expect.objectContaining({ line: 13 })]);
});

test('the document that is named is the one that is meant', () => {
  const two = `${yaml}---\n${yaml.replace('name: web', 'name: other')}`;
  expect(locateProblems(two, 'The Pod "other" is invalid: spec.containers[0].image: Required value\n')[0]?.line).toBe(
    18,
  );
});

test('also where the server names it without "The"', () => {
  const two = `${yaml}---\n${yaml.replace('name: web', 'name: other')}`;
  const stderr =
    'Error from server (Invalid): error when creating "STDIN": Pod "other" is invalid: spec.containers: Required value\n';
  expect(locateProblems(two, stderr)[0]?.line).toBe(17);
});
