import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { applyDefaults } from './defaults.ts';

const defaulted = (kind: string, rest: JsonObject): JsonObject =>
  applyDefaults({ kind, metadata: { name: 'a' }, ...rest });
const spec = (kind: string, given: JsonObject): unknown => defaulted(kind, { spec: given })['spec'];

test.each([
  [
    'Deployment',
    {},
    {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
    },
  ],
  ['Deployment', { strategy: { type: 'Recreate' } }, { strategy: { type: 'Recreate' } }],
  ['StatefulSet', {}, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } }],
  ['StatefulSet', { updateStrategy: { type: 'RollingUpdate' } }, { updateStrategy: { type: 'RollingUpdate' } }],
  ['DaemonSet', {}, { updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } }],
  ['Job', {}, { completions: 1, parallelism: 1, backoffLimit: 6, podReplacementPolicy: 'TerminatingOrFailed' }],
  [
    'Job',
    { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'a' }] }] } },
    { podReplacementPolicy: 'Failed', podFailurePolicy: { rules: [{ onPodConditions: [{ status: 'True' }] }] } },
  ],
  [
    'CronJob',
    {},
    { concurrencyPolicy: 'Allow', successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1, suspend: false },
  ],
  [
    'Service',
    { ports: [{ port: 80 }], sessionAffinity: 'ClientIP' },
    {
      type: 'ClusterIP',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
    },
  ],
  ['Service', { externalIPs: ['1.2.3.4'] }, { externalTrafficPolicy: 'Cluster' }],
  [
    'LimitRange',
    { limits: [{ type: 'Container', max: { cpu: '2' }, min: { cpu: '1', memory: '1Gi' } }] },
    { limits: [{ default: { cpu: '2' }, defaultRequest: { cpu: '2', memory: '1Gi' } }] },
  ],
  ['PersistentVolumeClaim', {}, { volumeMode: 'Filesystem' }],
  [
    'PersistentVolume',
    { hostPath: { path: '/x' } },
    { persistentVolumeReclaimPolicy: 'Retain', hostPath: { type: '' } },
  ],
  ['Node', { podCIDR: '10.0.0.0/24' }, { podCIDRs: ['10.0.0.0/24'] }],
])('the spec of a %s %j', (kind, given, expected) => expect(spec(kind, given)).toMatchObject(expected));

test('only parallelism said: a job without a number of completions', () =>
  expect(spec('Job', { parallelism: 2 })).not.toHaveProperty('completions'));

test('a Secret keeps plain text in base64, and an Opaque type', () =>
  expect(defaulted('Secret', { data: { a: 'eA==' }, stringData: { a: 'y', b: 'z' } })).toEqual({
    kind: 'Secret',
    metadata: { name: 'a' },
    type: 'Opaque',
    data: { a: 'eQ==', b: 'eg==' },
  }));

test('a Namespace carries its name', () =>
  expect(defaulted('Namespace', {})).toMatchObject({ metadata: { labels: { 'kubernetes.io/metadata.name': 'a' } } }));

test('what is set stays', () => expect(spec('Deployment', { replicas: 0 })).toMatchObject({ replicas: 0 }));

test('a kind without defaults is given back', () => {
  const object = { kind: 'ConfigMap', metadata: {} };
  expect(applyDefaults(object)).toBe(object);
});
