import { describe, expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';
import type { JsonObject } from '../json.ts';
import type { Service } from '../schema/kinds.ts';
import { made, requestFor, storeWith } from './request.fixture.ts';
import { serviceAllocation } from './service-allocation.ts';

const service = (spec: JsonObject): Service =>
  made({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  }) as Service;
const asked = (
  spec: JsonObject,
  rest: Parameters<typeof requestFor>[2] = {},
  store = storeWith(),
): Service['spec'] | string => {
  const answer = serviceAllocation.mutate?.(requestFor(service(spec), store, rest));
  if (!answer) return 'nothing';
  return 'object' in answer
    ? (answer.object as Service).spec
    : answer.message.replace('Service "web" is invalid: ', '');
};

test('an address is drawn from the cluster’s range', () => {
  const spec = asked({}) as Service['spec'];
  expect(spec.clusterIP).toMatch(/^10\.96\.\d+\.\d+$/);
  expect(spec).toMatchObject({ clusterIPs: [spec.clusterIP], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
});

test('a headless Service has none', () =>
  expect(asked({ clusterIP: 'None' })).toMatchObject({
    clusterIP: 'None',
    clusterIPs: ['None'],
    ipFamilyPolicy: 'SingleStack',
  }));

test('one without selector and address could have both families', () =>
  expect(asked({ clusterIP: 'None', selector: {} })).toMatchObject({
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: 'RequireDualStack',
  }));

test('a dry run shows numbers beyond the range', () =>
  expect(
    asked(
      {
        type: 'NodePort',
        ports: [
          { port: 80, name: 'a' },
          { port: 443, name: 'b' },
        ],
      },
      { dryRun: true },
    ),
  ).toMatchObject({
    ports: [{ nodePort: 32769 }, { nodePort: 32770 }],
  }));

describe('what cannot be had is refused', () => {
  const taken = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'other', namespace: 'default' },
    spec: {
      type: 'NodePort',
      clusterIP: '10.96.0.9',
      clusterIPs: ['10.96.0.9'],
      ports: [{ port: 80, nodePort: 30080 }],
    },
  };
  test.each([
    [
      'an address elsewhere',
      { clusterIP: '10.0.0.1' },
      'spec.clusterIPs: Invalid value: ["10.0.0.1"]: failed to allocate IP 10.0.0.1: the provided network does not match the current range',
    ],
    [
      'an address that is taken',
      { clusterIP: '10.96.0.9' },
      'spec.clusterIPs: Invalid value: ["10.96.0.9"]: failed to allocate IP 10.96.0.9: provided IP is already allocated',
    ],
    [
      'a node port elsewhere',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'a node port that is taken',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] },
      'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ],
    [
      'two families',
      { ipFamilyPolicy: 'RequireDualStack' },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      'the other family',
      { ipFamilies: ['IPv6'] },
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
  ])('%s', (_, spec, message) => expect(asked(spec, {}, storeWith(taken))).toBe(message));
});

describe('an update', () => {
  const before = service({
    type: 'NodePort',
    clusterIP: '10.96.1.1',
    clusterIPs: ['10.96.1.1'],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ports: [{ port: 80, nodePort: 30081 }],
  });
  const updated = (spec: JsonObject): unknown => asked(spec, { operation: 'UPDATE', before });
  test('that leaves out what was allocated keeps it', () =>
    expect(updated({ type: 'NodePort', ports: [{ port: 81 }] })).toMatchObject({
      clusterIP: '10.96.1.1',
      ports: [{ port: 81, nodePort: 30081 }],
    }));
  test('to ClusterIP drops the node ports', () =>
    expect(updated({ ports: [{ port: 80, nodePort: 30081 }], clusterIP: '10.96.1.1' })).toMatchObject({
      clusterIP: '10.96.1.1',
      ports: [expect.not.objectContaining({ nodePort: 30081 })],
    }));
  test('to ExternalName drops the address and its families', () => {
    const spec = updated({
      ...before.spec,
      type: 'ExternalName',
      externalName: 'example.com',
    } as unknown as JsonObject) as Service['spec'];
    expect(Object.keys(spec).sort()).toEqual(['externalName', 'ports', 'selector', 'sessionAffinity', 'type']);
  });
});

test('a Service without a name is refused by its families first', () => {
  const { stderr } = new Cluster().kubectl(
    'kubectl create -f -',
    'apiVersion: v1\nkind: Service\nmetadata: {}\nspec: { clusterIP: none, ports: [{ port: 80 }] }\n',
  );
  expect(stderr).toContain('The Service "" is invalid: spec.clusterIPs[0]');
});
