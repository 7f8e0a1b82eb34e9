import { expect, test } from 'vitest';
import { decode, metadataProblem } from './decode.ts';
import type { Json, JsonObject } from './json.ts';

const pod = (spec: JsonObject): JsonObject => ({ spec });
const container = (fields: JsonObject): JsonObject => pod({ containers: [fields] });
const problem = (object: Json): string | undefined => {
  const decoded = decode(object, 'Pod');
  return decoded.ok ? undefined : decoded.problem.text.replace('json: cannot unmarshal ', '');
};

test.each<[JsonObject, string]>([
  [pod('x' as unknown as JsonObject), 'string into Go struct field Pod.spec of type v1.PodSpec'],
  [pod({ containers: 3 }), 'number into Go struct field PodSpec.spec.containers of type []v1.Container'],
  [
    container({ command: ['sleep', 10] }),
    'number into Go struct field Container.spec.containers.command of type string',
  ],
  [
    container({ ports: [{ containerPort: 80.5 }] }),
    'number 80.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    container({ ports: [{ containerPort: 2 ** 31 }] }),
    'number 2147483648 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    container({ ports: [{ protocol: true }] }),
    'bool into Go struct field ContainerPort.spec.containers.ports.protocol of type v1.Protocol',
  ],
  [
    container({ livenessProbe: { httpGet: { port: 8.5 } } }),
    'number 8.5 into Go struct field HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32',
  ],
  [
    container({ resources: { requests: [] } }),
    'array into Go struct field ResourceRequirements.spec.containers.resources.requests of type v1.ResourceList',
  ],
  [pod({ nodeSelector: { a: true } }), 'bool into Go struct field PodSpec.spec.nodeSelector of type string'],
  [
    container({ resources: { limits: { cpu: 'much' } } }),
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
])('%j is refused in the API server’s words', (object, words) => expect(problem(object)).toBe(words));

test.each([
  [container({ command: ['sleep', 10] }), 'number-for-string'],
  [container({ command: ['sleep', 1.5] }), 'number-for-string'],
  [container({ ports: [{ containerPort: 80.5 }] }), 'fraction-for-integer'],
  [container({ ports: [{ containerPort: 2 ** 31 }] }), 'number-for-integer'],
  [container({ ports: [{ protocol: true }] }), 'bool-for-string'],
  [container({ env: { A: 'b' } }), 'map-for-list'],
  [container({ resources: [] }), 'list-for-map'],
  [container({ resources: { limits: { cpu: 'much' } } }), 'quantity-format'],
])('%j has the code %s', (object, code) => {
  const decoded = decode(object, 'Pod');
  expect(decoded.ok || decoded.problem.code).toBe(code);
});

test('a type error is told before unknown fields, and the first in the order of names', () => {
  expect(problem({ spec: { wrong: 1, hostNetwork: 'x', containers: 'x' } })).toMatch(/^string into .*containers/);
});

test('unknown fields are named with their place', () => {
  const decoded = decode({ spec: { containers: [{ name: 'a' }, { nmae: 'b' }], replicas: 1 } }, 'Pod');
  expect(decoded.ok && decoded.strict).toEqual(['spec.containers[1].nmae', 'spec.replicas']);
});

test.each<[string, JsonObject, JsonObject]>([
  ['null is absence', { hostNetwork: null, tolerations: null }, {}],
  [
    'what Go leaves out when it is empty is gone',
    { hostNetwork: false, nodeName: '', tolerations: [], nodeSelector: {} },
    {},
  ],
  [
    'a pointer keeps its zero',
    { terminationGracePeriodSeconds: 0, hostUsers: false },
    { terminationGracePeriodSeconds: 0, hostUsers: false },
  ],
  ['an element that is null is empty', { tolerations: [null] }, { tolerations: [{}] }],
])('%s', (_, spec, kept) => {
  const decoded = decode(pod(spec), 'Pod', 'as stored');
  expect(decoded.ok && decoded.object['spec']).toEqual({ containers: [], ...kept });
});

test('structs that are always written are there, quantities and times have their canonical form', () => {
  const decoded = decode(
    {
      metadata: { name: 'a', deletionTimestamp: '2026-01-01T02:00:00+02:00' },
      spec: { containers: [{ name: 'a', resources: { requests: { cpu: '1000m', memory: '1024Mi' } } }, { name: 'b' }] },
    },
    'Pod',
  );
  expect(decoded.ok && decoded.object).toEqual({
    metadata: { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' },
    spec: {
      containers: [
        { name: 'a', resources: { requests: { cpu: '1', memory: '1Gi' } } },
        { name: 'b', resources: {} },
      ],
    },
    status: {},
  });
});

test.each([
  [
    { metadata: 'web' },
    'json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta',
  ],
  [
    { metadata: { name: 1 } },
    'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string',
  ],
  [
    { metadata: { labels: { a: true } } },
    'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string',
  ],
  [{ metadata: { lables: {} } }, undefined],
])('kubectl looks at the metadata of %j', (object, words) => expect(metadataProblem(object)?.text).toBe(words));

test('bytes that are null are none', () => {
  const decoded = decode({ data: { a: null } }, 'Secret');
  expect(decoded.ok && decoded.object['data']).toEqual({ a: '' });
});

test('a key that JavaScript treats specially is a key like any other', () => {
  const labels = JSON.parse('{"__proto__": "x", "constructor": "y"}') as JsonObject;
  const decoded = decode({ metadata: { labels } }, 'Pod');
  expect(decoded.ok && JSON.stringify((decoded.object['metadata'] as JsonObject)['labels'])).toBe(
    '{"__proto__":"x","constructor":"y"}',
  );
});
