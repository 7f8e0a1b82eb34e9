import { expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const metadata = { name: 'team', namespace: 'default' };
const limits = { apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits: [] } };
const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '3' } } };
const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata,
  spec: { selector: { matchLabels: { app: 'web' } } },
};
const priorityClass = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'high' },
  value: 10,
};
const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, spec: {} };

test.each([
  [
    limits,
    'spec.limits',
    [{ type: 'Pod', default: { cpu: '1' } }],
    ["spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"],
  ],
  [
    limits,
    'spec.limits',
    [
      {
        type: 'Container',
        min: { memory: '32Mi' },
        max: { memory: '-5' },
        default: { memory: '256Mi' },
        defaultRequest: { memory: '128Mi' },
      },
    ],
    [
      'spec.limits[0].min[memory]: Invalid value: "32Mi": min value 32Mi is greater than max value -5',
      'spec.limits[0].defaultRequest[memory]: Invalid value: "128Mi": default request value 128Mi is greater than max value -5',
      'spec.limits[0].default[memory]: Invalid value: "-5": default value 256Mi is greater than max value -5',
    ],
  ],
  [
    limits,
    'spec.limits',
    [{ type: 'Container', min: { cpu: '1' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '3' } }],
    ['spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000'],
  ],
  [
    quota,
    'spec.hard',
    { foo: '1' },
    [
      'spec.hard[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.hard[foo]: Invalid value: "foo": must be a standard resource for quota',
    ],
  ],
  [quota, 'spec.hard', { pods: '-1' }, ['spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0']],
  [
    quota,
    'spec.scopes',
    ['BestEffort', 'NotBestEffort'],
    ['spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes'],
  ],
  [
    changed(quota, 'spec.hard', { cpu: '1' }),
    'spec.scopes',
    ['BestEffort'],
    ['spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource'],
  ],
  [
    quota,
    'spec.scopeSelector',
    { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] },
    [
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
    ],
  ],
  [
    budget,
    'spec.minAvailable',
    'half',
    [
      "spec.minAvailable: Invalid value: \"half\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
  ],
  [
    changed(budget, 'spec.minAvailable', 2),
    'spec.maxUnavailable',
    1,
    [
      'spec: Invalid value: {"MinAvailable":2,"Selector":{"matchLabels":{"app":"web"}},"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    ],
  ],
  [budget, 'metadata.name', 'a/b', ['metadata.name: Invalid value: "a/b": may not contain \'/\'']],
  [
    priorityClass,
    'value',
    1_000_000_001,
    ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
  ],
  [
    priorityClass,
    'metadata.name',
    'system-mine',
    [
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class",
    ],
  ],
  [
    node,
    'spec.taints',
    [{ key: 'a', effect: 'x' }],
    [
      'metadata.taints[0].effect: Unsupported value: "x": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    node,
    'spec.taints',
    [
      { key: 'a', effect: 'NoExecute' },
      { key: 'a', effect: 'NoExecute' },
    ],
    [
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoExecute","TimeAdded":null}: taints must be unique by key and effect pair',
    ],
  ],
])('%#: %s', (base, path, value, errors) => expect(errorsOf(changed(base, path, value))).toEqual(errors));

test.each([
  [
    'scopes',
    changed(quota, 'spec.scopes', ['Terminating']),
    quota,
    ['spec.scopes: Invalid value: ["Terminating"]: field is immutable'],
  ],
  [
    'a priority',
    changed(priorityClass, 'value', 11),
    priorityClass,
    ['value: Forbidden: may not be changed in an update.'],
  ],
  [
    'a provider’s name for a node',
    changed(node, 'spec.providerID', 'b'),
    changed(node, 'spec.providerID', 'a'),
    ['spec.providerID: Forbidden: node updates may not change providerID except from "" to valid'],
  ],
])('%s may not change', (_, object, before, errors) => expect(errorsOfUpdate(object, before)).toEqual(errors));
