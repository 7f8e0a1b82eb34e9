import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const autoscaler = (spec: JsonObject): JsonObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', namespace: 'default' },
  spec: { scaleTargetRef, maxReplicas: 3, ...spec },
});
const metric = (source: JsonObject): JsonObject => ({ metrics: [source] });
const cpu = (target: JsonObject): JsonObject => metric({ type: 'Resource', resource: { name: 'cpu', target } });
const scaleDown = (rules: JsonObject): JsonObject => ({ behavior: { scaleDown: rules } });

test.each<[string, JsonObject, string[]]>([
  ['processors by default', {}, []],
  [
    'no most',
    { maxReplicas: 0, minReplicas: 0 },
    [
      'minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'maxReplicas: Required value: must be set and greater than 0',
      'metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
    ],
  ],
  [
    'less than nothing',
    { maxReplicas: -1 },
    [
      'maxReplicas: Invalid value: -1: must be greater than or equal to 1',
      'maxReplicas: Invalid value: -1: must be greater than or equal to `minReplicas`',
    ],
  ],
  [
    'nothing to scale',
    { scaleTargetRef: {} },
    [
      'scaleTargetRef.kind: Required value',
      'scaleTargetRef.name: Required value',
      'scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
    ],
  ],
  [
    'a target of the core group',
    { scaleTargetRef: { ...scaleTargetRef, apiVersion: 'v1' } },
    ['scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group'],
  ],
  ['a ReplicationController', { scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'a' } }, []],
  [
    'a metric without a type',
    metric({}),
    [
      'metrics[0].type: Required value: must specify a metric source type',
      'metrics[0].type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
    ],
  ],
  [
    'a metric of another type',
    metric({ type: 'Pods', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 1 } } }),
    ['metrics[0].pods: Required value: must populate information for the given metric source'],
  ],
  [
    'two sources',
    metric({
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 1 } },
      external: { metric: { name: 'a' }, target: { type: 'Value', value: '1' } },
    }),
    ['metrics[0].external: Forbidden: must populate the given metric source only'],
  ],
  [
    'no goal',
    cpu({ type: 'Utilization' }),
    [
      'metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
    ],
  ],
  [
    'a goal of nothing',
    cpu({ type: 'average', averageUtilization: 0 }),
    [
      'metrics[0].resource.target.type: Invalid value: "average": must be either Utilization, Value, or AverageValue',
      'metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0',
    ],
  ],
  [
    'two goals',
    cpu({ type: 'Utilization', averageUtilization: 1, averageValue: '-1' }),
    [
      'metrics[0].resource.target.averageValue: Invalid value: "-1": must be positive',
      'metrics[0].resource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization',
    ],
  ],
  [
    'a container without a name',
    metric({
      type: 'ContainerResource',
      containerResource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 1 } },
    }),
    ['metrics[0].containerResource.container: Required value: must specify a container'],
  ],
  [
    'a metric of Pods',
    metric({ type: 'Pods', pods: { metric: { name: 'a/b' }, target: { type: 'AverageValue' } } }),
    [
      'metrics[0].pods.metric.name: Invalid value: "a/b": may not contain \'/\'',
      'metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue',
    ],
  ],
  [
    'a metric of an object of the core group',
    metric({
      type: 'Object',
      object: {
        describedObject: { apiVersion: 'v1', kind: 'Service', name: 'a' },
        metric: { name: 'a' },
        target: { type: 'Value' },
      },
    }),
    ['metrics[0].object.target.averageValue: Required value: must set either a target value or averageValue'],
  ],
  [
    'rules without policies',
    scaleDown({ policies: [], stabilizationWindowSeconds: 3601, selectPolicy: 'Most' }),
    [
      'behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
      'behavior.scaleDown.selectPolicy: Unsupported value: "Most": supported values: "Disabled", "Max", "Min"',
      'behavior.scaleDown.policies: Required value: must specify at least one Policy',
    ],
  ],
  [
    'a policy of nothing',
    scaleDown({ policies: [{ type: 'All', value: 0, periodSeconds: 1801 }], tolerance: '-0.1' }),
    [
      'behavior.scaleDown.policies[0].type: Unsupported value: "All": supported values: "Percent", "Pods"',
      'behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero',
      'behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800',
      'behavior.scaleDown.tolerance: Invalid value: "-0.1": must be greater than or equal to 0',
    ],
  ],
])('%s', (_, spec, expected) => expect(errorsOf(autoscaler(spec))).toEqual(expected.map((error) => `spec.${error}`)));

test('a target that stood unchecked may stay', () => {
  const before = autoscaler({ scaleTargetRef: { ...scaleTargetRef, apiVersion: 'v1' } });
  expect(errorsOfUpdate(before, before)).toEqual([]);
});
