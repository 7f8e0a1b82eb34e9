import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';
import { changed, workload } from '../validation/errors-of.fixture.ts';
import type { JsonObject } from '../json.ts';
import type { KubeObject, Pod } from '../schema/kinds.ts';
import { withoutDisabledFields } from './disabled-fields.ts';

const container = (lifecycle: JsonObject): JsonObject => ({ name: 'app', image: 'nginx', lifecycle });
const pod = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'app', image: 'nginx' }], ...spec },
});
const kept = (object: JsonObject, before?: JsonObject): unknown =>
  withoutDisabledFields(object as unknown as KubeObject, before as unknown as KubeObject | undefined);

const preStop = { sleep: { seconds: 1 } };
const secret = { secret: { name: 'a' } };
const bundle = { clusterTrustBundle: { path: 'ca.crt' } };
const projected = (...sources: JsonObject[]): JsonObject => pod({ volumes: [{ name: 'v', projected: { sources } }] });
const lease = (spec: JsonObject): JsonObject => ({ kind: 'Lease', spec });

test.each<[string, JsonObject, JsonObject]>([
  [
    'a signal to stop with, and a lifecycle of nothing else',
    pod({ containers: [container({ stopSignal: 'SIGINT' })] }),
    pod({ containers: [{ name: 'app', image: 'nginx' }] }),
  ],
  [
    'a signal beside a hook',
    pod({ initContainers: [container({ preStop, stopSignal: 'SIGINT' })] }),
    pod({ initContainers: [container({ preStop })] }),
  ],
  ['a group to schedule with', pod({ schedulingGroup: { podGroupName: 'a' } }), pod({})],
  ['a bundle of certificates', projected(secret, bundle), projected(secret, {})],
  [
    'a signal in a template',
    changed(workload('Deployment'), 'spec.template.spec', { containers: [container({ stopSignal: 'SIGINT' })] }),
    changed(workload('Deployment'), 'spec.template.spec', { containers: [{ name: 'app', image: 'nginx' }] }),
  ],
  [
    'how many of a StatefulSet may be away',
    changed(workload('StatefulSet'), 'spec.updateStrategy', { rollingUpdate: { partition: 1, maxUnavailable: 2 } }),
    changed(workload('StatefulSet'), 'spec.updateStrategy', { rollingUpdate: { partition: 1 } }),
  ],
  [
    'who should hold a lease',
    lease({ preferredHolder: 'a', leaseDurationSeconds: 1 }),
    lease({ leaseDurationSeconds: 1 }),
  ],
])('%s is taken out', (_, object, expected) => expect(kept(object)).toEqual(expected));

test('what an object has it may keep', () => {
  const before = pod({ containers: [container({ stopSignal: 'SIGINT' })] });
  const after = pod({ containers: [container({ stopSignal: 'SIGTERM' })] });
  expect(kept(after, before)).toEqual(after);
});

test('the API server takes them out before it looks further', () => {
  const cluster = new Cluster();
  const made = { ...pod({ containers: [container({ stopSignal: 'SIGNONE' })] }) };
  expect(cluster.kubectl('kubectl create -f -', JSON.stringify(made)).stdout).toBe('pod/web created\n');
  expect((cluster.store.get('Pod', 'default', 'web') as Pod).spec.containers[0]?.lifecycle).toBeUndefined();
});
