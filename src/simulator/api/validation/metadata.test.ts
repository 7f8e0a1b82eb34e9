import { describe as group, expect, test } from 'vitest';
import { describe, Path } from '../field-error.ts';
import { validateLabelSelector, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';

const at = Path.root('metadata');
const good = { name: 'web', namespace: 'default' };

group('new metadata', () => {
  test.each([
    ['a name and a namespace', {}, []],
    ['no name', { name: '' }, ['metadata.name: Required value: name or generateName is required']],
    ['a prefix that ends in a dash', { generateName: 'web-' }, []],
    ['a prefix of dashes', { generateName: '--' }, []],
    [
      'an owner of a version with two slashes',
      { ownerReferences: [{ apiVersion: 'a/b/c', kind: 'Pod', name: 'a', uid: 'u' }] },
      ['metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty'],
    ],
    ['no namespace', { namespace: '' }, ['metadata.namespace: Required value']],
    [
      'a bare finalizer',
      { finalizers: ['hold'] },
      [
        'metadata.finalizers[0]: Invalid value: "hold": name is neither a standard finalizer name nor is it fully qualified',
      ],
    ],
    [
      'annotations of 256 KiB and more',
      { annotations: { a: 'x'.repeat(262_144) } },
      ['metadata.annotations: Too long: may not be more than 262144 bytes'],
    ],
    ['an annotation in capitals', { annotations: { 'Example.com/A': 'x' } }, []],
    [
      'two controllers',
      {
        ownerReferences: ['a', 'b'].map((name) => ({
          apiVersion: 'v1',
          kind: 'Pod',
          name,
          uid: name,
          controller: true,
        })),
      },
      [expect.stringContaining('Found "true" in references for Pod/a and Pod/b')],
    ],
  ])('%s', (_, change, expected) =>
    expect([...validateObjectMeta({ ...good, ...change }, 'namespaced', dns1123Subdomain, at)].map(describe)).toEqual(
      expected,
    ),
  );

  test('a cluster-wide object has no namespace', () =>
    expect([...validateObjectMeta(good, 'cluster', dns1123Subdomain, at)].map(describe)).toEqual([
      'metadata.namespace: Forbidden: not allowed on this type',
    ]));
});

group('changed metadata', () => {
  const before = { ...good, uid: 'u', resourceVersion: '1' };
  test.each([
    ['nothing changed', {}, []],
    ['another uid', { uid: 'v' }, ['metadata.uid: Invalid value: "v": field is immutable']],
    [
      'no resourceVersion',
      { resourceVersion: '' },
      ['metadata.resourceVersion: Invalid value: "": must be specified for an update'],
    ],
  ])('%s', (_, change, expected) =>
    expect([...validateObjectMetaUpdate({ ...before, ...change }, before, at)].map(describe)).toEqual(expected),
  );

  test('what is unset is null', () =>
    expect([...validateObjectMetaUpdate(before, { ...before, deletionTimestamp: 't' }, at)].map(describe)).toEqual([
      'metadata.deletionTimestamp: Invalid value: null: field is immutable',
    ]));

  test('nobody holds back what is being deleted', () =>
    expect(
      [
        ...validateObjectMetaUpdate(
          { ...before, deletionTimestamp: 't', finalizers: ['a/b', 'a/b', 'a/\t'] },
          { ...before, deletionTimestamp: 't' },
          at,
        ),
      ].map(describe),
    ).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a/\\t", "a/b"}',
    ]));
});

test.each([
  [{ key: 'a', operator: 'In', values: ['b'] }, []],
  [
    { key: 'a', operator: 'In' },
    ["s.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
  ],
  [
    { key: 'a', operator: 'Exists', values: ['b'] },
    ["s.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'"],
  ],
  [
    { key: 'a', operator: 'Gt', values: ['1'] },
    ['s.matchExpressions[0].operator: Invalid value: "Gt": not a valid selector operator'],
  ],
])('selector %#', (requirement, expected) =>
  expect([...validateLabelSelector({ matchExpressions: [requirement] }, Path.root('s'))].map(describe)).toEqual(
    expected,
  ),
);
