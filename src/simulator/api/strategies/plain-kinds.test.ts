import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';
import type { JsonObject } from '../json.ts';
import type { Kind } from '../schema/kinds.ts';

const made = (object: JsonObject): unknown => {
  const cluster = new Cluster();
  const said = cluster.kubectl('kubectl create -f -', JSON.stringify(object));
  expect(said.stderr).toBe('');
  return cluster.store.list(String(object['kind']) as Kind).find((o) => said.stdout.includes(`/${o.metadata.name} `));
};

test.each<[string, JsonObject, object]>([
  [
    'a template counts its changes',
    {
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: { name: 'a' },
      template: { spec: { containers: [{ name: 'a', image: 'a' }] } },
    },
    { metadata: { generation: 1 } },
  ],
  [
    'an account knows its secrets by name',
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' }, secrets: [{ kind: 'Secret', name: 's' }] },
    { secrets: [{ name: 's' }] },
  ],
  [
    'a slice counts its changes',
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'a' },
      addressType: 'IPv4',
      endpoints: [],
      ports: [],
    },
    { metadata: { generation: 1 } },
  ],
  [
    'limits without a name get a number',
    { apiVersion: 'v1', kind: 'LimitRange', spec: { limits: [] } },
    { metadata: { name: expect.stringMatching(/^[0-9a-f-]{36}$/) as string } },
  ],
])('%s', (_, object, expected) => expect(made(object)).toMatchObject(expected));
