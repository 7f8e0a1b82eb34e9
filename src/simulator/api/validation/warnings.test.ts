import { expect, test } from 'vitest';
import { applyDefaults } from '../defaults/defaults.ts';
import type { JsonObject } from '../json.ts';
import type { KubeObject } from '../schema/kinds.ts';
import { changed, workload } from './errors-of.fixture.ts';
import { warningsFor } from './warnings.ts';

const warnings = (object: JsonObject, before?: JsonObject): readonly string[] =>
  warningsFor(
    ...([object, before].flatMap((o) => (o ? [applyDefaults(o) as unknown as KubeObject] : [])) as [KubeObject]),
  ).map(({ text }) => text);

const service = { kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };
const secret = { kind: 'Secret', metadata: { name: 'tls' }, type: 'kubernetes.io/tls' };
const LABEL =
  'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]';

test.each([
  ['a Deployment whose name has dots', changed(workload('Deployment'), 'metadata.name', 'web.1'), [LABEL]],
  ['a DaemonSet may be called so', changed(workload('DaemonSet'), 'metadata.name', 'web.1'), []],
  [
    'addresses from outside',
    changed(service, 'spec.externalIPs', ['8.8.8.8']),
    ['spec.externalIPs is deprecated and may no longer be implemented in some clusters'],
  ],
  [
    'affinity to nothing',
    changed(changed(service, 'spec.clusterIPs', ['None']), 'spec.sessionAffinity', 'ClientIP'),
    ['spec.SessionAffinity is ignored for headless services'],
  ],
  [
    'no certificate',
    changed(secret, 'data', { 'tls.crt': 'eA==', 'tls.key': 'eA==' }),
    ['tls: failed to find any PEM data in certificate input'],
  ],
  [
    'half a byte',
    { kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec: { resources: { requests: { storage: '500m' } } } },
    ['spec.resources.requests[storage]: fractional byte value "500m" is invalid, must be an integer'],
  ],
  [
    'more bytes than a double can count',
    {
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'a' },
      spec: { resources: { requests: { storage: '9007199254740993' } } },
    },
    [],
  ],
  [
    'a history without end',
    changed(workload('StatefulSet'), 'spec.revisionHistoryLimit', -1),
    ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended'],
  ],
])('%s', (_, object, expected) => expect(warnings(object)).toEqual(expected));

test('a template is warned of when it is new, not when it was there before', () => {
  const odd = changed(workload('Deployment'), 'spec.template.spec.containers', [
    { name: 'app', image: 'a', resources: { requests: { memory: '100m' } } },
  ]);
  expect(warnings(odd)).toHaveLength(1);
  expect(warnings(changed(odd, 'spec.replicas', 5), odd)).toEqual([]);
});
