import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { Store } from '../../store.ts';
import { made, podWith, requestFor, storeWith } from './request.fixture.ts';
import { resourceQuota } from './resource-quota.ts';

const quota = (hard: JsonObject, used: JsonObject, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team', namespace: 'default' },
  spec: { hard, ...spec },
  status: { hard, used },
});
const used = (store: Store): unknown => store.get('ResourceQuota', 'default', 'team')?.status.used;
const small = { requests: { cpu: '200m', memory: '64Mi' }, limits: { cpu: '1', memory: '128Mi' } };

test('what fits is charged at once', () => {
  const store = storeWith(
    quota(
      { pods: '2', 'requests.cpu': '1', 'limits.memory': '1Gi' },
      { pods: '1', 'requests.cpu': '300m', 'limits.memory': '0' },
    ),
  );
  expect(resourceQuota.validate?.(requestFor(podWith(small), store))).toBeUndefined();
  expect(used(store)).toEqual({ pods: '2', 'requests.cpu': '500m', 'limits.memory': '128Mi' });
});

test('a dry run charges nothing', () => {
  const store = storeWith(quota({ pods: '2' }, { pods: '1' }));
  expect(resourceQuota.validate?.(requestFor(podWith(small), store, { dryRun: true }))).toBeUndefined();
  expect(used(store)).toEqual({ pods: '1' });
});

describe('a pod is refused', () => {
  const asked = (given: JsonObject, resources: JsonObject = small): string | undefined =>
    resourceQuota
      .validate?.(requestFor(podWith(resources), storeWith(given)))
      ?.message.replace('pods "web" is forbidden: ', '');
  test.each([
    [
      'that is one too many',
      quota({ pods: '1' }, { pods: '1' }),
      small,
      'exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1',
    ],
    [
      'that asks for too much',
      quota({ 'requests.cpu': '1', 'requests.memory': '1Gi' }, { 'requests.cpu': '900m', 'requests.memory': '0' }),
      small,
      'exceeded quota: team, requested: requests.cpu=200m, used: requests.cpu=900m, limited: requests.cpu=1',
    ],
    [
      'that does not say what it needs',
      quota({ 'requests.cpu': '1', 'limits.memory': '1Gi' }, { 'requests.cpu': '0', 'limits.memory': '0' }),
      {},
      'failed quota: team: must specify limits.memory for: app; requests.cpu for: app',
    ],
    ['while nobody has counted', quota({ pods: '1' }, {}), small, 'status unknown for quota: team, resources: pods'],
    [
      'by the count of its kind',
      quota({ 'count/pods': '0' }, { 'count/pods': '0' }),
      small,
      'exceeded quota: team, requested: count/pods=1, used: count/pods=0, limited: count/pods=0',
    ],
    [
      'of its scope',
      quota({ pods: '0' }, { pods: '0' }, { scopes: ['BestEffort'] }),
      {},
      'exceeded quota: team, requested: pods=1, used: pods=0, limited: pods=0',
    ],
    [
      'not where it is of another scope',
      quota({ pods: '0' }, { pods: '0' }, { scopes: ['BestEffort'] }),
      small,
      undefined,
    ],
    ['not for what other kinds use', quota({ configmaps: '0' }, { configmaps: '0' }), small, undefined],
  ])('%s', (_, given, resources, message) => expect(asked(given, resources)).toBe(message));
});

test('a Service is charged for its node ports, and for more of them when it grows', () => {
  const service = (type: string, ports: number): ReturnType<typeof made> =>
    made({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { type, ports: Array.from({ length: ports }, (_, i) => ({ port: 80 + i })) },
    });
  const store = storeWith(
    quota({ services: '1', 'services.nodeports': '2' }, { services: '0', 'services.nodeports': '0' }),
  );
  expect(resourceQuota.validate?.(requestFor(service('NodePort', 1), store))).toBeUndefined();
  expect(used(store)).toEqual({ services: '1', 'services.nodeports': '1' });
  const grown = requestFor(service('NodePort', 3), store, { operation: 'UPDATE', before: service('NodePort', 1) });
  expect(resourceQuota.validate?.(grown)?.message).toBe(
    'services "web" is forbidden: exceeded quota: team, requested: services.nodeports=2, used: services.nodeports=1, limited: services.nodeports=2',
  );
});
