import { describe, expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};

test.each([
  ['metadata.name', 'web.1', ['metadata.name: Invalid value: "web.1": must not contain dots']],
  ['spec.ports', [], ['spec.ports: Required value']],
  [
    'spec.ports',
    [{ port: 80 }, { port: 81 }],
    ['spec.ports[0].name: Required value', 'spec.ports[1].name: Required value'],
  ],
  [
    'spec.ports',
    [
      { name: 'a', port: 80 },
      { name: 'b', port: 80 },
    ],
    [
      'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    ],
  ],
  [
    'spec.ports',
    [{ port: 80, nodePort: 30080 }],
    ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
  ],
  ['spec.type', 'ExternalName', ['spec.externalName: Required value']],
  [
    'spec.type',
    'x',
    ['spec.type: Unsupported value: "x": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"'],
  ],
  ['spec.sessionAffinity', 'x', ['spec.sessionAffinity: Unsupported value: "x": supported values: "ClientIP", "None"']],
  [
    'spec.externalTrafficPolicy',
    'Local',
    ['spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services'],
  ],
  [
    'spec.externalIPs',
    ['127.0.0.1'],
    ['spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  ],
  [
    'spec.loadBalancerSourceRanges',
    ['10.0.0.0/33'],
    [
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
])('%s %j', (path, value, errors) => expect(errorsOf(changed(service, path, value))).toEqual(errors));

describe('an update', () => {
  const addressed = (...ips: string[]): typeof service => ({
    ...service,
    spec: { ...service.spec, clusterIP: ips[0], clusterIPs: ips } as typeof service.spec,
  });
  test.each([
    ['keeps its address', ['10.96.0.1'], ['10.96.0.1'], []],
    [
      'cannot move',
      ['10.96.0.2'],
      ['10.96.0.1'],
      ['spec.clusterIPs[0]: Invalid value: ["10.96.0.2"]: may not change once set'],
    ],
    [
      'cannot become headless',
      ['None'],
      ['10.96.0.1'],
      ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set'],
    ],
    [
      'says so when it gives up a second one',
      ['10.96.0.1'],
      ['10.96.0.1', 'fd00::1'],
      ["spec.ipFamilyPolicy: Invalid value: null: must be set to 'SingleStack' when releasing the secondary clusterIP"],
    ],
  ])('%s', (_, now, before, errors) => expect(errorsOfUpdate(addressed(...now), addressed(...before))).toEqual(errors));
});
