import { expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate, workload } from './errors-of.fixture.ts';

const statefulSet = changed(workload('StatefulSet'), 'spec.serviceName', 'web');
const claim = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

test('a mount of a claim template needs no volume', () => {
  const mounted = changed(statefulSet, 'spec.template.spec.containers', [
    { name: 'app', image: 'a', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
  ]);
  expect(errorsOf(changed(mounted, 'spec.volumeClaimTemplates', [claim]))).toEqual([]);
  expect(errorsOf(mounted)).toEqual(['spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"']);
});

test('its name is a part of its pods’ host names', () =>
  expect(errorsOf(changed(statefulSet, 'metadata.name', 'web.1'))).toEqual([
    'metadata.name: Invalid value: "web.1": must not contain dots',
  ]));

test.each([
  [
    'spec.podManagementPolicy',
    'x',
    ["spec.podManagementPolicy: Invalid value: \"x\": must be 'OrderedReady' or 'Parallel'"],
  ],
  [
    'spec.updateStrategy',
    { type: 'x' },
    [
      'spec.updateStrategy: Invalid value: {"Type":"x","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
    ],
  ],
  [
    'spec.updateStrategy',
    { type: 'OnDelete', rollingUpdate: { partition: 1 } },
    [
      'spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy \'RollingUpdate\'',
    ],
  ],
  [
    'spec.persistentVolumeClaimRetentionPolicy',
    { whenScaled: 'x' },
    [
      'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "x": supported values: "Retain", "Delete"',
    ],
  ],
  ['spec.ordinals', { start: -1 }, ['spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0']],
])('%s %j', (path, value, errors) => expect(errorsOf(changed(statefulSet, path, value))).toEqual(errors));

test('only some of it may change', () => {
  expect(errorsOfUpdate(changed(statefulSet, 'spec.replicas', 5), statefulSet)).toEqual([]);
  expect(errorsOfUpdate(changed(statefulSet, 'spec.serviceName', 'other'), statefulSet)).toEqual([
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  ]);
});
