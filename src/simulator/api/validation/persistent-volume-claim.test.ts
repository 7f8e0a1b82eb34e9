import { expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'default' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

test.each([
  ['spec.accessModes', [], ['spec.accessModes: Required value: at least 1 access mode is required']],
  ['spec.resources', {}, ['spec.resources[storage]: Required value']],
  ['metadata.name', 'A_b', [expect.stringContaining('metadata.name: Invalid value: "A_b"')]],
])('%s %j', (path, value, errors) => expect(errorsOf(changed(claim, path, value))).toEqual(errors));

test('it keeps what it asked for, and a message shows what changed', () => {
  const slow = changed(claim, 'spec.storageClassName', 'slow');
  expect(errorsOfUpdate(slow, claim)).toEqual([]);
  expect(errorsOfUpdate(changed(claim, 'spec.storageClassName', 'fast'), slow)).toEqual([
    [
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
      '@@ -10,7 +10,7 @@',
      '   }',
      '  },',
      '  "VolumeName": "",',
      '- "StorageClassName": "slow",',
      '+ "StorageClassName": "fast",',
      '  "VolumeMode": "Filesystem",',
      '  "DataSource": null,',
      '  "DataSourceRef": null,',
      '',
    ].join('\n'),
  ]);
});

test('a bound one may ask for more', () => {
  const bound = changed(claim, 'status', { phase: 'Bound', capacity: { storage: '1Gi' } });
  expect(errorsOfUpdate(changed(bound, 'spec.resources.requests.storage', '2Gi'), bound)).toEqual([]);
  expect(errorsOfUpdate(changed(bound, 'spec.resources.requests.storage', '512Mi'), bound)).toEqual([
    'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
  ]);
});
