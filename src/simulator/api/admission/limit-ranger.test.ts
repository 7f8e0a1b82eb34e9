import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { Pod } from '../schema/kinds.ts';
import { limitRanger } from './limit-ranger.ts';
import { made, podWith, requestFor, storeWith } from './request.fixture.ts';

const range = (...limits: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'r', namespace: 'default' },
  spec: { limits },
});

test('defaults fill what a container leaves open, and an annotation says so', () => {
  const store = storeWith(
    range({ type: 'Container', default: { cpu: '1', memory: '1Gi' }, defaultRequest: { cpu: '500m' } }),
  );
  const answer = limitRanger.mutate?.(
    requestFor(podWith({ limits: { memory: '2Gi' }, requests: { memory: '1Gi' } }), store),
  );
  const pod = (answer && 'object' in answer ? answer.object : undefined) as Pod | undefined;
  expect(pod?.spec.containers[0]?.resources).toEqual({
    limits: { cpu: '1', memory: '2Gi' },
    requests: { cpu: '500m', memory: '1Gi' },
  });
  expect(pod?.metadata.annotations).toEqual({
    'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu request for container app; cpu limit for container app',
  });
});

const container = (rest: JsonObject): JsonObject => ({ type: 'Container', ...rest });
test.each([
  [
    'within',
    container({ min: { cpu: '100m' }, max: { cpu: '2' } }),
    { requests: { cpu: '1' }, limits: { cpu: '1' } },
    undefined,
  ],
  [
    'below the minimum',
    container({ min: { cpu: '100m' } }),
    { requests: { cpu: '50m' } },
    'minimum cpu usage per Container is 100m, but request is 50m',
  ],
  [
    'no request',
    { type: 'Pod', min: { cpu: '100m' } },
    {},
    'minimum cpu usage per Pod is 100m.  No request is specified',
  ],
  [
    'above the maximum',
    container({ max: { cpu: '1' } }),
    { requests: { cpu: '1' }, limits: { cpu: '2' } },
    'maximum cpu usage per Container is 1, but limit is 2',
  ],
  [
    'no limit',
    { type: 'Pod', max: { cpu: '1' } },
    { requests: { cpu: '1' } },
    'maximum cpu usage per Pod is 1.  No limit is specified',
  ],
  [
    'ratio',
    container({ maxLimitRequestRatio: { cpu: '2' } }),
    { requests: { cpu: '100m' }, limits: { cpu: '300m' } },
    'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
  ],
  [
    'two complaints',
    { type: 'Pod', max: { cpu: '1', memory: '1Gi' } },
    { limits: { cpu: '2', memory: '2Gi' } },
    '[maximum cpu usage per Pod is 1, but limit is 2, maximum memory usage per Pod is 1Gi, but limit is 2Gi]',
  ],
])('a pod: %s', (_, item, resources, complaint) => {
  const answer = limitRanger.validate?.(requestFor(podWith(resources), storeWith(range(item))));
  expect(answer?.message).toBe(complaint && `pods "web" is forbidden: ${complaint}`);
});

test('a claim that is too large is refused', () => {
  const claim = made({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec: { resources: { requests: { storage: '20Gi' } } },
  });
  const store = storeWith(range({ type: 'PersistentVolumeClaim', max: { storage: '10Gi' } }));
  expect(limitRanger.validate?.(requestFor(claim, store))?.message).toBe(
    'persistentvolumeclaims "data" is forbidden: maximum storage usage per PersistentVolumeClaim is 10Gi, but request is 20Gi',
  );
});
