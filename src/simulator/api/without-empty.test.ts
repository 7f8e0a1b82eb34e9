import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';
import type { KubeObject } from './schema/kinds.ts';
import { withoutEmpty } from './without-empty.ts';

test('what is empty and left out by Go is gone, what it always writes stays', () => {
  const slice = {
    kind: 'EndpointSlice',
    metadata: { name: 'a', labels: {} },
    addressType: 'IPv4',
    endpoints: [],
    ports: [],
  };
  const { labels: _, ...metadata } = slice.metadata;
  expect(withoutEmpty(slice as unknown as KubeObject)).toEqual({ ...slice, metadata });
});

test('until it is stored, empty is not absent', () => {
  const create = (template: object): string =>
    new Cluster().kubectl(
      'kubectl create -f -',
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: 'web' },
        spec: { selector: { matchLabels: { app: 'web' } }, template },
      }),
    ).stderr;
  const spec = { containers: [{ name: 'a', image: 'a' }] };
  expect(create({ spec })).toContain('metadata.labels: Invalid value: null:');
  expect(create({ metadata: { labels: {} }, spec })).toContain('metadata.labels: Invalid value: {}:');
});
