import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';
import type { Json, JsonObject } from '../api/json.ts';
import { openApiProblems } from './openapi-check.ts';

const pod = (spec: Json): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
const container = (fields: JsonObject): JsonObject => pod({ containers: [{ name: 'a', ...fields }] });
const CORE = 'io.k8s.api.core.v1';

test.each<[string, JsonObject, string[]]>([
  ['a good one', container({ image: 'nginx', ports: [{ containerPort: 80.5 }], env: [{ name: 'A', value: 1 }] }), []],
  [
    'a field that is not known',
    container({ img: 'nginx' }),
    [`(Pod.spec.containers[0]): unknown field "img" in ${CORE}.Container`],
  ],
  [
    'a field that is missing',
    container({ ports: [{}], volumeMounts: [{}] }),
    [
      `(Pod.spec.containers[0].ports[0]): missing required field "containerPort" in ${CORE}.ContainerPort`,
      `(Pod.spec.containers[0].volumeMounts[0]): missing required field "name" in ${CORE}.VolumeMount`,
      `(Pod.spec.containers[0].volumeMounts[0]): missing required field "mountPath" in ${CORE}.VolumeMount`,
    ],
  ],
  [
    'a text for a truth value',
    container({ tty: 'true' }),
    [`(Pod.spec.containers[0].tty): invalid type for ${CORE}.Container.tty: got "string", expected "boolean"`],
  ],
  [
    'a truth value for a number',
    container({ ports: [{ containerPort: true }] }),
    [
      `(Pod.spec.containers[0].ports[0].containerPort): invalid type for ${CORE}.ContainerPort.containerPort: got "boolean", expected "integer"`,
    ],
  ],
  [
    'a map for a list',
    container({ args: {} }),
    [`(Pod.spec.containers[0].args): invalid type for ${CORE}.Container.args: got "map", expected "array"`],
  ],
  ['a list for a map', pod([]), [`(Pod.spec): invalid type for ${CORE}.PodSpec: got "array", expected "map"`]],
  [
    'a text for a map of texts',
    pod({ containers: [], nodeSelector: 'x' }),
    [`(Pod.spec.nodeSelector): invalid type for ${CORE}.PodSpec.nodeSelector: got "string", expected "map"`],
  ],
  [
    'a list for an amount',
    container({ resources: { limits: { cpu: ['1'] } } }),
    [
      '(Pod.spec.containers[0].resources.limits.cpu): invalid type for io.k8s.apimachinery.pkg.api.resource.Quantity: got "array", expected "string"',
    ],
  ],
  [
    'nothing in a list',
    container({ args: [null] }),
    ['(Pod.spec.containers[0].args): unknown object type "nil" in Pod.spec.containers[0].args[0]'],
  ],
])('%s', (_, object, problems) =>
  expect(openApiProblems(object, 'Pod', 'Pod')).toEqual(problems.map((problem) => `ValidationError${problem}`)),
);

test('nothing in a map is told without a place in front', () =>
  expect(openApiProblems(pod({ containers: [], nodeSelector: { a: null } }), 'Pod', 'Pod')).toEqual([
    'unknown object type "nil" in Pod.spec.nodeSelector.a',
  ]));

test('the items of a List are all looked at before one is sent', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [container({ image: 'nginx' }), container({ tty: 1 }), 1] };
  const { stdout, stderr } = new Cluster().kubectl('kubectl create -f -', JSON.stringify(list));
  expect([stdout, stderr]).toEqual([
    '',
    `error: error validating "STDIN": error validating data: [ValidationError(Pod.spec.containers[0].tty): invalid type for ${CORE}.Container.tty: got "integer", expected "boolean", invalid object to validate]; if you choose to ignore these errors, turn validation off with --validate=false\n`,
  ]);
});
