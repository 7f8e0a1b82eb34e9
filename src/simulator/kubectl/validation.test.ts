import { expect, test } from 'vitest';
import { smallCluster, typeLine } from '../../../tests/conformance/small-cluster.ts';
import { validationOf } from './validation.ts';

const UNTYPED = '{apiVersion: v1, metadata: {name: web}}';
const LIST = '{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret, metadata: {name: a}, data: []}]}';
const NOT_SET =
  'error: error validating "STDIN": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false\n';
const MISSING = `error: unable to decode "STDIN": Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"name":"web"}}'\n`;
const OFF = '; if you choose to ignore these errors, turn validation off with --validate=false\n';
const REFUSED =
  'Error from server (BadRequest): error when creating "STDIN": Secret in version "v1" cannot be handled as a Secret: json: cannot unmarshal array into Go struct field Secret.data of type map[string][]uint8\n';

test.each([
  ['create -f -', UNTYPED, NOT_SET],
  ['create --validate=warn -f -', UNTYPED, NOT_SET],
  ['create --validate=false -f -', UNTYPED, MISSING],
  ['delete -f -', UNTYPED, MISSING],
  [
    'create -f -',
    LIST,
    `error: error validating "STDIN": error validating data: ValidationError(Secret.data): invalid type for io.k8s.api.core.v1.Secret.data: got "array", expected "map"${OFF}`,
  ],
  ['create --validate=warn -f -', LIST, REFUSED],
  ['create --validate=ignore -f -', LIST, REFUSED],
  [
    'create --validate=false -f -',
    '[1]',
    'error: unable to decode "STDIN": json: cannot unmarshal array into Go value of type unstructured.detector\n',
  ],
  [
    'create --validate=false -f -',
    '{apiVersion: v1, kind: List, items: [{a: b}]}',
    `unable to get type info from the object "*unstructured.Unstructured": Object 'Kind' is missing in 'object has no kind field '\n`,
  ],
  [
    'create --validate=maybe -f -',
    UNTYPED,
    'error: invalid - validate option "maybe"; must be one of: strict (or true), warn, ignore (or false)\n',
  ],
])('kubectl %s: %j', (line, stdin, stderr) =>
  expect(typeLine(smallCluster(), `kubectl ${line}`, stdin)).toEqual({ exit: 1, stdout: '', stderr }),
);

test.each([
  [undefined, 'Strict'],
  ['true', 'Strict'],
  ['0', 'Ignore'],
  ['warn', 'Warn'],
  ['Warn', undefined],
  ['constructor', undefined],
])('--validate=%s is %s', (value, validation) => expect(validationOf(value)).toBe(validation));
