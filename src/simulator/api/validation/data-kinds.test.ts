import { describe, expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const metadata = { name: 'settings', namespace: 'default' };
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { MODE: 'a' } };
const secret = { apiVersion: 'v1', kind: 'Secret', metadata, data: { key: 'dmFsdWU=' } };
const KEY_FORM =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

test.each([
  [configMap, 'data', { 'a b': 'x' }, [`data[a b]: Invalid value: "a b": ${KEY_FORM}`]],
  [
    configMap,
    'binaryData',
    { MODE: 'eA==' },
    ['data[MODE]: Invalid value: "MODE": duplicate of key present in binaryData'],
  ],
  [configMap, 'data', { a: 'é'.repeat(600_000) }, ['[]: Too long: may not be more than 1048576 bytes']],
  [secret, 'type', 'kubernetes.io/tls', ['data[tls.crt]: Required value', 'data[tls.key]: Required value']],
  [secret, 'type', 'kubernetes.io/basic-auth', ['data[username]: Required value', 'data[password]: Required value']],
  [
    changed(secret, 'type', 'kubernetes.io/dockerconfigjson'),
    'data',
    { '.dockerconfigjson': 'eA==' },
    [
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character \'x\' looking for beginning of value',
    ],
  ],
])('%#: %s %s', (base, path, value, errors) => expect(errorsOf(changed(base, path, value))).toEqual(errors));

describe('what is immutable', () => {
  const fixed = changed(configMap, 'immutable', true);
  const detail = 'Forbidden: field is immutable when `immutable` is set';
  test.each([
    ['keeps its data', changed(fixed, 'data', { MODE: 'b' }), fixed, [`data: ${detail}`]],
    ['stays so', configMap, fixed, [`immutable: ${detail}`]],
    ['may get labels', changed(fixed, 'metadata.labels', { a: 'b' }), fixed, []],
    ['a Secret’s type', changed(secret, 'type', 'x'), secret, ['type: Invalid value: "x": field is immutable']],
  ])('%s', (_, object, before, errors) => expect(errorsOfUpdate(object, before)).toEqual(errors));
});
