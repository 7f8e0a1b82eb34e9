import { describe as group, expect, test } from 'vitest';
import { defaultPod } from '../defaults/pod.ts';
import { describe } from '../field-error.ts';
import type { JsonObject } from '../json.ts';
import type { Pod } from '../schema/kinds.ts';
import { validatePodCreate } from './pod.ts';

const pod = (spec: JsonObject, metadata: JsonObject = {}): Pod =>
  defaultPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', ...metadata },
    spec: { serviceAccountName: 'default', containers: [{ name: 'app', image: 'nginx:1.27' }], ...spec },
  }) as unknown as Pod;
const errors = (spec: JsonObject, metadata?: JsonObject): string[] =>
  [...validatePodCreate(pod(spec, metadata))].map(describe);
const ofContainer = (container: JsonObject, spec: JsonObject = {}): string[] =>
  errors({ ...spec, containers: [{ name: 'app', image: 'nginx:1.27', ...container }] }).map((error) =>
    error.replace('spec.containers[0].', ''),
  );

test('a plain pod passes', () => expect(errors({})).toEqual([]));

group('a pod', () => {
  test.each<[string, JsonObject, string[]]>([
    ['without containers', { containers: [] }, ['spec.containers: Required value']],
    [
      'with a word of its own for restarts',
      { restartPolicy: 'always' },
      ['spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"'],
    ],
    [
      'with a deadline of nothing',
      { activeDeadlineSeconds: 0 },
      ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
    ],
    [
      'with no DNS',
      { dnsPolicy: 'None' },
      ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    ],
    [
      'with ephemeral containers',
      { ephemeralContainers: [{ name: 'debug', image: 'a' }] },
      ['spec.ephemeralContainers: Forbidden: cannot be set on create'],
    ],
    [
      'on a node and at a gate',
      { nodeName: 'a', schedulingGates: [{ name: 'example.com/a' }] },
      ['spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
    ],
    [
      'with one gate twice',
      { schedulingGates: [{ name: 'a' }, { name: 'a' }] },
      ['spec.schedulingGates[1]: Duplicate value: "a"'],
    ],
    [
      'with an address that is none',
      { hostAliases: [{ ip: 'localhost' }] },
      [
        'spec.hostAliases[0].ip: Invalid value: "localhost": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    ],
    ['of no system', { os: {} }, ['spec.os.name: Required value']],
    [
      'of Windows with a user of Linux',
      { os: { name: 'windows' }, securityContext: { runAsUser: 1 } },
      ['spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod'],
    ],
    [
      'with users of its own on the host’s network',
      { hostUsers: false, hostNetwork: true },
      ['spec.hostNetwork: Forbidden: when `hostUsers` is false'],
    ],
    [
      'that is too small for its containers',
      {
        resources: { requests: { cpu: '1' } },
        containers: [{ name: 'a', image: 'a', resources: { requests: { cpu: '2' } } }],
      },
      [
        'spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
      ],
    ],
  ])('%s', (_, spec, expected) => expect(errors(spec)).toEqual(expected));

  test('is told of each thing in its place, in order', () =>
    expect(
      errors({
        containers: [{ name: 'App', image: '' }, { name: 'app' }, { name: 'app', image: 'x ' }],
        restartPolicy: 'x',
      }).map((e) => e.slice(0, 40)),
    ).toEqual([
      'spec.containers[0].name: Invalid value: ',
      'spec.containers[0].image: Required value',
      'spec.containers[1].image: Required value',
      'spec.containers[2].name: Duplicate value',
      'spec.restartPolicy: Unsupported value: "',
      'spec.containers[2].image: Invalid value:',
    ]));
});

group('a container', () => {
  test.each<[string, JsonObject, string[]]>([
    ['with a port of nothing', { ports: [{}] }, ['ports[0].containerPort: Required value']],
    [
      'with one port name twice',
      { ports: ['a', 'a'].map((name, i) => ({ name, containerPort: i + 1 })) },
      ['ports[1].name: Duplicate value: "a"'],
    ],
    [
      'with one host port twice',
      {
        ports: [
          { containerPort: 1, hostPort: 80 },
          { containerPort: 2, hostPort: 80 },
        ],
      },
      ['ports[1].hostPort: Duplicate value: "TCP//80"'],
    ],
    [
      'with a variable from nowhere',
      { env: [{ name: 'A', valueFrom: {} }] },
      [
        'env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      ],
    ],
    [
      'with a value and a source',
      { env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
      ['env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
    ],
    [
      'with a label of the pod',
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }] },
      [],
    ],
    [
      'with a field nobody may read',
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.containers' } } }] },
      [
        'env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.containers": error converting fieldPath: field label not supported: spec.containers',
      ],
    ],
    [
      'with a mount of no volume',
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      ['volumeMounts[0].name: Not found: "v"'],
    ],
    [
      'with two ways to ask',
      { livenessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 1 } } },
      ['livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
    ],
    ['with no way to ask', { readinessProbe: {} }, ['readinessProbe: Required value: must specify a handler type']],
    [
      'that lives twice',
      { livenessProbe: { tcpSocket: { port: 1 }, successThreshold: 2 } },
      ['livenessProbe.successThreshold: Invalid value: 2: must be 1'],
    ],
    [
      'that sleeps too long',
      { lifecycle: { preStop: { sleep: { seconds: 31 } } } },
      [
        'lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
      ],
    ],
    [
      'that asks for more than it may have',
      { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
      ['resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
    ],
    [
      'that shares a device',
      { resources: { requests: { 'a.com/b': '1' }, limits: { 'a.com/b': '2' } } },
      ['resources.requests: Invalid value: "1": must be equal to a.com/b limit of 2'],
    ],
    [
      'with half a device',
      { resources: { limits: { 'a.com/b': '500m' } } },
      [
        'resources.limits[a.com/b]: Invalid value: "500m": must be an integer',
        'resources.requests[a.com/b]: Invalid value: "500m": must be an integer',
      ],
    ],
    [
      'with huge pages alone',
      { resources: { limits: { 'hugepages-2Mi': '4Mi' } } },
      ['resources: Forbidden: HugePages require cpu or memory'],
    ],
    [
      'with a part of a huge page',
      { resources: { limits: { cpu: '1', 'hugepages-2Mi': '3Mi' } } },
      [
        'resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
        'resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      ],
    ],
    [
      'with rules for restarts alone',
      { restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] },
      ['restartPolicy: Required value: must specify restartPolicy when restart rules are used'],
    ],
    [
      'privileged and not to be raised',
      { securityContext: { privileged: true, allowPrivilegeEscalation: false } },
      [
        expect.stringMatching(
          /^securityContext: Invalid value: \{"Capabilities":null,"Privileged":true,.*\}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true$/,
        ),
      ],
    ],
  ])('%s', (_, container, expected) => expect(ofContainer(container)).toEqual(expected));

  test('sleeps as long as its pod lets it', () =>
    expect(
      ofContainer({ lifecycle: { preStop: { sleep: { seconds: 60 } } } }, { terminationGracePeriodSeconds: 60 }),
    ).toEqual([]));
});

group('an init container', () => {
  const init = (container: JsonObject): string[] =>
    errors({ initContainers: [{ name: 'init', image: 'a', ...container }] });
  test('that ends is not asked how it is', () =>
    expect(init({ readinessProbe: { tcpSocket: { port: 1 } } })).toEqual([
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ]));
  test('that stays is', () =>
    expect(init({ restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 1 } } })).toEqual([]));
  test('has a name of its own', () =>
    expect(init({ name: 'app' })).toEqual(['spec.initContainers[0].name: Duplicate value: "app"']));
});

group('a volume', () => {
  const volume = (source: JsonObject): string[] =>
    errors({ volumes: [{ name: 'v', ...source }] }).map((error) => error.replace('spec.volumes[0].', ''));
  test.each<[string, JsonObject, string[]]>([
    [
      'of two kinds',
      { emptyDir: {}, hostPath: { path: '/' } },
      ['hostPath: Forbidden: may not specify more than 1 volume type'],
    ],
    [
      'above itself',
      { hostPath: { path: '/a/../b' } },
      ['hostPath.path: Invalid value: "/a/../b": must not contain \'..\''],
    ],
    [
      'of an odd sort',
      { hostPath: { path: '/a', type: 'Dir' } },
      [
        'hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
      ],
    ],
    [
      'with a mode of its own',
      { secret: { secretName: 's', defaultMode: 512 } },
      ['secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive'],
    ],
    [
      'with files outside',
      { configMap: { name: 'c', items: [{ key: 'a', path: '/a' }] } },
      ['configMap.items[0].path: Invalid value: "/a": must be a relative path'],
    ],
    [
      'with one file twice',
      { projected: { sources: ['a', 'b'].map((name) => ({ configMap: { name, items: [{ key: 'k', path: 'p' }] } })) } },
      ['projected: Invalid value: "b": conflicting duplicate paths'],
    ],
    [
      'of a share without a path',
      { nfs: { server: 's' } },
      ['nfs.path: Required value', 'nfs.path: Invalid value: "": must be an absolute path'],
    ],
    [
      'of a driver without a name',
      { csi: { driver: '' } },
      ['csi.driver: Required value', expect.stringContaining('csi.driver: Invalid value: ""')],
    ],
    ['that claims nothing', { ephemeral: {} }, ['ephemeral.volumeClaimTemplate: Required value']],
  ])('%s', (_, source, expected) => expect(volume(source)).toEqual(expected));

  test('that is wrong cannot be mounted', () =>
    expect(
      errors({
        volumes: [{ name: 'V', emptyDir: {} }],
        containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'V', mountPath: '/v' }] }],
      }),
    ).toEqual([
      expect.stringContaining('spec.volumes[0].name: Invalid value: "V"'),
      'spec.containers[0].volumeMounts[0].name: Not found: "V"',
    ]));
});

group('where a pod may go', () => {
  const placed = (spec: JsonObject): string[] =>
    errors(spec).map((e) => e.replace(/DuringSchedulingIgnoredDuringExecution/g, '…'));
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  test.each<[string, JsonObject, string[]]>([
    [
      'nowhere',
      { affinity: { nodeAffinity: { [required]: {} } } },
      [
        'spec.affinity.nodeAffinity.required….nodeSelectorTerms: Required value: must have at least one node selector term',
      ],
    ],
    [
      'more than two numbers',
      {
        affinity: {
          nodeAffinity: {
            [required]: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1', '2'] }] }],
            },
          },
        },
      },
      [
        "spec.affinity.nodeAffinity.required….nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
      ],
    ],
    [
      'near pods, nowhere in particular',
      { affinity: { podAffinity: { [required]: [{ labelSelector: {}, topologyKey: '' }] } } },
      [
        expect.stringContaining('topologyKey: Required value: can not be empty'),
        expect.stringContaining('name part must be non-empty'),
        expect.stringContaining('name part must consist of'),
      ],
    ],
    [
      'despite a taint of any key',
      { tolerations: [{ operator: 'Equal' }] },
      [
        'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ],
    ],
    [
      'for a while, despite a taint that does not evict',
      { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 1 }] },
      [
        'spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set',
      ],
    ],
    [
      'evenly, by nothing',
      {
        topologySpreadConstraints: [
          { maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
        ],
      },
      ['spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero'],
    ],
    [
      'evenly, said twice',
      {
        topologySpreadConstraints: [1, 2].map((maxSkew) => ({
          maxSkew,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: {},
        })),
      },
      ['spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"'],
    ],
  ])('%s', (_, spec, expected) => expect(placed(spec)).toEqual(expected));
});

test('a deletion cost is a number', () =>
  expect(errors({}, { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '+1' } })).toEqual([
    'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer',
  ]));

test.each<[string, JsonObject, string]>([
  ['no image', { containers: [{ name: 'app' }] }, 'image-missing'],
  ['one name twice', { containers: ['a', 'a'].map((name) => ({ name, image: 'a' })) }, 'container-name-taken'],
  [
    'a mount of nothing',
    { containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'v', mountPath: '/' }] }] },
    'volume-not-found',
  ],
  [
    'more than is allowed',
    { containers: [{ name: 'a', image: 'a', resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] },
    'request-over-limit',
  ],
  ['restarted somehow', { restartPolicy: 'sometimes' }, 'restart-policy-unknown'],
])('%s has a code of its own', (_, spec, code) =>
  expect([...validatePodCreate(pod(spec))].map((error) => error.code)).toEqual([code]),
);
