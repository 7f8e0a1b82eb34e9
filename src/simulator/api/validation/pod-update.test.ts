import { describe as group, expect, test } from 'vitest';
import { defaultPod } from '../defaults/pod.ts';
import { describe } from '../field-error.ts';
import type { JsonObject } from '../json.ts';
import type { Pod } from '../schema/kinds.ts';
import { validatePodResize } from './pod-resize.ts';
import { validateEphemeralContainersUpdate, validatePodStatusUpdate, validatePodUpdate } from './pod-update.ts';

const pod = (spec: JsonObject = {}, status: JsonObject = {}, metadata: JsonObject = {}): Pod =>
  ({
    ...defaultPod({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'default', uid: 'u', resourceVersion: '1', ...metadata },
      spec: { serviceAccountName: 'default', containers: [{ name: 'app', image: 'nginx:1.27' }], ...spec },
    }),
    status,
  }) as unknown as Pod;
const toleration = { key: 'a', operator: 'Exists' };
const FIELDS =
  'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n';

group('of a running pod may change', () => {
  test.each<[string, JsonObject, JsonObject, string[]]>([
    ['an image', { containers: [{ name: 'app', image: 'nginx:1.28' }] }, {}, []],
    ['the deadline, to less', { activeDeadlineSeconds: 5 }, { activeDeadlineSeconds: 10 }, []],
    [
      'the deadline, not to more',
      { activeDeadlineSeconds: 20 },
      { activeDeadlineSeconds: 10 },
      ['spec.activeDeadlineSeconds: Invalid value: 20: must be less than or equal to previous value'],
    ],
    [
      'the deadline, not to none',
      {},
      { activeDeadlineSeconds: 10 },
      ['spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value'],
    ],
    [
      'tolerations, to more',
      { tolerations: [toleration, { key: 'b', operator: 'Exists' }] },
      { tolerations: [toleration] },
      [],
    ],
    [
      'tolerations, not to less',
      {},
      { tolerations: [toleration] },
      ['spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds'],
    ],
    ['gates, to less', { schedulingGates: [] }, { schedulingGates: [{ name: 'a' }] }, []],
    [
      'gates, not to others',
      { schedulingGates: [{ name: 'b' }] },
      { schedulingGates: [{ name: 'a' }] },
      ["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'"],
    ],
    [
      'not the containers',
      {
        containers: [
          { name: 'a', image: 'a' },
          { name: 'b', image: 'b' },
        ],
      },
      {},
      ['spec.containers: Forbidden: pod updates may not add or remove containers'],
    ],
    ['a gated pod’s nodes, to fewer', { nodeSelector: { a: 'b' } }, { schedulingGates: [{ name: 'a' }] }, []],
    [
      'a gated pod’s nodes, not to others',
      { schedulingGates: [{ name: 'a' }], nodeSelector: { a: 'c' } },
      { schedulingGates: [{ name: 'a' }], nodeSelector: { a: 'b' } },
      [
        'spec.nodeSelector: Invalid value: {"a":"c"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
      ],
    ],
    [
      'a negative grace period, to one second',
      { terminationGracePeriodSeconds: 1 },
      { terminationGracePeriodSeconds: -1 },
      [],
    ],
  ])('%s', (_, spec, before, expected) =>
    expect([...validatePodUpdate(pod(spec), pod(before))].map(describe)).toEqual(expected),
  );

  test('nothing else: what differs is shown', () =>
    expect([...validatePodUpdate(pod({ hostname: 'box' }), pod())].map(describe)).toEqual([
      expect.stringContaining(`${FIELDS}@@ -`),
    ]));

  test('the difference has three lines around what changed', () =>
    expect(
      [...validatePodUpdate(pod({ hostname: 'box' }), pod())].map(({ detail }) =>
        detail.slice(detail.indexOf('@@\n') + 3),
      ),
    ).toEqual([
      '   "SELinuxChangePolicy": null\n  },\n  "ImagePullSecrets": null,\n- "Hostname": "",\n+ "Hostname": "box",\n  "Subdomain": "",\n  "SetHostnameAsFQDN": null,\n  "Affinity": null,\n',
    ]));
});

group('a resize', () => {
  const sized = (resources: JsonObject): Pod =>
    pod({ containers: [{ name: 'app', image: 'nginx:1.27', resources }] }, { qosClass: 'Burstable' });
  const before = sized({ requests: { cpu: '1' }, limits: { cpu: '2' } });
  test.each<[string, JsonObject, string[]]>([
    ['changes amounts', { requests: { cpu: '2' }, limits: { cpu: '3' } }, []],
    [
      'removes no limit',
      { requests: { cpu: '1' } },
      ['spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed'],
    ],
    [
      'keeps the class',
      { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } },
      ['spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing'],
    ],
    [
      'is of CPU and memory',
      { requests: { cpu: '1', 'ephemeral-storage': '1Gi' }, limits: { cpu: '2' } },
      ['spec: Forbidden: only cpu and memory resources are mutable'],
    ],
  ])('%s', (_, resources, expected) =>
    expect([...validatePodResize(sized(resources), before)].map(describe)).toEqual(expected),
  );
});

test('an ephemeral container stays as it came', () => {
  const before = pod({ ephemeralContainers: [{ name: 'debug', image: 'busybox' }] });
  expect([...validateEphemeralContainersUpdate(pod(), before)].map(describe)).toEqual([
    'spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be removed\n',
  ]);
  expect([
    ...validateEphemeralContainersUpdate(
      pod({
        ephemeralContainers: [
          { name: 'debug', image: 'busybox' },
          { name: 'more', image: 'busybox' },
        ],
      }),
      before,
    ),
  ]).toEqual([]);
});

test('a container that ended for good stays so', () => {
  const ended = pod(
    { restartPolicy: 'Never' },
    { containerStatuses: [{ name: 'app', state: { terminated: { exitCode: 0 } } }] },
  );
  const running = pod({ restartPolicy: 'Never' }, { containerStatuses: [{ name: 'app', state: { running: {} } }] });
  expect([...validatePodStatusUpdate(running, ended)].map(describe)).toEqual([
    'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state',
  ]);
  expect([...validatePodStatusUpdate(ended, running)]).toEqual([]);
});
