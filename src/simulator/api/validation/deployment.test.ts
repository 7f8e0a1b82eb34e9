import { expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate, workload } from './errors-of.fixture.ts';

const deployment = workload('Deployment');

test('a usual one is fine', () => expect(errorsOf(deployment)).toEqual([]));

test.each([
  ['spec.replicas', -1, ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  [
    'spec.selector',
    undefined,
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
  ],
  ['spec.selector', {}, ['spec.selector: Invalid value: {}: empty selector is invalid for deployment']],
  [
    'spec.selector',
    { matchLabels: { app: 'other' } },
    ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
  ],
  [
    'spec.template.spec.restartPolicy',
    'Never',
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
  [
    'spec.template.spec.activeDeadlineSeconds',
    5,
    ['spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported'],
  ],
  [
    'spec.strategy',
    { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
    ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
  ],
  [
    'spec.strategy',
    { type: 'x' },
    [
      'spec.strategy: Unsupported value: {"Type":"x","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    ],
  ],
  [
    'spec.strategy',
    { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } },
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0'],
  ],
  [
    'spec.strategy',
    { rollingUpdate: { maxUnavailable: '101%' } },
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
  ],
  [
    'spec.minReadySeconds',
    600,
    ['spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds'],
  ],
])('%s %j', (path, value, errors) => expect(errorsOf(changed(deployment, path, value))).toEqual(errors));

test('its selector stays', () => {
  const other = changed(
    changed(deployment, 'spec.selector', { matchLabels: { app: 'b' } }),
    'spec.template.metadata.labels',
    { app: 'b' },
  );
  expect(errorsOfUpdate(other, deployment)).toEqual([
    'spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable',
  ]);
  expect(errorsOfUpdate(changed(deployment, 'spec.replicas', 3), deployment)).toEqual([]);
});
