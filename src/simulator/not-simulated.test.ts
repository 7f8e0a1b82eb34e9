import { describe, expect, test } from 'vitest';
import type { JsonObject } from './api/json.ts';
import { controllerNames } from './controllers/controllers.ts';
import { notSimulated, notSimulatedRows, placesOfRow } from './not-simulated.ts';

const container = { name: 'web', image: 'nginx' };
const pod = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [container], ...spec },
});

test.each(notSimulatedRows.map((row) => [row.at, row] as const))('%s is a field that a manifest can hold', (_, row) =>
  expect(placesOfRow(row)).not.toEqual([]),
);

test('no controller acts on a kind that nobody acts on', () =>
  expect(notSimulatedRows.filter(({ controller }) => controller && controllerNames.includes(controller))).toEqual([]));

test('no field is listed twice', () =>
  expect(new Set(notSimulatedRows.map(({ at }) => at)).size).toBe(notSimulatedRows.length));

describe('what a manifest asks for in vain', () => {
  test.each<[string, JsonObject, readonly { path: string; why: string }[]]>([
    ['a plain Pod: nothing', pod({}), []],
    ['a field of the spec', pod({ hostPID: true }), [{ path: 'spec.hostPID', why: 'no-host-namespaces' }]],
    ['a value that asks for what happens anyway', pod({ hostPID: false, dnsPolicy: 'ClusterFirst' }), []],
    ['an empty list', pod({ imagePullSecrets: [] }), []],
    [
      'a field of a container, with its index',
      pod({ containers: [container, { name: 'b', tty: true }] }),
      [{ path: 'spec.containers[1].tty', why: 'no-terminal' }],
    ],
    [
      'a field in a template of Pods',
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: pod({ volumes: [{ name: 'v', nfs: {} }] }) } },
      [{ path: 'spec.template.spec.volumes[0].nfs', why: 'no-storage' }],
    ],
    [
      'one value of a field',
      pod({
        volumes: [
          { name: 'a', emptyDir: { medium: 'HugePages' } },
          { name: 'b', emptyDir: { medium: 'Memory' } },
        ],
      }),
      [{ path: 'spec.volumes[0].emptyDir.medium', why: 'no-storage' }],
    ],
    [
      'a kind nobody acts on',
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
      [{ path: '', why: 'no-controller' }],
    ],
    [
      'a kind nobody acts on, of an older version',
      { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler' },
      [{ path: '', why: 'no-controller' }],
    ],
    [
      'a field that the API server takes out',
      pod({ containers: [{ ...container, lifecycle: { stopSignal: 'SIGINT' } }] }),
      [{ path: 'spec.containers[0].lifecycle.stopSignal', why: 'gated' }],
    ],
    ['a kind nobody knows', { apiVersion: 'example.com/v1', kind: 'Pod', spec: { hostPID: true } }, []],
    ['fields of another type', { apiVersion: 'v1', kind: 'Pod', spec: [{ hostPID: true }] }, []],
    ['names that objects have anyway', pod({ constructor: { hostPID: true } }), []],
  ])('%s', (_, object, expected) => expect(notSimulated(object)).toEqual(expected));
});
