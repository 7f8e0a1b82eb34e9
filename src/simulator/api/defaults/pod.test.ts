import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { asObject } from './fill.ts';
import { imageTag } from './image-tag.ts';
import { defaultPod, defaultPodTemplate } from './pod.ts';

const specOf = (spec: JsonObject): JsonObject => asObject(defaultPod({ spec: { containers: [], ...spec } })['spec']);
const containerOf = (container: JsonObject, spec: JsonObject = {}): JsonObject =>
  asObject(
    (
      specOf({ ...spec, containers: [{ name: 'app', image: 'nginx:1', ...container }] })['containers'] as JsonObject[]
    )[0],
  );

test.each([
  ['nginx', 'latest'],
  ['nginx:latest', 'latest'],
  ['nginx:1.27', '1.27'],
  ['localhost:5000/app:2', '2'],
  ['localhost:5000/app', 'latest'],
  ['nginx@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', ''],
  ['nginx:latest@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'latest'],
  ['Nginx', ''],
  ['', ''],
  [' nginx', ''],
  ['a'.repeat(10_000) + '!', ''],
])('the tag of %s is %j', (reference, tag) => expect(imageTag(reference)).toBe(tag));

describe('a Pod', () => {
  test('has the defaults of its spec', () =>
    expect(specOf({})).toEqual({
      containers: [],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    }));

  test.each<[string, JsonObject, JsonObject]>([
    ['limits are asked for', { resources: { limits: { cpu: '1' } } }, { limits: { cpu: '1' }, requests: { cpu: '1' } }],
    [
      'what is asked for stays',
      { resources: { limits: { cpu: '2' }, requests: { cpu: '1' } } },
      { limits: { cpu: '2' }, requests: { cpu: '1' } },
    ],
    ['amounts are whole thousandths', { resources: { requests: { cpu: '0.5m' } } }, { requests: { cpu: '1m' } }],
  ])('%s', (_, container, resources) => expect(containerOf(container)['resources']).toEqual(resources));

  test('a port of the host is the container’s', () =>
    expect(containerOf({ ports: [{ containerPort: 80 }] }, { hostNetwork: true })['ports']).toEqual([
      { containerPort: 80, hostPort: 80, protocol: 'TCP' },
    ]));

  test('probes know when and how often', () =>
    expect(containerOf({ livenessProbe: { httpGet: { port: 80 } } })['livenessProbe']).toEqual({
      failureThreshold: 3,
      httpGet: { path: '/', port: 80, scheme: 'HTTP' },
      periodSeconds: 10,
      successThreshold: 1,
      timeoutSeconds: 1,
    }));

  test('a volume of no kind is an empty directory, and files are readable', () =>
    expect(
      specOf({ volumes: [{ name: 'a' }, { name: 'b', secret: {} }, { name: 'c', hostPath: { path: '/' } }] })[
        'volumes'
      ],
    ).toEqual([
      { name: 'a', emptyDir: {} },
      { name: 'b', secret: { defaultMode: 420 } },
      { name: 'c', hostPath: { path: '/', type: '' } },
    ]));
});

test.each<[string, JsonObject, JsonObject]>([
  ['limited as a whole', { resources: { limits: { cpu: '1' } } }, { limits: { cpu: '1' }, requests: { cpu: '1' } }],
  [
    'limited as a whole, its containers ask for a part',
    {
      resources: { limits: { cpu: '2', memory: '1Gi' } },
      containers: [{ resources: { requests: { cpu: '500m' } } }, { resources: { requests: { cpu: '1' } } }],
    },
    { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '1500m', memory: '1Gi' } },
  ],
])('a pod %s', (_, spec, resources) => expect(specOf(spec)['resources']).toEqual(resources));

test('a template keeps what belongs to Pods open', () => {
  const spec = asObject(
    defaultPodTemplate({ spec: { containers: [{ name: 'a', resources: { limits: { cpu: '1' } } }] } })['spec'],
  );
  expect(spec).not.toHaveProperty('enableServiceLinks');
  expect(asObject((spec['containers'] as JsonObject[])[0])['resources']).toEqual({ limits: { cpu: '1' } });
});
