import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { KubeObject, Node, Pod } from '../schema/kinds.ts';
import { admitMutating, admitValidating } from './admission.ts';
import { made, podWith, requestFor, storeWith } from './request.fixture.ts';

const HIGH: JsonObject = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'high' },
  value: 1000,
  preemptionPolicy: 'Never',
};

const admitted = <K extends KubeObject>(object: KubeObject, store = storeWith()): K => {
  const answer = admitMutating(requestFor(object, store));
  if (!('object' in answer)) throw new Error(answer.message);
  return answer.object as K;
};
const refusal = (object: KubeObject, store = storeWith()): string => {
  const answer = admitMutating(requestFor(object, store));
  return 'object' in answer ? 'admitted' : answer.message;
};

describe('a plain pod', () => {
  const { spec } = admitted<Pod>(podWith());
  test('gets the account, the priority and the tolerations of all pods', () =>
    expect(spec).toMatchObject({
      serviceAccountName: 'default',
      serviceAccount: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
        { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ],
    }));
  test('mounts a token', () => {
    const name = spec.volumes?.[0]?.name;
    expect(name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(spec.containers[0]?.volumeMounts).toEqual([
      { name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
    ]);
  });
});

test('a pod that will have no token gets no volume', () =>
  expect(admitted<Pod>(podWith({}, { automountServiceAccountToken: false })).spec.volumes).toBeUndefined());

test('a container that mounts something at the token’s path keeps it', () => {
  const mount = { name: 'own', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' };
  const pod = podWith(
    {},
    { containers: [{ name: 'app', image: 'a', volumeMounts: [mount] }], volumes: [{ name: 'own', emptyDir: {} }] },
  );
  expect(admitted<Pod>(pod).spec.volumes).toHaveLength(1);
});

test('a priority class gives its number and its policy', () =>
  expect(admitted<Pod>(podWith({}, { priorityClassName: 'high' }), storeWith(HIGH)).spec).toMatchObject({
    priority: 1000,
    preemptionPolicy: 'Never',
  }));

test('the global default counts where no class is named', () =>
  expect(admitted<Pod>(podWith(), storeWith({ ...HIGH, globalDefault: true })).spec).toMatchObject({
    priority: 1000,
    priorityClassName: 'high',
  }));

test('a toleration of everything is enough', () =>
  expect(admitted<Pod>(podWith({}, { tolerations: [{ operator: 'Exists' }] })).spec.tolerations).toHaveLength(1));

test('a new node is tainted', () =>
  expect(admitted<Node>(made({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } })).spec.taints).toEqual([
    { effect: 'NoSchedule', key: 'node.kubernetes.io/not-ready' },
  ]));

describe('what is refused', () => {
  const elsewhere = (object: KubeObject): string => {
    const answer = admitMutating(requestFor(object, storeWith(), { namespace: 'nowhere' }));
    return 'object' in answer ? 'admitted' : answer.message;
  };
  test('a namespace that is not there', () => expect(elsewhere(podWith())).toBe('namespaces "nowhere" not found'));
  test.each([
    [
      'an account that is not there',
      { serviceAccountName: 'x' },
      'pods "web" is forbidden: error looking up service account default/x: serviceaccount "x" not found',
    ],
    [
      'a class that is not there',
      { priorityClassName: 'x' },
      'pods "web" is forbidden: no PriorityClass with name x was found',
    ],
    [
      'a number of one’s own',
      { priority: 5 },
      'pods "web" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    ],
    ['a runtime class', { runtimeClassName: 'x' }, 'pods "web" is forbidden: pod rejected: RuntimeClass "x" not found'],
  ])('%s', (_, spec, message) => expect(refusal(podWith({}, spec))).toBe(message));

  test('a second global default', () => {
    const answer = admitValidating(
      requestFor(
        made({ ...HIGH, metadata: { name: 'other' }, globalDefault: true }),
        storeWith({ ...HIGH, globalDefault: true }),
      ),
    );
    expect(answer?.message).toBe(
      'priorityclasses.scheduling.k8s.io "other" is forbidden: PriorityClass high is already marked as default. Only one default can exist',
    );
  });
  test('the end of the namespace default', () => {
    const namespace = made({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
    expect(admitValidating(requestFor(namespace, storeWith(), { operation: 'DELETE' }))?.message).toBe(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });
});

describe('a larger claim', () => {
  const claim = (storage: string, phase: string): KubeObject =>
    made({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'default' },
      spec: { storageClassName: 'fast', resources: { requests: { storage } } },
      status: { phase },
    });
  const fast = (allowVolumeExpansion: boolean): JsonObject => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'a',
    allowVolumeExpansion,
  });
  test.each([
    [
      'that is not bound yet',
      'Pending',
      true,
      'persistentvolumeclaims "data" is forbidden: Only bound persistent volume claims can be expanded',
    ],
    [
      'of a class that cannot',
      'Bound',
      false,
      'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    ],
    ['of a class that can', 'Bound', true, undefined],
  ])('%s', (_, phase, can, message) => {
    const request = requestFor(claim('2Gi', phase), storeWith(fast(can)), {
      operation: 'UPDATE',
      before: claim('1Gi', phase),
    });
    expect(admitValidating(request)?.message).toBe(message);
  });
});
