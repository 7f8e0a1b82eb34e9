import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { Cluster } from '../../cluster.ts';

const cause = { actor: 'test', reason: 'the test has it' };

test('Endpoints kept by hand are mirrored while their Service has no selector', () => {
  const cluster = new Cluster({
    nodes: [],
    run: { scheduler: false, controllers: ['endpointslice-mirroring-controller'] },
  });
  const create = (object: JsonObject): void => {
    const answer = cluster.api.create({ apiVersion: 'v1', ...object }, 'default', { cause });
    if (!answer.ok) throw new Error(answer.error.message);
  };
  const change = (kind: 'Service' | 'Endpoints', body: JsonObject): void => {
    cluster.api.patch({ kind, namespace: 'default', name: 'db' }, { type: 'merge', body }, { cause });
  };
  const mirrors = (): unknown[] => {
    cluster.runUntil(cluster.clock.now + 100);
    return cluster.store
      .list('EndpointSlice')
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'db')
      .map(({ metadata, addressType, endpoints, ports }) => [
        metadata.labels?.['team'],
        addressType,
        endpoints?.map(({ addresses, conditions }) => `${addresses[0] ?? ''} ${conditions?.ready ?? ''}`),
        ports?.map(({ name, port }) => `${name ?? ''}:${port ?? ''}`),
      ]);
  };
  const metadata = { name: 'db' };
  create({ kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } });
  expect(mirrors()).toEqual([]);
  const addresses = [{ ip: '192.0.2.7' }, { ip: '2001:db8::7' }];
  const notReadyAddresses = [{ ip: '192.0.2.8' }];
  const subsets = [{ addresses, notReadyAddresses, ports: [{ name: 'sql', port: 5432 }] }];
  create({ kind: 'Endpoints', metadata: { ...metadata, labels: { team: 'red' } }, subsets });
  const [ports, six] = [['sql:5432'], ['red', 'IPv6', ['2001:db8::7 true'], ['sql:5432']]];
  expect(mirrors()).toEqual([['red', 'IPv4', ['192.0.2.7 true', '192.0.2.8 false'], ports], six]);
  change('Endpoints', { subsets: [{ addresses: [{ ip: '192.0.2.9' }], ports: [{ port: 5433 }] }] });
  expect(mirrors()).toEqual([['red', 'IPv4', ['192.0.2.9 true'], [':5433']]]);
  const [one] = subsets;
  change('Endpoints', {
    subsets: [
      { ...one, notReadyAddresses: [] },
      { ...one, notReadyAddresses: [], ports: [{ name: 'web', port: 80 }] },
    ].map((subset) => ({ ...subset, addresses: [{ ip: '192.0.2.7' }] })),
  });
  expect(mirrors()).toEqual([['red', 'IPv4', ['192.0.2.7 true'], ['sql:5432', 'web:80']]]);
  change('Service', { spec: { selector: { app: 'db' } } });
  expect(mirrors()).toEqual([]);
});
