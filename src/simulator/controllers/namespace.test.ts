import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';
import { deletionConditions } from './namespace-contents.ts';

const cluster = (): Cluster =>
  new Cluster({
    nodes: [{ name: 'a' }],
    run: {
      kubelets: false,
      scheduler: false,
      controllers: [
        'namespace-controller',
        'serviceaccount-controller',
        'root-ca-certificate-publisher-controller',
        'pod-garbage-collector-controller',
      ],
    },
  });
const pod = (of: Cluster, namespace: string, nodeName: string): void => {
  const spec = { nodeName, containers: [{ name: 'app', image: 'nginx' }] };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
  expect(of.api.create(object, namespace, { cause: { actor: 'test', reason: 'a Pod' } }).ok).toBe(true);
};

test('a new namespace gets its ServiceAccount and the root certificate, again where they are deleted', () => {
  const made = cluster();
  made.kubectl('kubectl create namespace team');
  made.runUntil(1_000);
  expect(made.store.get('ServiceAccount', 'team', 'default')).toBeDefined();
  expect(Object.keys(made.store.get('ConfigMap', 'team', 'kube-root-ca.crt')?.data ?? {})).toEqual(['ca.crt']);
  made.kubectl('kubectl delete serviceaccount default --namespace team --wait=false');
  made.runUntil(2_000);
  expect(made.store.get('ServiceAccount', 'team', 'default')).toBeDefined();
});

test('a namespace goes once its Pods have gone, and then all else', () => {
  const made = cluster();
  made.kubectl('kubectl create namespace team');
  made.runUntil(1_000);
  pod(made, 'team', 'a');
  made.kubectl('kubectl delete namespace team --wait=false');
  made.runUntil(5_900);
  expect(made.store.get('Pod', 'team', 'web')?.metadata.deletionTimestamp).toBeUndefined();
  made.runUntil(7_000);
  expect(made.store.get('Pod', 'team', 'web')?.metadata.deletionTimestamp).toBeDefined();
  expect(made.store.get('ServiceAccount', 'team', 'default')).toBeDefined();
  const { status } = made.store.get('Namespace', undefined, 'team') ?? {};
  expect(status?.conditions?.find(({ type }) => type === 'NamespaceContentRemaining')?.message).toBe(
    'Some resources are remaining: pods. has 1 resource instances',
  );
  const options = { gracePeriodSeconds: 0 };
  made.api.delete({ kind: 'Pod', namespace: 'team', name: 'web' }, options, {
    cause: { actor: 'test', reason: 'ends' },
  });
  made.runUntil(30_000);
  expect(made.store.get('Namespace', undefined, 'team')).toBeUndefined();
  expect(made.store.list('ConfigMap', 'team')).toEqual([]);
});

test('what finalizers hold is counted', () => {
  const held = { resource: 'pods.', objects: 2, finalizers: new Map([['example.com/a', 1]]) };
  const [, , , contents, finalizers] = deletionConditions([held], undefined, 'now');
  expect(contents?.message).toBe('Some resources are remaining: pods. has 2 resource instances');
  expect(finalizers?.message).toBe(
    'Some content in the namespace has finalizers remaining: example.com/a in 1 resource instances',
  );
});

test('a Pod whose node is gone is removed a minute later', () => {
  const made = cluster();
  pod(made, 'default', 'a');
  made.runUntil(5_000);
  made.store.remove('Node', undefined, 'a', { actor: 'test', reason: 'it breaks' });
  made.runUntil(79_000);
  expect(made.store.get('Pod', 'default', 'web')).toBeDefined();
  made.runUntil(81_000);
  expect(made.store.get('Pod', 'default', 'web')).toBeUndefined();
});

test('a Pod that should end on a node that is out of service is removed', () => {
  const made = cluster();
  pod(made, 'default', 'a');
  made.kubectl('kubectl delete pod web --wait=false');
  made.api.writeStatus(
    'Node',
    undefined,
    'a',
    (node) => ({
      ...node,
      spec: { taints: [{ key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' }] },
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
    }),
    { actor: 'test', reason: 'it is out of service' },
  );
  made.runUntil(19_000);
  expect(made.store.get('Pod', 'default', 'web')).toBeDefined();
  made.runUntil(21_000);
  expect(made.store.get('Pod', 'default', 'web')).toBeUndefined();
});
