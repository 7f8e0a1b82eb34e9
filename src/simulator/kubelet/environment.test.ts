import { expect, test } from 'vitest';
import type { Container, KubeObject, Pod } from '../api/schema/kinds.ts';
import { Clock } from '../clock.ts';
import { History } from '../history.ts';
import { Store } from '../store.ts';
import { containerEnvironment, type PodFacts } from './environment.ts';

const meta = (name: string): object => ({
  name,
  namespace: 'default',
  uid: name,
  resourceVersion: '',
  creationTimestamp: '',
});
const objects = [
  { kind: 'ConfigMap', metadata: meta('settings'), data: { MODE: 'x', LEVEL: '3' } },
  { kind: 'Secret', metadata: meta('token'), data: { key: 'czNjcmV0' } },
  {
    kind: 'Service',
    metadata: meta('my-shop'),
    spec: { clusterIP: '10.96.1.2', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
  },
  {
    kind: 'Service',
    metadata: meta('kubernetes'),
    spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, protocol: 'TCP' }] },
  },
] as unknown as KubeObject[];

const pod = (spec: Partial<Pod['spec']> = {}): Pod =>
  ({
    metadata: { name: 'p', namespace: 'default', labels: { app: 'web' } },
    spec: { containers: [], ...spec },
  }) as unknown as Pod;

function environment(container: Partial<Container>, of: Pod = pod()): Record<string, string> | string {
  const clock = new Clock();
  const store = new Store(clock, new History());
  for (const object of objects) store.create(object, { actor: 'test', reason: 'it is there' });
  const facts: PodFacts = {
    pod: of,
    podIp: '10.244.0.2',
    hostIp: '172.18.0.2',
    nodeAllocatable: { cpu: '2', memory: '1Gi' },
  };
  const made = containerEnvironment(store, facts, { name: 'app', ...container });
  return made.ok ? Object.fromEntries(made.env) : made.message;
}
const from = (valueFrom: object): Partial<Container> => ({ env: [{ name: 'A', valueFrom }] });

test.each<[string, Partial<Container>, string | undefined]>([
  ['a value', { env: [{ name: 'A', value: '1' }] }, '1'],
  [
    'what stands before it',
    {
      env: [
        { name: 'B', value: '1' },
        { name: 'A', value: '$(B)!' },
      ],
    },
    '1!',
  ],
  [
    'what stands after it',
    {
      env: [
        { name: 'A', value: '$(B)' },
        { name: 'B', value: '1' },
      ],
    },
    '$(B)',
  ],
  [
    'a later one of its name',
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
    '2',
  ],
  ['a Service', { env: [{ name: 'A', value: '$(MY_SHOP_SERVICE_HOST)' }] }, '10.96.1.2'],
  ['a ConfigMap key', from({ configMapKeyRef: { name: 'settings', key: 'MODE' } }), 'x'],
  ['a missing optional key', from({ configMapKeyRef: { name: 'settings', key: 'NO', optional: true } }), undefined],
  ['a Secret key', from({ secretKeyRef: { name: 'token', key: 'key' } }), 's3cret'],
  ['a label', from({ fieldRef: { fieldPath: "metadata.labels['app']" } }), 'web'],
  ['its address', from({ fieldRef: { fieldPath: 'status.podIP' } }), '10.244.0.2'],
  [
    'a limit in cores, rounded up',
    { ...from({ resourceFieldRef: { resource: 'limits.cpu' } }), resources: { limits: { cpu: '250m' } } },
    '1',
  ],
  [
    'a limit in units of the divisor',
    {
      ...from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } }),
      resources: { limits: { memory: '64Mi' } },
    },
    '64',
  ],
  [
    'a limit that is not set: the node',
    from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } }),
    '1024',
  ],
  [
    'a whole ConfigMap with a prefix',
    { envFrom: [{ prefix: 'C_', configMapRef: { name: 'settings' } }], env: [{ name: 'A', value: '$(C_LEVEL)' }] },
    '3',
  ],
])('A is %s', (_, container, expected) =>
  expect(environment(container)).toSatisfy((env: Record<string, string>) => env['A'] === expected),
);

test.each<[string, Partial<Container>, string]>([
  [
    'a key that is not there',
    from({ configMapKeyRef: { name: 'settings', key: 'NO' } }),
    "couldn't find key NO in ConfigMap default/settings",
  ],
  ['a ConfigMap that is not there', from({ configMapKeyRef: { name: 'no', key: 'A' } }), 'configmap "no" not found'],
  ['a Secret that is not there', { envFrom: [{ secretRef: { name: 'no' } }] }, 'secret "no" not found'],
])('%s stops the container', (_, container, message) => expect(environment(container)).toBe(message));

test('without service links only the API server is known', () => {
  const env = environment({}, pod({ enableServiceLinks: false }));
  expect(env).toMatchObject({
    KUBERNETES_SERVICE_HOST: '10.96.0.1',
    KUBERNETES_SERVICE_PORT_HTTPS: '443',
    KUBERNETES_PORT_443_TCP: 'tcp://10.96.0.1:443',
  });
  expect(Object.keys(env).filter((name) => !name.startsWith('KUBERNETES_'))).toEqual([]);
});
